// Of an address that nobody was given as a link, the served page and the client say the same, and only what is true.
import { expect, test } from 'vitest'
import { Visitor, browser } from './visitor'

/** Runs in the page: what it says first, and where it leads from there. */
const told = () => ({
  heading: document.querySelector('main h1')?.textContent?.trim(),
  says: document.querySelector('main p')?.textContent?.trim(),
  links: [...document.querySelectorAll<HTMLAnchorElement>('main li a[hreflang]')].map((a) => `${a.pathname} ${a.hreflang} ${a.textContent}`).sort(),
})

/** Runs in the page: what was left out of what the address asks for. */
const leftOut = () => [...document.querySelectorAll('main p.provenance, main [role="status"] p')].map((p) => p.textContent?.trim() ?? '')

async function both<T>(path: string, locale: string, read: () => T): Promise<{ served: T; shown: T }> {
  const visitor = await Visitor.with(browser, 768, 'light', locale)
  await visitor.opensWithoutScripts(path)
  const served = await visitor.page.evaluate(read)
  await visitor.opens(path)
  await visitor.page.waitForLoadState('networkidle')
  const shown = await visitor.page.evaluate(read)
  await visitor.leaves()
  return { served, shown }
}

test.each([
  { path: '/de/practices/biel-city-card', locale: 'pl', heading: 'Biblioteka nie ma wersji w\u00a0tym języku: niemiecki', to: '/hr/practices/biel-city-card hr Hrvatski' },
  { path: '/uk/themes/housing', locale: 'fr', heading: 'La bibliothèque n’est pas disponible en ukrainien', to: '/fr/themes/housing fr Français' },
  { path: '/de', locale: 'en', heading: 'The library is not available in German', to: '/ro ro Română' },
])('a language that the library does not speak: $path', async ({ path, locale, heading, to }) => {
  const { served, shown } = await both(path, locale, told)
  expect(served).toMatchObject({ heading })
  expect(served.links).toHaveLength(9)
  expect(served.links).toContain(to)
  expect(shown).toEqual(served)
})

test.each([
  ['/en/practices/biel-city-card%00', 'Nothing stands at this address'],
  ['/pl/practices/%01', 'Pod tym adresem nic nie ma'],
  ['/fr/themes/housing%00', 'Il n’y a rien à cette adresse'],
  ['/en/territories/%7F', 'Nothing stands at this address'],
  ['/en/practices/biel%00/concern', 'Nothing stands at this address'],
])('an address that cannot be: %s', async (path, heading) => {
  const visitor = await Visitor.with(browser, 768)
  await visitor.opensWithoutScripts(path)
  expect(await visitor.page.evaluate(told)).toMatchObject({ heading })
  await visitor.opens(path)
  await visitor.page.waitForLoadState('networkidle')
  expect(await visitor.page.evaluate(told)).toMatchObject({ heading })
  expect(await visitor.page.getByRole('heading', { level: 1 }).count()).toBe(1)
  expect(await visitor.page.getByRole('alert').count()).toBe(0)
  await visitor.leaves()
})

test.each([
  { path: '/en/practices?startedFrom=3000&startedTo=1', says: [/: startedTo=1$/] },
  { path: `/pl/practices?words=${'card '.repeat(120)}`, says: [/500 znaków/] },
  { path: `/fr/practices?words=${'a'.repeat(501)}&startedFrom=20&themes=nobody&themes=housing`, says: [/500 premiers/, /: startedFrom=20, nobody$/] },
  { path: '/en/practices?startedFrom=&startedTo=2015&themes=housing', says: [] },
])('what is left out of $path is told', async ({ path, says }) => {
  const { served, shown } = await both(path, 'en', leftOut)
  expect(served).toEqual(says.map((says) => expect.stringMatching(says)))
  expect(shown).toEqual(served)
})
