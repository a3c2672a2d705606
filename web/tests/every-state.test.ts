// Every page in every state that it can come to, wide in the light and narrow in the dark: without barriers, and nothing
// wider than the screen. How a state comes about and what it leads to is the concern of the other walks.
import type { Disposable, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, test } from 'vitest'
import { languages } from '../src/messages/languages'
import { takesUp } from './member'
import { api, changes } from './network'
import { program, startLibrary, type OwnLibrary } from './own-library'
import { becomesModerator, replaces, withdraws } from './publishing'
import { Visitor, browser } from './visitor'

/** How a page comes to a state. */
interface State {
  /** How it is gone to; else it is opened. */
  readonly goes?: (visitor: Visitor, path: string) => Promise<void>
  /** What happens on the way, until it is disposed of. */
  readonly given?: (page: Page) => Promise<Disposable | void>
  /** What the visitor does there, once the page is as it usually is. */
  readonly does?: (page: Page) => Promise<unknown>
  /** What is seen then; else what the page usually shows. */
  readonly shows?: string
}

const answering = (status: number, headers: Record<string, string> = {}) => (page: Page) =>
  page.route(api, (route) => route.fulfill({ status, headers, body: '' }))

const failure = '[role="alert"] h1, [role="alert"] h2'
const notFound = 'main h1 ~ * input[name="words"]'

const asUsual: State = {}

/** What happens to every page that asks the API. */
const asked: Readonly<Record<string, State>> = {
  waiting: {
    given: (page) => page.route(api, () => new Promise(() => {})),
    async goes(visitor, path) {
      await visitor.opens(path.replace(/^(\/\w\w).*/, '$1/about'))
      await visitor.follows(path)
    },
    shows: 'main [role="status"] [aria-hidden]',
  },
  faulty: { given: answering(500), shows: failure },
  busy: { given: answering(429, { 'Retry-After': '90' }), shows: failure },
  offline: { given: (page) => page.route(api, (route) => route.abort()), shows: failure },
}

/** How every page is read that the server writes. */
const written: Readonly<Record<string, State>> = {
  withoutScripts: { goes: (visitor, path) => visitor.opensWithoutScripts(path), shows: '#app > .served h1' },
}

const clicks = (selector: string) => (page: Page) => page.locator(selector).first().click()

const withLanguages: State = { does: clicks('#app > header button[aria-expanded]'), shows: '#app > header button[aria-expanded] + ul a' }

const withSuggestions: State = {
  async does(page) {
    await page.locator('main input[name="words"]').fill('utre')
    await page.locator('[role="option"]').first().waitFor()
    await page.keyboard.press('ArrowDown')
  },
  shows: '[role="option"][aria-selected="true"]',
}

const withFilters: State = {
  async does(page) {
    await page.setViewportSize({ width: 320, height: 900 })
    await page.locator('button[aria-controls="filters"]').click()
    const folded = page.locator('#filters details:not([open]) > summary')
    for (let left = await folded.count(); left > 0; left--) await folded.first().click()
  },
  shows: '#filters details[open] input',
}

const withFourChosen: State = {
  async does(page) {
    const buttons = page.locator('article button')
    for (let i = 0; i < 4; i++) await buttons.nth(i).click()
  },
  shows: '.comparison-tray .full',
}

/** Where a browser can share, the button that copies is not the first. */
const withCopiedAddress: State = {
  given: (page) => page.addInitScript(() => delete (Navigator.prototype as Partial<Navigator>).share),
  does: clicks('.sharing button'),
  shows: '.sharing p:has-text(".")',
}

/** It is drawn once it is near. */
const withItsMap: State = { does: (page) => page.locator('#part-map').scrollIntoViewIfNeeded(), shows: 'svg[role="group"] a' }

const sent: State = { does: clicks('main form button:not([type])'), shows: '[aria-invalid], [data-fault]' }

const unfolded: State = {
  async does(page) {
    await page.locator('main p > button[type="button"]').first().waitFor()
    for (const button of await page.locator('main p > button[type="button"]').all()) await button.click()
  },
  shows: 'main form input[type="password"]',
}

const changed = (name: string, change: (data: any) => unknown, shows?: string): State => ({
  given: (page) => changes(page, name, change),
  ...(shows && { shows }),
})

const none = { totalCount: 0, edges: [], pageInfo: { hasNextPage: false, endCursor: null } }

const nothingOnTheme = changed('ReadTheme', ({ practices }) => {
  practices.facets.territories = []
  Object.assign(practices, none)
})

