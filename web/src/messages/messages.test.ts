import { describe, expect, test } from 'vitest'
import { en as enOfAccounts } from './account/en'
import { loadAccountMessages } from './account/load'
import { en } from './en'
import { en as furtherEn } from './further/en'
import { loadFurtherMessages } from './further/load'
import { firstSpoken, languageFrom, languages, localeOf, type Language } from './languages'
import { loadMessages } from './load'
import { plural, pluralForms } from './plural'

type Message = string | ((...values: unknown[]) => string)

/** All messages of a language by their path, such as `facets.themes`. */
function flat(messages: object, path = ''): Map<string, Message> {
  return new Map(
    Object.entries(messages).flatMap(([name, value]): [string, Message][] =>
      typeof value === 'object' ? [...flat(value, `${path}${name}.`)] : [[path + name, value as Message]],
    ),
  )
}

/** A value that can be recognised where it is written, and that counts as seven. */
const marker = (i: number) => ({ toString: () => `{${i}}`, valueOf: () => 7 })

const english = flat({ ...en, further: furtherEn, account: enOfAccounts })

/** All words of a language, as the client loads them. */
async function loadAll(language: Language): Promise<Map<string, Message>> {
  const [messages, further, account] = await Promise.all([loadMessages(language), loadFurtherMessages(language), loadAccountMessages(language)])
  return flat({ ...messages, further, account })
}

/** The text of a message; every one takes as many values as English gives it. */
function textOf(path: string, message: Message | undefined): string {
  if (typeof message !== 'function') return message ?? ''
  const values = (english.get(path) as Function).length
  return message(...Array.from({ length: values }, (_, i) => marker(i)))
}

const placeholders = (text: string) => [...new Set(text.match(/{\d}/g) ?? [])].sort()

/** Words that are spelt as in English. */
const sameAsEnglish: Partial<Record<Language, readonly string[]>> = {
  fr: ['account.factor.secret', 'further.licence', 'further.organisations', 'further.sources', 'suggestions.counted', 'suggestions.name'],
  it: ['account.fields.password'],
  nl: ['texts.privacy', 'further.filters', 'further.showFilters'],
}

const others = (Object.keys(languages) as Language[]).filter((language) => language !== 'en')

describe.each(others)('the messages in %s', async (language) => {
  const messages = await loadAll(language)

  test('are complete, and no more than that', () => {
    const missing = [...english.keys()].filter((path) => !textOf(path, messages.get(path)).trim())
    expect(missing).toEqual([])
    expect([...messages.keys()].filter((path) => !english.has(path))).toEqual([])
  })

  test('are not left in English', () => {
    const same = [...english].filter(([path, message]) => textOf(path, message) === textOf(path, messages.get(path)))
    expect(same.map(([path]) => path).sort()).toEqual([...(sameAsEnglish[language] ?? [])].sort())
  })

  test('say every value that English says', () => {
    for (const [path, message] of english) {
      expect(placeholders(textOf(path, messages.get(path))), path).toEqual(placeholders(textOf(path, message)))
    }
  })
})

test.each(Object.entries(pluralForms))('%s has the forms that its plural rules ask for', (language, forms) => {
  const { pluralCategories } = new Intl.PluralRules(localeOf(language)).resolvedOptions()
  expect([...forms].sort()).toEqual([...pluralCategories].sort())
})

test('the form follows the number', () => {
  const pl = plural('pl')
  const forms = { one: 'praktyka', few: 'praktyki', many: 'praktyk', other: 'praktyki' }
  expect([1, 2, 5, 12, 22, 1.5].map((n) => pl(n, forms))).toEqual(['praktyka', 'praktyki', 'praktyk', 'praktyk', 'praktyki', 'praktyki'])
})

test.each<[Language, number, string]>([
  ['en', 1, '1 practice'],
  ['es', 1e6, '1000000 de prácticas'],
  ['fr', 0, '0 pratique'],
  ['hr', 21, '21 praksa'],
  ['hr', 3, '3 prakse'],
  ['hr', 11, '11 praksi'],
  ['it', 2, '2 pratiche'],
  ['nl', 0, '0 praktijken'],
  ['pl', 22, '22 praktyki'],
  ['pt', 0, '0 práticas'],
  ['ro', 19, '19 practici'],
  ['ro', 20, '20 de practici'],
])('%s counts %i', async (language, n, want) => {
  expect((await loadMessages(language)).results(String(n), n)).toBe(want)
})

test('a language is found by its tag, or not at all', () => {
  expect(languageFrom('pt-BR')).toBe('pt')
  expect(languageFrom('constructor')).toBeUndefined()
  expect(firstSpoken(['de-AT', 'hr-HR', 'en'])).toBe('hr')
  expect(firstSpoken([])).toBe('en')
})

test('a sign of French never stands alone at the beginning or end of a line', async () => {
  const torn = [...(await loadAll('fr'))].filter(([path, message]) => /« | [:;?!»]/.test(textOf(path, message)))
  expect(torn.map(([path]) => path)).toEqual([])
})

test('a Polish word of one letter never ends a line', async () => {
  const hanging = [...(await loadAll('pl'))].filter(([path, message]) => /(?<!\p{L})[aiouwz] /iu.test(textOf(path, message)))
  expect(hanging.map(([path]) => path)).toEqual([])
})
