// A page that is loaded anew, or come back to from one of the server's, stands at the height at which it was left.
import { expect, test } from 'vitest'
import { Visitor, base, browser } from './visitor'

test.each(['/pl/practices?shown=40', '/fr/practices/athens-melissa'])('%s keeps its height', async (path) => {
  const visitor = await Visitor.with(browser, 768)
  const { page } = visitor
  const height = () => page.evaluate(() => scrollY)
  await visitor.opens(path)
  await page.evaluate(() => scrollTo(0, 900))
  await page.waitForFunction(() => history.state?.height === 900)
  await page.reload()
  await page.locator('#app > .served').waitFor({ state: 'detached' })
  await expect.poll(height).toBe(900)

  await page.getByRole('contentinfo').locator('a[href$="/about"]').click({ noWaitAfter: true })
  await page.waitForURL(/\/about$/)
  await page.goBack()
  await page.waitForURL(base + path)
  await page.locator('#app > .served').waitFor({ state: 'detached' })
  await expect.poll(height).toBeGreaterThan(0)
  await page.getByRole('banner').getByRole('link').first().click()
  await page.locator('#newest-heading').waitFor()
  expect(await height()).toBe(0)
  await visitor.leaves()
})
