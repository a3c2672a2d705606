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

test('a list keeps its height while the practice that it led to is loaded anew', async () => {
  const visitor = await Visitor.with(browser, 768)
  const { page } = visitor
  await visitor.opens('/pl/practices?shown=40')
  await page.evaluate(() => scrollTo(0, 2500))
  await page.waitForFunction(() => history.state?.height === 2500)
  await page.getByRole('heading', { level: 3 }).getByRole('link').nth(12).evaluate((link: HTMLElement) => link.click())
  await page.waitForURL(/practices\/[a-z]/)
  await page.reload()
  await page.locator('#app > .served').waitFor({ state: 'detached' })
  await page.goBack()
  await page.waitForURL(`${base}/pl/practices?shown=40`)
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(2500)
  await visitor.leaves()
})
