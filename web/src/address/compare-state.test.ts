import { expect, test } from 'vitest'
import { moved, readCompared, without, writeCompared } from './compare-state'

test.each([
  ['', []],
  ['practices=', []],
  ['practices=a,b', ['a', 'b']],
  ['practices=a&practices=b', ['a', 'b']],
  ['practices=a,,%20b%20,a', ['a', 'b']],
  ['practices=a,b,c,d,e', ['a', 'b', 'c', 'd']],
])('“%s” compares %j', (query, want) => expect(readCompared(new URLSearchParams(query))).toEqual(want))

test('a comparison comes back as it went', () => {
  const slugs = ['athens-melissa', 'a b&c', '<script>']
  expect(readCompared(new URLSearchParams(writeCompared(slugs)))).toEqual(slugs)
  expect(writeCompared(['a', 'b'])).toBe('practices=a,b')
  expect(writeCompared([])).toBe('')
})

test.each([
  ['b', -1, ['b', 'a', 'c']],
  ['b', 1, ['a', 'c', 'b']],
  ['a', -1, ['a', 'b', 'c']],
  ['c', 1, ['a', 'b', 'c']],
  ['x', 1, ['a', 'b', 'c']],
] as const)('%s moves by %i', (slug, by, want) => expect(moved(['a', 'b', 'c'], slug, by)).toEqual(want))

test('a practice is taken out', () => expect(without(['a', 'b'], 'a')).toEqual(['b']))
