// What has the focus is often taken away by its own use: whoever goes by key stays near where they were.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { Visitor, browser } from './visitor'

/** The text of what has the focus, once something has; a field has none. */
const focused = (page: Page) =>
  page
    .waitForFunction(() => document.activeElement !== document.body && document.activeElement?.isConnected)
    .then(() => page.evaluate(() => document.activeElement?.textContent?.trim() ?? ''))

test.each(['fr', 'pl', 'hr'])('the focus stays near what was taken away, in %s', async (language) => {
  const visitor = await Visitor.with(browser, 1280)
  const { page } = visitor
  await visitor.opens(`/${language}/practices?themes=housing&territories=liege&territories=utrecht`)
  const chips = page.locator('.chip')
  await expect.poll(() => chips.count()).toBe(3)
  const second = (await chips.nth(1).textContent())?.trim()
  await chips.first().press('Enter')
  await expect.poll(() => chips.count()).toBe(2)
  expect(await focused(page)).toBe(second)
  await page.locator('.clear').press('Enter')
  await expect.poll(() => chips.count()).toBe(0)
  await focused(page)

  await visitor.opens(`/${language}/compare?practices=bern-city-card,zuri-city-card`)
  const remove = page.locator('main .side-by-side a[data-replace]:not([aria-label])').first()
  await remove.waitFor()
  await remove.press('Enter')
  await focused(page)
  await visitor.leaves()
})

test('the focus stays near a button that tries again, once that has helped', async () => {
  const visitor = await Visitor.with(browser, 1280)
  const { page } = visitor
  await page.route('**/graphql*', (route) => route.fulfill({ status: 500, body: '{}' }))
  await visitor.opens('/fr/coverage')
  const again = page.getByRole('button', { name: 'Réessayer' })
  await again.waitFor()
  await page.unroute('**/graphql*')
  await again.press('Enter')
  await page.getByRole('table').first().waitFor()
  await focused(page)
  await visitor.leaves()
})

test('the focus stays in the head when another language is chosen', async () => {
  const visitor = await Visitor.with(browser, 1280)
  const { page } = visitor
  await visitor.opens('/fr/practices')
  await page.locator('#app > header button[aria-expanded]').press('Enter')
  await page.getByRole('link', { name: 'Polski', exact: true }).press('Enter')
  await page.waitForURL(/\/pl\/practices/)
  expect(await focused(page)).toContain('Polski')
  await visitor.leaves()
})

test('a link is reached in one press while the languages are unfolded above it, and folds them', async () => {
  const visitor = await Visitor.with(browser, 320)
  const { page } = visitor
  await visitor.opens('/en/about')
  const languages = page.locator('#app > header button[aria-expanded] + ul')
  await page.locator('#app > header button[aria-expanded]').click()
  await languages.waitFor()
  await page.getByRole('link', { name: 'Practices', exact: true }).click()
  await page.waitForURL(/\/en\/practices/)
  await languages.waitFor({ state: 'hidden' })
  await visitor.leaves()
})
