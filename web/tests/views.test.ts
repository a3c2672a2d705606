// The same results as a list, on a map and by year: all of it in the address, reached by key, and said in words.
import { expect, test } from 'vitest'
import { Visitor, base, browser } from './visitor'

/** How many practices a text speaks of, whatever the language. */
const numberIn = (text: string | null) => Number(/\d+/.exec(text?.replaceAll(/[\s.\u00A0\u202F](?=\d{3})/g, '') ?? '')?.[0])

test.each([
  { language: 'fr', width: 1440, scheme: 'light', views: ['Carte', 'Chronologie'] },
  { language: 'pl', width: 360, scheme: 'dark', views: ['Mapa', 'Oś czasu'] },
] as const)('a reader sees results on a map and by year in $language, by keys alone', async ({ language, width, scheme, views }) => {
  const visitor = await Visitor.with(browser, width, scheme)
  const { page } = visitor
  const count = page.locator('#results-heading')
  const [map, timeline] = views
  await visitor.opens(`/${language}/practices?themes=housing`)
  await page.getByRole('article').first().waitFor()
  const all = numberIn(await count.textContent())

  await page.getByRole('link', { name: map, exact: true }).press('Enter')
  await page.waitForURL(`${base}/${language}/practices?themes=housing&view=map`)
  const marks = page.locator('svg[role="group"] a')
  await marks.first().waitFor()
  await visitor.checks(`map in ${language}`)
  const onMap = await marks.evaluateAll((links) => links.map((link) => link.querySelector('title')?.textContent ?? ''))
  const listed = await page.locator('details li span').evaluateAll((counts) => counts.map((count) => Number(count.textContent)))
  expect(listed.reduce((sum, n) => sum + n, 0)).toBe(all)
  const beside = await page.locator('.nowhere li span').evaluateAll((counts) => counts.map((count) => Number(count.textContent)))
  const marked = onMap.map((name) => numberIn(name.slice(name.lastIndexOf(':'))))
  expect([...marked, ...beside].reduce((sum, n) => sum + n, 0)).toBe(all)

  await marks.first().focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/themes=housing&territories=[\w-]+/)
  await expect.poll(async () => numberIn(await count.textContent())).toBe(marked[0])
  await page.goBack()
  await page.waitForURL(`${base}/${language}/practices?themes=housing&view=map`)

  await page.getByRole('link', { name: timeline, exact: true }).press('Enter')
  await page.waitForURL(`${base}/${language}/practices?themes=housing&view=timeline`)
  const bars = page.locator('main ol li')
  await bars.first().waitFor()
  await visitor.checks(`timeline in ${language}`)
  const counts = await page.locator('main ol .count').evaluateAll((texts) => texts.map((text) => text.textContent))
  expect(counts.map(numberIn).reduce((sum, n) => sum + n, 0)).toBe(all)
  const year = page.locator('main ol a').first()
  const ofYear = numberIn(await year.locator('.count').textContent())
  const began = await year.locator('.year').textContent()
  await year.press('Enter')
  await page.waitForURL(`${base}/${language}/practices?themes=housing&startedFrom=${began}&startedTo=${began}`)
  await expect.poll(async () => numberIn(await count.textContent())).toBe(ofYear)
  await page.locator('.chip', { hasText: began ?? '' }).click()
  await page.waitForURL(`${base}/${language}/practices?themes=housing`)
  await visitor.leaves()
})

test('a practice shows where its territory lies, and says where no map can', async () => {
  const visitor = await Visitor.with(browser, 360, 'light', 'ro')
  const { page } = visitor
  await visitor.opens('/ro/practices?territories=utrecht')
  await page.getByRole('article').first().getByRole('link').first().click()
  await page.getByRole('complementary').scrollIntoViewIfNeeded()
  await page.getByRole('img', { name: /Utrecht/ }).waitFor()
  await visitor.opens('/ro/practices?territories=anvita-network')
  await page.getByRole('article').first().getByRole('link').first().click()
  await page.getByText('Nu este un singur loc').waitFor()
  expect(visitor.complaints).toEqual([])
  await visitor.leaves()
})

test('without its map the same stands there as a list', async () => {
  const visitor = await Visitor.with(browser, 360)
  const { page } = visitor
  await page.route('**/assets/drawn-*', (route) => route.fulfill({ status: 404 }))
  await visitor.opens('/it/practices?view=map')
  await page.getByRole('alert').waitFor()
  await page.locator('details[open] a').first().waitFor()
  visitor.complaints.length = 0 // The browser reports the file that is gone.
  await visitor.checks('map that does not come')
  await visitor.leaves()
})
