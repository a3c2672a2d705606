// Small screens: letters twice as large, words that nothing breaks, and a table that is seen as a whole.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { api } from './network'
import { Visitor, browser } from './visitor'

const paths = ['', '/practices', '/practices?view=map', '/practices/liege-carte-ardente', '/territories/liege', '/coverage', '/nothing-here']

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** How far the page is too wide at a few narrow widths, its letters twice as large. */
async function tooWide(page: Page): Promise<number[]> {
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
  const found: number[] = []
  for (const width of [320, 480]) {
    await page.setViewportSize({ width, height: 900 })
    found.push(await overflow(page))
  }
  return found
}

test('nothing is wider than a narrow screen when letters are twice as large', async () => {
  const visitor = await Visitor.with(browser, 320, 'light', 'pl')
  const { page } = visitor
  for (const path of paths) {
    await visitor.opens(`/pl${path}`)
    expect(await tooWide(page), path).toEqual([0, 0])
  }
  await visitor.leaves()
})

test('nor is it without scripts', async () => {
  const visitor = await Visitor.with(browser, 320, 'light', 'pl')
  for (const path of paths) {
    await visitor.opensWithoutScripts(`/pl${path}`)
    expect(await tooWide(visitor.page), path).toEqual([0, 0])
  }
  await visitor.leaves()
})

const unbroken = 'w'.repeat(150)

/** Puts a word that nothing breaks in the place of every name and label. */
function unbrokenIn(value: any): any {
  if (Array.isArray(value)) return value.map(unbrokenIn)
  if (!value || typeof value !== 'object') return value
  const isName = (key: string, said: unknown) => typeof said === 'string' && ['label', 'name', 'value', 'place', 'supports'].includes(key)
  return Object.fromEntries(Object.entries(value).map(([key, said]) => [key, isName(key, said) ? unbroken : unbrokenIn(said)]))
}

test('names and labels of 150 unbroken letters stay within a narrow screen', async () => {
  const visitor = await Visitor.with(browser, 320)
  const { page } = visitor
  await page.route(api, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: unbrokenIn(await response.json()) })
  })
  for (const path of [...paths.slice(0, -1), '/themes/housing', '/compare?practices=biel-city-card,utrecht-st-martins-card']) {
    await visitor.opens(`/en${path}`)
    await page.getByText(unbroken).first().waitFor({ state: 'attached' })
    expect(await overflow(page), path).toBe(0)
  }
  await visitor.leaves()
})

test.each([
  ['with scripts', 'opens'],
  ['without', 'opensWithoutScripts'],
] as const)('the narrowest screen shows all themes of the coverage at once, %s', async (_how, opens) => {
  const visitor = await Visitor.with(browser, 320, 'light', 'fr')
  await visitor[opens]('/fr/coverage')
  const { page } = visitor
  expect(await page.locator('.region').evaluate((region) => region.scrollWidth - region.clientWidth)).toBe(0)
  const heads = await page.locator('.region thead th > *').evaluateAll((all) => all.map((head) => head.getBoundingClientRect().toJSON()))
  expect(heads.length).toBe(9)
  heads.slice(1).forEach((head, i) => expect(head.left, `head ${i + 2}`).toBeGreaterThanOrEqual(heads[i].right - 1))
  const widths = await page.locator('.region tbody td a').evaluateAll((links) => links.map((link) => link.getBoundingClientRect().width))
  expect(Math.min(...widths)).toBeGreaterThanOrEqual(23) // a line of 24 px between two middles
  await visitor.leaves()
})