const nothingInTerritory = changed('ReadTerritory', ({ territory }) => {
  territory.practices.facets.themes = []
  Object.assign(territory.practices, none)
})

const fullCoverage = changed('ReadCoverage', ({ coverage }) => {
  coverage.cells = coverage.rows.flatMap((row: any) => coverage.columns.map((column: any) => ({ row: row.key, column: column.key, count: 3 })))
})

const ofMachines = changed('ReadPractice', ({ practice }) => {
  const told = { origin: 'MACHINE', isStale: true, language: 'en' }
  for (const text of [practice.title, practice.summary, ...practice.sections.map((section: any) => section.text)]) Object.assign(text, told)
})

const withTheLeastSaid = changed('ReadPractice', ({ practice }) => {
  for (const [name, value] of Object.entries(practice)) if (Array.isArray(value)) practice[name] = []
  practice.place = practice.licence = practice.lastCheckedAt = practice.territory.location = null
})

const withdrawn = changed('ReadPractice', (data) => {
  data.practice = null
  data.tombstone = { when: '2026-10-01T00:00:00Z', reason: 'BY_ITS_TERRITORY' }
}, 'main h1')

const anonymous = '/practices/athens-melissa'
const four = '/compare?practices=biel-city-card,villeurbanne-carte-locale,utrecht-st-martins-card,athens-melissa'
const secret = `#${'a'.repeat(43)}`

/** Each page: its address, what it usually shows, and its states. */
const pages: readonly [page: string, path: string, shows: string, states: Readonly<Record<string, State>>][] = [
  ['home', '', '#newest-heading ~ ul article', { asUsual, ...asked, ...written, withLanguages, withSuggestions }],
  ['results', '/practices', 'article', { asUsual, ...asked, ...written, withFilters, withFourChosen, withCopiedAddress }],
  ['results of words', '/practices?words=logement&themes=housing', 'article mark', { asUsual, ...written, withLanguages, withSuggestions }],
  ['no results', '/practices?words=qqqqqqqq&themes=housing', '.nothing', { asUsual, ...written }],
  ['results on a map', '/practices?view=map', 'svg[role="group"] a', { asUsual, ...written }],
  ['results by year', '/practices?view=timeline', 'main section li a', { asUsual, ...written }],
  ['an unknown filter', '/practices?themes=there-is-no-such-theme', 'main [role="alert"], article', { asUsual, ...written }],
  ['practice', anonymous, 'article h1', { asUsual, ...asked, ...written, ofMachines, withTheLeastSaid, withCopiedAddress, withdrawn }],
  ['no practice', '/practices/there-is-no-such-practice', notFound, { asUsual, ...written }],
  ['no version', `${anonymous}/v/0`, 'main h1', { asUsual, ...written }],
  ['comparison', four, '.compared-row', { asUsual, ...asked, ...written }],
  ['comparison of nothing', '/compare', 'main .empty', { asUsual, ...written }],
  ['comparison with one missing', '/compare?practices=biel-city-card,there-is-no-such-practice', '.compared-row', { asUsual, ...written }],
  ['theme', '/themes/housing', 'article h1', { asUsual, ...asked, ...written, nothingOnTheme }],
  ['no theme', '/themes/there-is-no-such-theme', notFound, { asUsual, ...written }],
  ['territory', '/territories/utrecht', 'article h1', { asUsual, ...asked, ...written, nothingInTerritory }],
  ['no territory', '/territories/there-is-no-such-territory', notFound, { asUsual, ...written }],
  ['coverage', '/coverage', 'table td a', { asUsual, ...asked, ...written, fullCoverage }],
  ['coverage of others', '/coverage?rows=stages&columns=countries', 'table td a', { asUsual, ...written }],
  ['about', '/about', 'main h1', { asUsual, ...written, withLanguages }],
  ['accessibility', '/accessibility', 'main h1', { asUsual, ...written }],
  ['privacy', '/privacy', 'main h1', { asUsual, ...written }],
  ['nowhere', '/there-is-no-such-page', notFound, { asUsual, ...written, withSuggestions }],
  ['concern', '/concern', 'main form', { asUsual, ...written, sent }],
  ['concern about a practice', `${anonymous}/concern`, 'main form', { asUsual, ...written, sent }],
  ['sign-in', '/account/sign-in', 'main form', { asUsual, ...written, sent }],
  ['sign-in that failed elsewhere', '/account/sign-in?problem=DENIED', 'main form', { asUsual }],
  ['invitation', `/account/invitation${secret}`, 'main form', { asUsual, ...written, sent }],
  ['invitation without a link', '/account/invitation', 'main h1', { asUsual }],
  ['new password', `/account/password${secret}`, 'main form', { asUsual, ...written, sent }],
  ['forgotten password', '/account/password', 'main form', { asUsual, sent }],
  ['code', `/account/code${secret}`, 'main form', { asUsual, ...written, sent }],
  ['code without a link', '/account/code', 'main h1 ~ p a', { asUsual }],
  ['examples', '/examples', 'main h2', { asUsual, ...written, withItsMap }],
]

