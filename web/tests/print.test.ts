// What comes out of a printer: a practice on two pages of A4, and the results on a theme as a list to be read.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { Visitor, base, browser } from './visitor'

/** How many sheets a page takes: Chromium writes one object for each into the PDF. */
async function sheetsOf(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true })
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
}

async function ask(page: Page, query: string, variables: object): Promise<any> {
  const response = await page.request.post(`${base}/graphql`, { data: { query, variables } })
  return (await response.json()).data
}

/** The practices with the most to print. */
async function longest(page: Page, count: number): Promise<string[]> {
  const { practices } = await ask(page, '{ practices(first: 100) { edges { node { slug } } } }', {})
  const whole = 'query ($slug: String!) { practice(by: { slug: $slug }) { slug sections { text { html } } sources { url supports } } }'
  const told: { slug: string }[] = []
  for (const { node } of practices.edges) told.push((await ask(page, whole, node)).practice)
  const weigh = (practice: object) => JSON.stringify(practice).length
  return told.sort((one, other) => weigh(other) - weigh(one)).slice(0, count).map(({ slug }) => slug)
}

test('the longest practices fit on two pages, with sources, marks and addresses, and nothing to click', async () => {
  const visitor = await Visitor.with(browser, 1024, 'dark')
  const { page } = visitor
  for (const slug of await longest(page, 10)) {
    await visitor.opens(`/pl/practices/${slug}`)
    await page.locator('#sources-heading').waitFor()
    expect(await sheetsOf(page), slug).toBeLessThanOrEqual(2)
  }
  await page.emulateMedia({ media: 'print' })
  const main = page.getByRole('main')
  await main.getByText('Opracowana na podstawie publicznych źródeł').waitFor() // where it comes from
  await main.getByText(new URL(page.url()).pathname).waitFor() // where it stands
  await page.getByRole('heading', { name: 'Źródła' }).waitFor()
  const source = page.locator('#sources-heading ~ ul a').first()
  expect(await source.evaluate((link) => getComputedStyle(link, '::after').content)).toContain(await source.getAttribute('href'))
  for (const name of ['Kopiuj adres', 'Drukuj']) expect(await page.getByText(name).isVisible()).toBe(false)
  for (const role of ['banner', 'contentinfo', 'search'] as const) expect(await page.getByRole(role).isVisible(), role).toBe(false)
  expect(await page.locator('#similar-heading').isVisible()).toBe(false)
  const ground = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink'))
  expect(ground.trim()).toBe('#26231e') // dark ink, whatever the screen
  await visitor.leaves()
})

test.each([
  { language: 'fr', print: 'Imprimer' },
  { language: 'hr', print: 'Ispišite' },
  { language: 'nl', print: 'Afdrukken' },
])('a diagnosis writer prints all practices on a theme in $language', async ({ language, print }) => {
  const visitor = await Visitor.with(browser, 1024)
  const { page } = visitor
  await page.addInitScript(() => (window.print = () => void document.body.setAttribute('data-printed', '')))
  await visitor.opens(`/${language}/practices?themes=education`)
  await page.getByRole('article').first().waitFor()
  const all = Number(/\d+/.exec((await page.locator('#results-heading').textContent()) ?? '')?.[0])
  expect(all).toBeGreaterThan(20)
  await page.getByRole('button', { name: print }).click()
  await page.locator('body[data-printed]').waitFor()
  expect(await page.getByRole('article').count()).toBe(all)

  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('aside, nav, form, select, #filters').filter({ visible: true }).count()).toBe(0)
  const card = page.getByRole('article').first()
  const address = await card.getByRole('link').getAttribute('href')
  await card.getByText(`${base}${address}`).waitFor()
  expect(await sheetsOf(page)).toBeLessThan(all / 3)
  expect(visitor.complaints).toEqual([])
  await visitor.leaves()
})

