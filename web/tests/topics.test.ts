// The pages of themes and territories.
import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { Visitor, base, browser } from './visitor'

/** What the client says about nothing being there, the server says to those who read without scripts. */
async function saysTheSame(visitor: Visitor, nothing: Locator): Promise<void> {
  const plain = await browser.newContext({ javaScriptEnabled: false })
  const served = await plain.newPage()
  await served.goto(visitor.page.url())
  const texts = [nothing.locator('..'), served.getByText((await nothing.textContent()) ?? '')].map((place) => place.textContent())
  // All names and words; but for the small one that joins the last two.
  const [said, servedSaid] = (await Promise.all(texts)).map((text) => new Set(text?.match(/\p{L}{4,}/gu)))
  expect(servedSaid).toEqual(said)
  expect(said?.size).toBeGreaterThan(4)
  await plain.close()
}

test.each([
  { language: 'en', width: 1440, theme: 'Parenting support', note: [], nothing: 'WELDI territories with nothing on it yet:', inCity: 'Sosnowiec' },
  { language: 'fr', width: 768, theme: 'Parentalité', note: ['en anglais'], nothing: 'Territoires WELDI où il n’y a encore rien :', inCity: 'Sosnowiec' },
  { language: 'pl', width: 360, theme: 'Rodzicielstwo', note: ['język: angielski'], nothing: 'Terytoria WELDI, gdzie nie ma jeszcze nic:', inCity: 'Sosnowiec' },
])('a theme says where there is something on it and where not ($language)', async ({ language, width, theme, note, nothing, inCity }) => {
  const visitor = await Visitor.with(browser, width, 'light', language)
  const { page } = visitor
  await visitor.opens(`/${language}`)
  await page.getByRole('link', { name: theme }).first().click()
  await page.waitForURL(`${base}/${language}/themes/parenting`)
  await page.getByRole('heading', { level: 1, name: theme }).waitFor()
  expect(await page.locator('.definition + .aside').allTextContents()).toEqual(note) // it is defined in English alone
  expect(await page.getByText(nothing).locator('..').textContent()).toContain('Utrecht')
  await visitor.checks(`theme in ${language}`)
  await saysTheSame(visitor, page.getByText(nothing))
  await page.getByRole('link', { name: new RegExp(`^${inCity}`) }).first().click()
  await page.waitForURL(`${base}/${language}/practices?themes=parenting&territories=sosnowiec`)
  await page.getByRole('article').first().waitFor()
  await visitor.leaves()
})

test.each([
  { language: 'en', width: 360, nothing: 'Nothing yet on:', missing: 'Parenting support', kind: 'Inhabitants' },
  { language: 'pl', width: 768, nothing: 'Jeszcze nic na temat:', missing: 'Rodzicielstwo', kind: 'Liczba mieszkańców' },
  { language: 'fr', width: 1440, nothing: 'Encore rien sur :', missing: 'Parentalité', kind: 'Nombre d’habitants' },
])('a territory says what it has and what not ($language)', async ({ language, width, nothing, missing, kind }) => {
  const visitor = await Visitor.with(browser, width, 'dark', language)
  const { page } = visitor
  await visitor.opens(`/${language}`)
  await page.getByRole('link', { name: 'Utrecht', exact: true }).first().press('Enter')
  await page.waitForURL(`${base}/${language}/territories/utrecht`)
  await page.getByRole('heading', { level: 1, name: 'Utrecht' }).waitFor()
  await page.getByText(kind).waitFor()
  expect(await page.getByText(nothing).locator('..').textContent()).toContain(missing)
  await page.getByRole('article').nth(1).waitFor()
  await visitor.checks(`territory in ${language}`)
  await saysTheSame(visitor, page.getByText(nothing))
  await visitor.leaves()
})

test.each(['themes', 'territories'])('an unknown key of %s says so and leads on', async (noun) => {
  const visitor = await Visitor.with(browser, 768)
  const { page } = visitor
  await visitor.opens(`/en/${noun}/there-is-no-such-key`)
  await page.getByRole('heading', { name: 'Nothing stands at this address' }).waitFor()
  await visitor.search.waitFor()
  await visitor.leaves()
})

test('what a territory lacks stands in one order, with scripts and without', async () => {
  const visitor = await Visitor.with(browser, 360, 'light', 'fr')
  const { page } = visitor
  const missing = async () => /Encore rien sur\s?:\s([^\n]*)/.exec(await page.getByRole('main').innerText())?.[1]?.replaceAll(' et ', ', ')
  await visitor.opensWithoutScripts('/fr/territories/liege')
  const served = await missing()
  expect(served).toContain(', ')
  await visitor.opens('/fr/territories/liege')
  await page.getByRole('article').first().waitFor()
  expect(await missing()).toBe(served)
  await visitor.leaves()
})