/** What a member alone sees, and what the seed's practices come to only later. */
const ofOwnLibrary: typeof pages = [
  ['account', '/account', 'main section h2', { asUsual, ...asked, ...written, unfolded }],
  ['replaced version', '/practices/athens-melissa/v/1', 'main h1 ~ p a', { asUsual, ...written }],
  ['withdrawn practice', '/practices/biel-city-card', notFound, { asUsual, ...written }],
  ['version of a withdrawn practice', '/practices/biel-city-card/v/1', 'main h1 ~ p', { asUsual, ...written }],
]

const looks = [
  { width: 1440, scheme: 'light' },
  { width: 320, scheme: 'dark' },
] as const

/** What the browser itself says of a status is not the page's complaint. */
function forgetsTheBrowsers({ complaints }: Visitor): void {
  const own = complaints.filter((complaint) => !complaint.includes('Failed to load resource'))
  complaints.splice(0, complaints.length, ...own)
}

type Look = (typeof looks)[number]

/** No colour is caught on its way to another. */
async function appears({ page }: Visitor, { width, scheme }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
}

async function comesToTheState({ page }: Visitor, usual: string, { does, shows = usual }: State): Promise<void> {
  if (does) {
    await page.locator(usual).first().waitFor()
    await does(page)
  }
  await page.locator(shows).first().waitFor()
}

async function looksAt(visitor: Visitor, where: string, path: string, usual: string, how: State): Promise<void> {
  await appears(visitor, looks[0])
  const given = await how.given?.(visitor.page)
  try {
    await (how.goes ? how.goes(visitor, path) : visitor.opens(path))
    await comesToTheState(visitor, usual, how)
    for (const look of looks) {
      await appears(visitor, look)
      forgetsTheBrowsers(visitor)
      await visitor.checks(`${where} ${look.width} ${look.scheme}`)
    }
  } finally {
    await given?.dispose()
  }
}

const spoken = Object.keys(languages)

/** One row for each state of each page, all languages in turn. */
const rowsOf = (table: typeof pages) =>
  table
    .flatMap(([page, path, usual, states]) => Object.entries(states).map(([state, how]) => ({ page, path, usual, state, how })))
    .map((row, i) => ({ ...row, language: spoken[i % spoken.length] ?? 'en' }))

describe('every page in every state', () => {
  /** One for each language: a browser and a tab for each row would take as long as all that is looked at. */
  const visitors = new Map<string, Visitor>()

  async function visitorWho(language: string): Promise<Visitor> {
    const visitor = visitors.get(language) ?? (await Visitor.with(browser, 1440, 'light', language))
    visitors.set(language, visitor)
    await visitor.beginsAnew()
    return visitor
  }

  afterAll(async () => {
    for (const visitor of visitors.values()) await visitor.leaves()
  })

  test.each(rowsOf(pages))('$page, $state ($language)', async ({ page, path, usual, state, how, language }) => {
    await looksAt(await visitorWho(language), `${page} ${state} ${language}`, `/${language}${path}`, usual, how)
  })
})

describe.skipIf(!program)('every state that takes a library of its own', () => {
  let library: OwnLibrary
  let visitor: Visitor

  beforeAll(async () => {
    library = await startLibrary([], ['account'])
    visitor = await Visitor.with(browser, 1440, 'light', 'en', library.host)
    await takesUp(visitor, library)
    await becomesModerator(visitor, library)
    await replaces(visitor, library, 'athens-melissa')
    await withdraws(visitor, library, 'biel-city-card')
  })

  afterAll(async () => {
    await visitor?.leaves()
    await library?.stop()
  })

  afterEach(async () => {
    await visitor.page.unroute(api)
  })

  test.each(rowsOf(ofOwnLibrary))('$page, $state ($language)', async ({ page, path, usual, state, how, language }) => {
    await looksAt(visitor, `${page} ${state} ${language}`, `/${language}${path}`, usual, how)
  })
})
