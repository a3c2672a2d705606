import { expect, test } from 'vitest'
import { rowsOf, type Practice } from './side-by-side'

/** Only its sections matter here. */
const practice = (slug: string, ...kinds: string[]) => ({ slug, sections: kinds.map((kind) => ({ kind, text: { html: kind } })) }) as unknown as Practice

test('sections stand in reading order, and a missing one keeps its place', () => {
  const rows = rowsOf([practice('a', 'RESULTS', 'CHALLENGE'), practice('b', 'RESULTS')])
  expect(rows.map(({ kind, cells }) => [kind, ...cells.map(({ practice: { slug }, section }) => [slug, Boolean(section)])])).toEqual([
    ['CHALLENGE', ['a', true], ['b', false]],
    ['RESULTS', ['a', true], ['b', true]],
  ])
})

test('nothing is compared with nothing', () => expect(rowsOf([])).toEqual([]))
