// Names that there are in one language only: wherever such a name stands, with scripts or without, it says its language.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asks, takesUp } from './member'
import { program, startLibrary, type OwnLibrary } from './own-library'
import { Visitor, browser } from './visitor'

let library: OwnLibrary

const theme = 'Homes and roofs'
const place = 'Island of the test'
const tag = 'Allotments'

const english = (text: string) => [{ language: 'en', text }]

/** Does something as a moderator, and must not be refused. */
async function keeps(visitor: Visitor, mutation: string, type: string, input: object): Promise<void> {
  const data = await asks(visitor, library, `mutation M($input: ${type}!) { ${mutation}(input: $input) { userErrors { code message } } }`, { input })
  expect(data[mutation].userErrors).toEqual([])
}

beforeAll(async () => {
  if (!program) return
  library = await startLibrary([], ['account'])
  const visitor = await Visitor.with(browser, 360, 'light', 'en', library.host)
  await takesUp(visitor, library)
  const { viewer, themes, territory } = await asks(
    visitor,
    library,
    '{ viewer { account { id } } themes { id key revision } territory(key: "utrecht") { kind country revision location { latitude longitude } } }',
  )
  await keeps(visitor, 'accountChangeRoles', 'AccountChangeRolesInput', {
    account: viewer.account.id,
    roles: [{ role: 'ADMINISTRATOR' }, { role: 'MODERATOR' }],
  })
  const housing = themes.find(({ key }: { key: string }) => key === 'housing')
  await keeps(visitor, 'conceptUpdate', 'ConceptUpdateInput', {
    concept: housing.id,
    expectedRevision: housing.revision,
    details: { key: 'housing', labels: english(theme) },
  })
  const { kind, country, location, revision } = territory
  await keeps(visitor, 'territoryUpdate', 'TerritoryUpdateInput', {
    territory: 'utrecht',
    expectedRevision: revision,
    details: { key: 'utrecht', names: english(place), kind, country, location, isPartner: true },
  })
  await keeps(visitor, 'conceptCreate', 'ConceptCreateInput', { scheme: 'TAGS', details: { key: 'allotments', labels: english(tag) } })
  await visitor.leaves()
})

afterAll(async () => {
  await library?.stop()
})

/** The language of every place on the page where one of the names can be read. */
async function languagesOf(page: Page): Promise<{ text: string; lang: string | null | undefined }[]> {
  return page.evaluate((names) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: { text: string; lang: string | null | undefined }[] = []
    while (texts.nextNode()) {
      const { textContent: text, parentElement: parent } = texts.currentNode
      // A drawing has a list beside it that says the same; what scripts hold is not read.
      if (!text || parent?.closest('svg, script, template') || !names.some((name) => text.includes(name))) continue
      found.push({ text, lang: parent?.closest('[lang]')?.getAttribute('lang') })
    }
    return found
  }, [theme, place, tag])
}

const pages: { path: string; names: string[] }[] = [
  { path: '', names: [theme, place] },
  { path: '/practices?themes=housing&territories=utrecht', names: [theme, place] },
  { path: '/themes/housing', names: [theme, place] },
  { path: '/territories/utrecht', names: [theme, place] },
  { path: '/practices/utrecht-plan-einstein', names: [place] },
  { path: '/compare?practices=utrecht-plan-einstein,utrecht-st-martins-card', names: [place] },
  { path: '/coverage', names: [theme, place] },
  { path: '/coverage?rows=territories&columns=tags', names: [place, tag] },
]

test.skipIf(!program).each(['pl', 'fr', 'hr'])('a name that is not there in the language of the page says which it is in (%s)', async (language) => {
  const visitor = await Visitor.with(browser, 1440, 'light', language, library.host)
  const plain = await browser.newContext({ javaScriptEnabled: false })
  const served = await plain.newPage()
  for (const { path, names } of pages) {
    await visitor.opens(`/${language}${path}`)
    await visitor.page.getByText(names[0] ?? '').first().waitFor()
    await served.goto(`${library.host}/${language}${path}`)
    for (const [how, page] of [['with scripts', visitor.page], ['without', served]] as const) {
      const found = await languagesOf(page)
      for (const name of names) expect(found.filter(({ text }) => text.includes(name)).length, `${name} at ${path}, ${how}`).toBeGreaterThan(0)
      expect(found.filter(({ lang }) => lang !== 'en'), `${path}, ${how}`).toEqual([])
    }
    if (language === 'pl') await visitor.checks(`names in English on ${path} in ${language}`)
  }
  await plain.close()
  await visitor.leaves()
})
