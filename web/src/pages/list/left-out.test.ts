import { expect, test } from 'vitest'
import { emptyList, readList } from '../../address/list-state'
import { AskError } from '../../api/client'
import { mostKeys, named, sift } from './left-out'

const list = readList(new URLSearchParams('words=rent&themes=housing&themes=nope&themes=health&tags=zzz'))
const unknown = (field: string, places: number[]) => new AskError('UNKNOWN_KEY', 'No such key.', { field: [field], places })

test('the unknown key alone is taken out', () => {
  const rest = sift(list, unknown('themes', [1]))
  expect(rest).toMatchObject({ unknown: ['nope'], hadTooMany: false })
  expect(rest?.list).toEqual({ ...list, chosen: { themes: ['housing', 'health'], tags: ['zzz'] } })
})

test('a facet of which nothing is left is not chosen', () => {
  expect(sift(list, unknown('tags', [0]))?.list.chosen).toEqual({ themes: ['housing', 'nope', 'health'] })
})

test('of too many keys the first stay', () => {
  const many = { ...emptyList, chosen: { tags: Array.from({ length: 300 }, (_, i) => `tag-${i}`) } }
  const rest = sift(many, new AskError('BAD_INPUT', 'Too many.', { field: ['tags'] }))
  expect(rest?.hadTooMany).toBe(true)
  expect(rest?.list.chosen.tags).toEqual(many.chosen.tags.slice(0, mostKeys))
})

test('a key with control characters is no key', () => {
  const odd = { ...emptyList, chosen: { tags: ['a\u0000', 'b'] } }
  expect(sift(odd, new AskError('BAD_INPUT', 'Control characters.', { field: ['tags'] }))?.list.chosen).toEqual({ tags: ['b'] })
})

test.each([
  ['another refusal of a filter', new AskError('BAD_INPUT', 'm', { field: ['themes'] })],
  ['a refusal of the words', new AskError('BAD_INPUT', 'm', { field: ['words'] })],
  ['a refusal of nothing in particular', new AskError('UNKNOWN_KEY', 'm')],
  ['places where nothing stands', unknown('themes', [7])],
  ['a fault', new AskError('INTERNAL', 'm', { field: ['themes'] })],
])('%s takes nothing out', (_name, error) => {
  expect(sift(list, error)).toBeUndefined()
})

test('keys are named so that they can be shown', () => {
  expect(named(['nope', 'a\u202Eb'])).toBe('nope, a\uFFFDb')
  expect(named(['x'.repeat(100)])).toBe(`${'x'.repeat(60)}…`)
  expect(named(['1', '2', '3', '4', '5', '6'])).toBe('1, 2, 3, 4, 5, …')
})
