// The words of the interface come in files: those of home first, those of all other pages when one of these is gone to.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { Visitor, browser } from './visitor'

/** The files of words, such as `ro-home`, that a page asks for from now on. */
function wordsAskedFor(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    const [, words] = /client-messages-([a-z]+-[a-z]+)-/.exec(request.url()) ?? []
    if (words) asked.push(words)
  })
  return asked
}

const refuses = (page: Page, words: string) => page.route(`**/assets/client-messages-${words}-*`, (route) => route.abort())
const languageOf = (page: Page) => page.evaluate(() => document.documentElement.lang)
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

test('no reader gets the words of a language that they do not read, nor at home those of other pages', async () => {
  const visitor = await Visitor.with(browser, 360)
  const asked = wordsAskedFor(visitor.page)
  await visitor.opens('/ro')
  await visitor.page.locator('#newest-heading').waitFor()
  expect(new Set(asked)).toEqual(new Set(['ro-home']))
  await visitor.leaves()
})

test('whoever goes on from home has the words asked for beside the page', async () => {
  const visitor = await Visitor.with(browser, 1024)
  const { page } = visitor
  await visitor.opens('/ro')
  const asked = wordsAskedFor(page)
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/assets/ListPage-*.js', async (route) => {
    await released
    await route.continue()
  })
  await visitor.follows('/ro/practices')
  await expect.poll(() => asked).toEqual(['ro-further'])
  release()
  await heading(page, 'Toate practicile')
  await visitor.checks('the list, gone to from home')
  await visitor.leaves()
})

test.each(['home', 'further'])('without its words of %s a page speaks English', async (words) => {
  const visitor = await Visitor.with(browser, 360)
  const { page } = visitor
  await refuses(page, `hr-${words}`)
  await visitor.opens('/hr/practices')
  await heading(page, 'All practices')
  await expect.poll(() => languageOf(page)).toBe('en')
  await visitor.leaves()
})

test('a page that is gone to and has no words in its language speaks English, frame and all', async () => {
  const visitor = await Visitor.with(browser, 1024)
  const { page } = visitor
  await refuses(page, 'hr-further')
  await visitor.opens('/hr')
  await expect.poll(() => languageOf(page)).toBe('hr')
  await visitor.follows('/hr/coverage')
  await heading(page, 'What there is, and what is missing')
  await page.getByRole('navigation', { name: 'Main pages' }).waitFor()
  expect(await languageOf(page)).toBe('en')
  await visitor.leaves()
})

test('a page without any words says so, and home goes on in other languages', async () => {
  const visitor = await Visitor.with(browser, 1024)
  const { page } = visitor
  await refuses(page, '*-further')
  await visitor.opens('/fr')
  await visitor.follows('/fr/practices')
  await heading(page, 'Cela n’a pas fonctionné')
  expect(await languageOf(page)).toBe('fr')
  await visitor.follows('/fr')
  await heading(page, 'Accueillir dignement les personnes exilées')
  await visitor.choosesLanguage('Polski')
  await expect.poll(() => languageOf(page)).toBe('pl')
  await visitor.leaves()
})

test('a page whose words cannot be had in another language stays as it is', async () => {
  const visitor = await Visitor.with(browser, 1024)
  const { page } = visitor
  await visitor.opens('/nl/practices')
  await refuses(page, 'pl-further')
  await visitor.choosesLanguage('Polski')
  await page.waitForURL('**/pl/practices')
  await page.waitForLoadState('networkidle')
  await heading(page, 'Alle praktijken')
  expect(await languageOf(page)).toBe('nl')
  await visitor.leaves()
})
