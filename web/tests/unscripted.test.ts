// Whoever runs no scripts narrows, widens and sorts a list all the same, by plain links.
import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { Visitor, browser } from './visitor'

const values = (visitor: Visitor, name: string): Locator => visitor.page.locator('.filters details', { has: visitor.page.locator('summary', { hasText: name }) }).locator('li')

/** Follows a link as a browser without scripts does. */
async function follows(visitor: Visitor, link: Locator): Promise<void> {
  await visitor.opensWithoutScripts((await link.getAttribute('href')) ?? '')
}

const count = async (visitor: Visitor) => Number.parseInt((await visitor.page.locator('#served-results').textContent()) ?? '', 10)

test.each([
  { language: 'en', width: 360, themes: 'Themes', theme: 'Housing', remove: 'Remove the filter Housing', clear: 'Clear all filters', title: 'Title' },
  { language: 'pl', width: 1440, themes: 'Tematy', theme: 'Mieszkalnictwo', remove: 'Usuń filtr Mieszkalnictwo', clear: 'Wyczyść wszystkie filtry', title: 'Tytuł' },
  { language: 'fr', width: 768, themes: 'Thèmes', theme: 'Logement', remove: 'Retirer le filtre Logement', clear: 'Effacer tous les filtres', title: 'Titre' },
])('a list is narrowed, sorted and widened in $language', async ({ language, width, themes, theme, remove, clear, title }) => {
  const visitor = await Visitor.with(browser, width)
  const { page } = visitor
  await visitor.opensWithoutScripts(`/${language}/practices?startedFrom=2015`)
  await page.locator('.filters > summary').click()
  await visitor.checks(`filters without scripts in ${language}`)
  const chosen = values(visitor, themes).filter({ hasText: theme })
  const promised = Number(await chosen.locator('small').textContent())
  expect(promised).toBeGreaterThan(0)
  await follows(visitor, chosen.getByRole('link'))
  expect(await count(visitor)).toBe(promised)
  expect(await page.locator('.chips').getByRole('link', { name: remove }).count()).toBe(1)

  await follows(visitor, page.locator('.sorted').getByRole('link', { name: title, exact: true }))
  expect(page.url()).toContain('orderBy=TITLE')
  expect(await page.locator('.sorted [aria-current]').textContent()).toBe(title)
  expect(await count(visitor)).toBe(promised)
  const names = (await page.locator('article h3').allTextContents()).map((name) => name.trim())
  if (language === 'en') expect(names).toEqual(names.toSorted(new Intl.Collator('en').compare))
  await visitor.checks(`narrowed list without scripts in ${language}`)

  await follows(visitor, page.locator('.chips').getByRole('link', { name: remove }))
  expect(await count(visitor)).toBeGreaterThan(promised)
  expect(page.url()).toContain('startedFrom=2015')
  await follows(visitor, page.locator('.chips').getByRole('link', { name: clear }))
  expect(await page.locator('.chips').count()).toBe(0)
  expect(page.url()).toContain('orderBy=TITLE')
  await visitor.leaves()
})

/** Runs in the page: the values of each facet that is open, with what they would bring. */
const openValues = () =>
  [...document.querySelectorAll('main details[open] > summary')]
    .filter((summary) => !summary.parentElement?.matches('.filters'))
    .map((summary) => {
      const rows = summary.parentElement?.querySelectorAll('li, label') ?? []
      return [...rows].slice(0, 8).map((row) => row.textContent?.replace(/[\s×]+/g, ' ').trim())
    })

test.each(['/en/practices?themes=housing', '/pl/practices?countries=BE&words=karta'])('%s: both offer the same values, in the same order', async (path) => {
  const visitor = await Visitor.with(browser, 1440)
  await visitor.opensWithoutScripts(path)
  const served = await visitor.page.evaluate(openValues)
  await visitor.opens(path)
  const shown = await visitor.page.evaluate(openValues)
  expect(served.length).toBeGreaterThan(2)
  expect(shown).toEqual(served)
  await visitor.leaves()
})