test('an address is copied, or shown where that is forbidden', async () => {
  const visitor = await Visitor.with(browser, 360, 'light', 'es')
  const { page } = visitor
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: base })
  await visitor.opens('/es/practices/athens-melissa')
  await page.getByRole('button', { name: 'Copiar la dirección' }).click()
  await page.getByRole('status').getByText('La dirección se ha copiado').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${base}/es/practices/athens-melissa`)
  await visitor.checks('copied')
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden'))
  })
  await page.getByRole('button', { name: 'Copiar la dirección' }).click()
  await page.getByRole('status').getByText(`${base}/es/practices/athens-melissa`).waitFor()
  await visitor.checks('not copied')
  await visitor.leaves()
})

test('on paper the list beside the map is unfolded, and no link leads on', async () => {
  const visitor = await Visitor.with(browser, 1024, 'light', 'fr')
  const { page } = visitor
  await visitor.opens('/fr/practices?view=map')
  const entry = page.locator('details a', { hasText: 'Liège' }).first()
  await entry.waitFor({ state: 'attached' })
  expect(await entry.isVisible()).toBe(false)
  await page.emulateMedia({ media: 'print' })
  expect(await entry.isVisible()).toBe(true)
  for (const path of ['/fr/themes/housing', '/fr/territories/liege']) {
    await visitor.opens(path)
    await page.getByRole('article').first().waitFor()
    expect(await page.getByText('Chercher et filtrer ces pratiques').isVisible(), path).toBe(false)
  }
  expect(visitor.complaints).toEqual([])
  await visitor.leaves()
})

/** Runs in the page: it is broken into sheets of a height, side by side, and tells the lines that leave the row they belong to. */
function strayOn(height: number): string[] {
  const main = document.querySelector('main') as HTMLElement
  Object.assign(main.style, { width: '273mm', height: `${height}mm`, columnWidth: '273mm', columnFill: 'auto' })
  const rows = [...main.querySelectorAll('.compared-row')]
  return rows.flatMap((row) => {
    const pieces = [...row.getClientRects()]
    const holds = (box: DOMRect) => pieces.some(({ left, right, top, bottom }) => box.left > left - 1 && box.right < right + 1 && box.top > top - 1 && box.bottom < bottom + 1)
    const lines = [...row.querySelectorAll('h2, h3, dt, dd, p')]
    return lines.filter((line) => ![...line.getClientRects()].every(holds)).map((line) => line.textContent)
  })
}

test.each([2, 4])('%i compared practices do not run into each other, wherever a sheet ends', async (count) => {
  const visitor = await Visitor.with(browser, 1040, 'light', 'fr')
  const { page } = visitor
  const slugs = ['biel-city-card', 'villeurbanne-carte-locale', 'utrecht-st-martins-card', 'athens-melissa'].slice(0, count)
  await visitor.opens(`/fr/compare?practices=${slugs.join(',')}`)
  await page.locator('.compared-row').first().waitFor()
  await page.emulateMedia({ media: 'print' })
  for (let height = 100; height <= 190; height += 2) expect(await page.evaluate(strayOn, height), `sheets of ${height} mm`).toEqual([])
  await visitor.leaves()
})

/** Runs in the page: main is broken into sheets of A4 of a height, side by side; tells the lines that lie upon others. */
function overprintedOn(height: number): string[] {
  const main = document.querySelector('main') as HTMLElement
  Object.assign(main.style, { width: '178mm', height: `${height}mm`, columnWidth: '178mm', columnFill: 'auto' })
  const lines: { text: string; box: DOMRect }[] = []
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  while (texts.nextNode()) {
    const text = texts.currentNode as Text
    if (!text.data.trim() || !text.parentElement?.checkVisibility({ visibilityProperty: true })) continue
    range.selectNodeContents(text)
    for (const box of range.getClientRects()) if (box.width > 2 && box.height > 2) lines.push({ text: text.data.trim().slice(0, 40), box })
  }
  const meet = (one: DOMRect, other: DOMRect) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > one.height / 2
  return lines.flatMap((one, i) => lines.slice(i + 1).filter((other) => meet(one.box, other.box)).map((other) => `${one.text} / ${other.text}`))
}

test.each(['liege-carte-ardente', 'ssd-mna-camna-places'])('no printed line lies upon another, wherever a column ends (%s)', async (slug) => {
  const visitor = await Visitor.with(browser, 1024)
  const { page } = visitor
  await visitor.opens(`/en/practices/${slug}`)
  await page.locator('#sources-heading').waitFor()
  await page.emulateMedia({ media: 'print' })
  for (let height = 246; height <= 286; height += 4) expect(await page.evaluate(overprintedOn, height), `sheets of ${height} mm`).toEqual([])
  await visitor.leaves()
})
