import { expect, test } from 'vitest'
import { choicesOf, cleared, countChoices, emptyList, filterOf, orderOf, readList, relaxed, toggled, unreadOf, withOrder, withStarted, withView, withWords, writeList } from './list-state'

const read = (query: string) => readList(new URLSearchParams(query))
const write = (state: Parameters<typeof writeList>[0]) => writeList(state).toString()

test('an empty query is the empty list, and the other way round', () => {
  expect(read('')).toEqual(emptyList)
  expect(write(emptyList)).toBe('')
})

test.each([
  'words=young+refugees',
  'themes=housing&themes=health&territories=utrecht',
  'words=a&orderBy=TITLE&shown=60',
  'orderBy=OLDEST',
  'words=a&startedFrom=2015&startedTo=2018&view=timeline',
  'themes=housing&view=map',
  'startedTo=0099',
])('%s comes back as it went', (query) => {
  expect(write(read(query))).toBe(query)
})

test.each([
  ['unknown fields', 'colour=red', ''],
  ['an unknown order', 'orderBy=CHEAPEST', ''],
  ['the order that is usual anyway', 'words=a&orderBy=RELEVANCE', 'words=a'],
  ['relevance without words', 'orderBy=RELEVANCE', ''],
  ['a key twice', 'themes=housing&themes=housing', 'themes=housing'],
  ['empty keys', 'themes=', ''],
  ['a number that is none', 'shown=many', ''],
  ['a negative number', 'shown=-40', ''],
  ['a crooked number', 'shown=41', 'shown=60'],
  ['a huge number', 'shown=1e9', 'shown=1000'],
  ['a view that there is not', 'view=sideways', ''],
  ['the view that is usual anyway', 'view=list', ''],
  ['years that are none', 'startedFrom=soon&startedTo=-1', ''],
  ['the year 0', 'startedFrom=0000', ''],
  ['control characters', 'words=a%00b%0A', 'words=a+b'],
  ['blanks around words', 'words=++a++', 'words=a'],
])('%s: a hand-edited address is read as far as it makes sense', (_name, query, want) => {
  expect(write(read(query))).toBe(want)
})

test('words are cut where the API would refuse them', () => {
  expect(read(`words=${'x'.repeat(900)}`).words).toHaveLength(500)
})

test('choosing twice is choosing nothing', () => {
  const once = toggled(emptyList, 'themes', 'housing')
  expect(once.chosen).toEqual({ themes: ['housing'] })
  expect(toggled(once, 'themes', 'housing')).toEqual(emptyList)
})

test('a new choice begins at the top of the list', () => {
  const far = read('shown=80')
  expect(toggled(far, 'themes', 'housing').shown).toBe(20)
  expect(withWords(far, ' a ').shown).toBe(20)
  expect(withOrder(far, 'TITLE').shown).toBe(20)
  expect(cleared(far).shown).toBe(20)
})

test('what is chosen, for the chips and for the API', () => {
  const state = read('states=running&themes=housing&themes=health')
  expect(choicesOf(state)).toEqual([
    { facet: 'themes', key: 'housing' },
    { facet: 'themes', key: 'health' },
    { facet: 'states', key: 'running' },
  ])
  expect(filterOf(state)).toEqual({ themes: { anyOf: ['housing', 'health'] }, states: { anyOf: ['running'] } })
  expect(filterOf(emptyList)).toBeUndefined()
})

test('the best match comes first where there are words, the newest elsewhere', () => {
  expect(orderOf(read('words=a'))).toBe('RELEVANCE')
  expect(orderOf(read(''))).toBe('NEWEST')
})

test('starting years narrow a list, and are cleared with the rest', () => {
  const narrowed = withStarted(read('themes=housing&shown=60'), { from: 2015, to: undefined })
  expect(write(narrowed)).toBe('themes=housing&startedFrom=2015')
  expect(filterOf(narrowed)).toEqual({ themes: { anyOf: ['housing'] }, startedFrom: 2015 })
  expect(countChoices(narrowed)).toBe(2)
  expect(cleared(narrowed)).toEqual(emptyList)
  expect(withStarted(narrowed)).toEqual(read('themes=housing'))
})

test('another view keeps what is chosen', () => {
  expect(write(withView(read('words=a&themes=housing&shown=60'), 'map'))).toBe('words=a&themes=housing&view=map')
})

test('a relaxation leads to the list that it has counted', () => {
  const state = read('words=the+zeppelin&themes=housing&tags=campaign&startedFrom=2015&shown=40')
  const way = (kind: Parameters<typeof relaxed>[1]['kind'], words: string) => write(relaxed(state, { kind, words, keys: [], count: 1 }))
  expect(way('WORDS', '')).toBe('themes=housing&tags=campaign&startedFrom=2015')
  expect(way('THEME', 'zeppelin')).toBe('words=zeppelin&tags=campaign&startedFrom=2015')
  expect(way('STARTED', 'zeppelin')).toBe('words=zeppelin&themes=housing&tags=campaign')
  expect(way('FILTER', 'zeppelin')).toBe('words=zeppelin')
  expect(way('EVERYTHING', '')).toBe('')
})

test('what a hand-edited address says in vain is told', () => {
  const unread = (query: string) => unreadOf(new URLSearchParams(query))
  expect(unread('startedFrom=3000&startedTo=1&words=card')).toEqual({ years: ['startedTo=1'], hadTooLong: false })
  expect(unread('startedFrom=0000&startedTo=soon')).toEqual({ years: ['startedFrom=0000', 'startedTo=soon'], hadTooLong: false })
  expect(unread(`startedFrom=&startedTo=2015&words=${'a'.repeat(500)}%00`)).toEqual({ years: [], hadTooLong: false })
  expect(unread(`words=${'a'.repeat(501)}`)).toEqual({ years: [], hadTooLong: true })
})
