// Stories of the comparison.
import { expect, test } from 'vitest'
import { Visitor, browser } from './visitor'

test.each([
  { language: 'en', width: 1440, add: /^Add to comparison/, takeOut: /^Take out of comparison/, compare: 'Compare' },
  { language: 'fr', width: 768, add: /^Ajouter à la comparaison/, takeOut: /^Retirer de la comparaison/, compare: 'Comparer' },
  { language: 'pl', width: 360, add: /^Dodaj do porównania/, takeOut: /^Usuń z porównania/, compare: 'Porównaj' },
])('a reader compares four city-card practices ($language)', async ({ language, width, add, takeOut, compare }) => {
  const visitor = await Visitor.with(browser, width, 'light', language)
  const { page } = visitor
  const tray = page.locator('.comparison-tray')
  await visitor.opens(`/${language}/practices?tags=city-card`)
  await page.getByRole('article').first().waitFor()
  for (const n of [1, 2, 3]) {
    await page.getByRole('button', { name: add }).first().click()
    await expect.poll(() => tray.textContent()).toContain(String(n))
  }
  // The fourth is chosen on its own page, and that is the most.
  await page.getByRole('article').last().getByRole('link').last().click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('button', { name: add }).click()
  await page.goBack()
  await page.getByRole('article').first().waitFor()
  expect(await page.getByRole('button', { name: add }).first().isDisabled()).toBe(true)
  await visitor.checks(`full tray in ${language}`)

  await tray.getByRole('link', { name: compare }).click()
  await page.waitForURL(new RegExp(`/${language}/compare\\?practices=([\\w-]+,){3}[\\w-]+$`))
  const names = page.locator('.side-by-side h2')
  await expect.poll(() => names.count()).toBe(4)
  await visitor.checks(`comparison in ${language}`)

  const [first, second] = await names.allTextContents()
  await page.getByRole('link', { name: second ?? '' }).filter({ hasText: '←' }).click()
  await expect.poll(async () => (await names.allTextContents()).slice(0, 2)).toEqual([second, first])
  await page.getByRole('link', { name: takeOut }).first().click()
  await expect.poll(() => names.count()).toBe(3)
  await page.reload()
  await expect.poll(() => names.count()).toBe(3)
  expect(visitor.complaints).toEqual([])
  await visitor.leaves()
})

test('what a link of the comparison does is said in the page’s language, the practice in that of its title', async () => {
  const visitor = await Visitor.with(browser, 768, 'light', 'pl')
  const { page } = visitor
  await visitor.opens('/pl/compare?practices=athens-melissa,bern-city-card')
  const links = page.locator('.ways a')
  await expect.poll(() => links.count()).toBe(4)
  for (const link of await links.all()) {
    expect(await link.getAttribute('aria-label')).toBeNull() // it would have one language alone
    expect(await link.locator('[lang="en"]').count()).toBe(1)
  }
  await page.getByRole('link', { name: 'Przesuń w stronę końca: Melissa Network', exact: false }).waitFor()
  await visitor.leaves()
})

test('what cannot be compared is said beside what can', async () => {
  const visitor = await Visitor.with(browser, 768, 'dark')
  const { page } = visitor
  await visitor.opens('/en/compare')
  await page.getByText('Nothing is chosen yet').waitFor()
  await visitor.checks('comparison of nothing')
  await visitor.opens('/en/compare?practices=there-is-no-such-practice,bern-city-card')
  await page.getByRole('heading', { name: 'Nothing stands at this address' }).waitFor()
  expect(await page.locator('.side-by-side h2').count()).toBe(2)
  await page.getByRole('heading', { name: 'At a glance' }).waitFor()
  await visitor.checks('comparison with nothing')
  await visitor.leaves()
})
