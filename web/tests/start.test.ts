// While the client is built beside what the server wrote, only that is there for the reader.
import { expect, test } from 'vitest'
import { Visitor, base, browser } from './visitor'

test.each(['/fr', '/pl/practices', '/en/practices/athens-melissa', '/hr/coverage'])('the client of %s is not seen, heard or reached before it stands', async (path) => {
  const visitor = await Visitor.with(browser, 360)
  const { page } = visitor
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/graphql', async (route) => {
    await released
    await route.continue()
  })
  const asked = page.waitForRequest('**/graphql')
  await page.goto(base + path)
  await asked // by the client: it stands beside the served text now
  const client = page.locator('#app.coming')
  expect(await client.locator('header').count()).toBe(1)
  expect(await client.isVisible()).toBe(false)
  expect(await page.getByRole('main').count()).toBe(1)
  await page.locator('#app > .served a').last().focus() // going through all of them would outlast the client's patience
  for (let n = 0; n < 9; n++) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('.coming') === null)).toBe(true)
  }
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  const served = await page.locator('#app > .served').evaluate((text) => Math.ceil(text.getBoundingClientRect().height))
  expect(height).toBeLessThanOrEqual(Math.max(served, 900) + 1)
  release()
  await page.locator('#app > .served').waitFor({ state: 'detached' })
  expect(await page.locator('.coming').count()).toBe(0)
  expect(await page.getByRole('main').isVisible()).toBe(true)
  await visitor.checks(`start of ${path}`)
  await visitor.leaves()
})
