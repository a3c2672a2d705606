// Stories of the coverage table.
import { expect, test } from 'vitest'
import { Visitor, base, browser } from './visitor'

test.each([
  { language: 'en', width: 1440, way: 'Coverage', gap: '0 practices: Utrecht, Parenting support', nothing: 'No practice matches' },
  { language: 'fr', width: 360, way: 'Vue d’ensemble', gap: '0 pratique: Utrecht, Parentalité', nothing: 'Aucune pratique ne correspond' },
  { language: 'pl', width: 768, way: 'Przegląd', gap: '0 praktyk: Utrecht, Rodzicielstwo', nothing: 'Nie znaleziono żadnej praktyki' },
])('a reader sees at a glance which territory has nothing on parenting ($language)', async ({ language, width, way, gap, nothing }) => {
  const visitor = await Visitor.with(browser, width, width === 768 ? 'dark' : 'light', language)
  const { page } = visitor
  await visitor.opens(`/${language}`)
  await page.getByRole('link', { name: way, exact: true }).click()
  await page.waitForURL(`${base}/${language}/coverage`)
  const cell = page.getByRole('link', { name: gap, exact: true })
  await cell.waitFor()
  expect(await cell.textContent()).toBe('0')
  await visitor.checks(`coverage in ${language}`)

  await cell.click()
  await page.waitForURL(`${base}/${language}/practices?themes=parenting&territories=utrecht`)
  await page.getByRole('heading', { name: nothing }).waitFor()
  await page.goBack()
  await cell.waitFor()
  await visitor.leaves()
})

test('the two sides can be chosen, and stand in the address', async () => {
  const visitor = await Visitor.with(browser, 1024)
  const { page } = visitor
  const head = page.locator('thead')
  await visitor.opens('/en/coverage')
  await head.getByText('Housing').waitFor()
  await page.getByLabel('Along the top').selectOption('targetGroups')
  await page.waitForURL(`${base}/en/coverage?rows=territories&columns=targetGroups`)
  await head.getByText('Families').waitFor()
  await visitor.checks('coverage of target groups')
  await page.getByRole('link', { name: 'Swap the two' }).click()
  await page.waitForURL(`${base}/en/coverage?rows=targetGroups&columns=territories`)
  await head.getByText('Utrecht').waitFor()
  await visitor.checks('coverage turned round')
  await page.reload()
  await page.locator('#app > .served').waitFor({ state: 'detached' })
  await head.getByText('Utrecht').waitFor()
  await page.goBack()
  await head.getByText('Families').waitFor()
  expect(await page.getByLabel('Along the top').inputValue()).toBe('targetGroups')
  await visitor.leaves()
})

test('the numbers of the table are those of the lists that they lead to', async () => {
  const visitor = await Visitor.with(browser, 1440)
  const { page } = visitor
  await visitor.opens('/en/coverage?rows=stages&columns=scales')
  const cells = page.locator('tbody td a')
  await cells.first().waitFor()
  const texts = await cells.allTextContents()
  const most = texts.map(Number).reduce((best, n, i, all) => (n > (all[best] ?? 0) ? i : best), 0)
  await cells.nth(most).click()
  await page.waitForURL(/\/practices\?/)
  await expect.poll(() => page.locator('#results-heading').textContent()).toContain(`${texts[most]} practices`)
  expect(visitor.complaints).toEqual([])
  await visitor.leaves()
})

test('without scripts, too, the whole width of the table is seen on a wide screen', async () => {
  const visitor = await Visitor.with(browser, 1440, 'light', 'pl')
  const { page } = visitor
  await visitor.opensWithoutScripts('/pl/coverage')
  const columns = page.locator('.region thead :is(td, th)')
  const widths = await columns.evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width))
  expect(widths.length).toBe(10)
  expect(Math.max(...widths)).toBe(widths[0]) // the names of territories need the most
  expect(await page.locator('.region').evaluate((region) => region.scrollWidth - region.clientWidth)).toBe(0)
  await visitor.keepsPicture('coverage without scripts')
  await visitor.leaves()
})

test('a table that cannot be had can be asked for again', async () => {
  const visitor = await Visitor.with(browser, 360)
  const { page } = visitor
  await page.route('**/graphql', (route) => route.abort())
  await visitor.opens('/en/coverage?rows=nonsense')
  await page.getByRole('alert').waitFor()
  visitor.complaints.length = 0 // The browser reports the connection that we cut.
  await visitor.checks('no coverage')
  await page.unroute('**/graphql')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('table').waitFor()
  await visitor.leaves()
})
