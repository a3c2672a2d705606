// Writes ../server/httpd/messages.json: those words of the interface that the server says too, in all languages, so that
// what is read before or without scripts says the same. Part of `npm run generate`.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const web = fileURLToPath(new URL('..', import.meta.url))
const target = fileURLToPath(new URL('../../server/httpd/messages.json', import.meta.url))

/** The messages that the server says. Its struct of the same name (server/httpd/messages.go) has a field for each. */
const said = [
  ['siteName', 'siteClaim', 'intro', 'skipToContent', 'language', 'footer', 'apiLink', 'myAccount', 'reportConcern'],
  ['search', 'searchHint', 'searchButton', 'byTheme', 'results', 'nothingFound', 'nothingFoundHint', 'orderBy', 'orders'],
  ['didYouMean', 'without', 'clear', 'timeline.began'],
  ['filters', 'remove', 'chosen', 'unknownFilters', 'tooManyFilters', 'wordsTooLong', 'facets', 'sections', 'atAGlance', 'territory', 'place', 'period', 'organisations', 'roles'],
  ['states', 'pilot', 'since', 'until', 'from', 'asOf', 'endReason', 'sources', 'confidence', 'confidences'],
  ['compiled', 'compiledConfirmed', 'contributed', 'contributedConfirmed'],
  ['history', 'published', 'updated', 'lastChecked', 'licence', 'similar', 'inCommon', 'sameTerritory'],
  ['servedIn', 'machine', 'machineMark', 'stale', 'staleMark', 'original', 'inLanguage', 'allPractices'],
  ['notFound', 'notFoundHint', 'unknownLanguage', 'unknownLanguageHint', 'withdrawn', 'withdrawnOn', 'withdrawals'],
  ['mainPages', 'practices', 'start.numbers', 'start.newest', 'start.territories', 'start.countries', 'start.languages'],
  ['partner', 'lead', 'outside', 'ownName', 'kind', 'country', 'population', 'noTerritory', 'noTheme', 'kinds'].map(of('topics')),
  ['name', 'title', 'intro', 'rows', 'columns', 'swap', 'all', 'partners', 'others', 'gapsCounted'].map(of('coverage')),
  ['noGaps', 'totalsNote', 'gaps', 'gapsOfPartners'].map(of('coverage')),
  ['name', 'title', 'intro', 'empty', 'more', 'missing'].map(of('compare')),
].flat()

/** The messages of the pages of accounts and of concerns that the server says. */
const saidOfAccounts = [
  ['needsScripts', 'signIn.title', 'signIn.intro', 'invitation.title', 'password.forgottenTitle', 'code.title', 'account.title'],
  ['empty', 'chooseOne', 'tooLong'].map(of('faults')),
  ['BAD_INPUT', 'CROSS_SITE', 'NOT_NOW', 'UNAVAILABLE', 'other'].map(of('refusals')),
  ['title', 'about', 'safety', 'rule', 'who', 'findIntro', 'kind', 'kinds', 'text', 'textHint', 'contact'].map(of('concern')),
  ['contactHint', 'submit', 'sent', 'sentNext', 'back', 'tooMany'].map(of('concern')),
].flat()

const { firstDayOf, languages, localeOf } = await load('languages')
const english = await wordsOf('en')
const { en: enOfAccounts } = await load('account/en')
const all = {}
for (const language of Object.keys(languages)) {
  const messages = await wordsOf(language)
  const words = {}
  for (const path of said) put(words, path, written(at(messages, path), at(english, path), language))
  const { [language]: ofAccounts } = await load(`account/${language}`)
  const account = {}
  for (const path of saidOfAccounts) put(account, path, written(at(ofAccounts, path), at(enOfAccounts, path), language))
  all[language] = { ...words, account, unknownKey: messages.failures.UNKNOWN_KEY, dates: dates(language), numbers: numbers(language) }
}
await writeFile(target, `${JSON.stringify(all, null, 1)}\n`)

function of(group) {
  return (name) => `${group}.${name}`
}

function at(messages, path) {
  return path.split('.').reduce((group, name) => group[name], messages)
}

function put(words, path, message) {
  const names = path.split('.')
  const last = names.pop()
  const group = names.reduce((group, name) => (group[name] ??= {}), words)
  group[last] = message
}

/** The words of all pages: what stands in two files under one name is one group. */
async function wordsOf(language) {
  const { [language]: first } = await load(language)
  const { [language]: further } = await load(`further/${language}`)
  const words = { ...first, ...further }
  for (const name of Object.keys(first).filter((name) => name in further)) words[name] = { ...first[name], ...further[name] }
  return words
}

async function load(name) {
  const { module } = await runnerImport(`${web}/src/messages/${name}.ts`, { configFile: false, logLevel: 'error' })
  return module
}

/** A message as data: places to fill are written {0}, {1}; one that depends on a number n, in each of its forms. */
function written(message, english, language) {
  if (typeof message === 'object') {
    return Object.fromEntries(Object.entries(message).map(([name, part]) => [name, written(part, english[name], language)]))
  }
  if (typeof message !== 'function') return message
  const parameters = /^\(([^)]*)\)/.exec(english.toString())[1].split(',').map((name) => name.trim())
  const places = parameters.map((_, i) => `{${i}}`)
  if (parameters.at(-1) === '_form') return byDateForm((form) => message(...places.slice(0, -1), form))
  if (parameters.at(-1) !== 'n') return message(...places)
  return formsOf(language, (n) => message(...places.slice(0, -1), n))
}

/** What a function of a date says, by how far the date is known. */
function byDateForm(say) {
  return Object.fromEntries(['year', 'month', 'day'].map((form) => [form, say(form)]))
}

/** What a function of a number says, by the forms that numbers take in a language. */
function formsOf(language, say) {
  const rules = new Intl.PluralRules(localeOf(language))
  const numbers = [...Array(200).keys(), 1_000_000]
  return Object.fromEntries(
    rules
      .resolvedOptions()
      .pluralCategories.map((form) => [form, numbers.find((n) => rules.select(n) === form)])
      .filter(([, n]) => n !== undefined)
      .map(([form, n]) => [form, say(n)])
      .sort(),
  )
}

/** How a language writes years, months of a year and days: {0} is the year, {1} the day, which may be the first. */
function dates(language) {
  const write = (options) => (month) =>
    new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: 'UTC' })
      .formatToParts(Date.UTC(2018, month, 9))
      .map(({ type, value }) => ({ year: '{0}', day: '{1}' })[type] ?? value)
      .join('')
  const months = [...Array(12).keys()]
  return {
    year: write({ year: 'numeric' })(0),
    firstDay: firstDayOf(language),
    months: months.map(write({ year: 'numeric', month: 'long' })),
    days: months.map(write({ year: 'numeric', month: 'long', day: 'numeric' })),
  }
}

/** What stands between the thousands, and from which number on. */
function numbers(language) {
  const separator = (n) => new Intl.NumberFormat(localeOf(language)).formatToParts(n).find(({ type }) => type === 'group')?.value
  return { separator: separator(12345), from: separator(1234) ? 1000 : 10000 }
}
