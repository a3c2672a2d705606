import { expect, test } from 'vitest'
import { usualCoverage } from '../../address/coverage-state'
import type { ReadCoverageQuery } from '../../generated/operations'
import { levelOf, tableOf } from './table'

const heading = (key: string, label = key) => ({ key, label, labelLanguage: 'en', count: 1 })

const answer: ReadCoverageQuery = {
  coverage: {
    rows: [heading('z', 'Łódź'), heading('a', 'Ząbki'), heading('far', 'Alfaro'), heading('l', 'Lublin')],
    columns: [heading('housing'), heading('parenting')],
    cells: [
      { row: 'z', column: 'housing', count: 0 },
      { row: 'z', column: 'parenting', count: 2 },
      { row: 'a', column: 'housing', count: 4 },
      { row: 'a', column: 'parenting', count: 0 },
      { row: 'far', column: 'housing', count: 0 },
      { row: 'far', column: 'parenting', count: 1 },
      { row: 'l', column: 'housing', count: 1 },
      { row: 'l', column: 'parenting', count: 0 },
    ],
  },
  territories: ['z', 'a', 'far', 'l'].map((key) => ({ key, isPartner: key !== 'far' })),
}

test('territories stand by name as the language sorts them, those of the network first', () => {
  const { groups } = tableOf(usualCoverage, answer, 'pl')
  expect(groups.map(({ kind, rows }) => [kind, ...rows.map(({ label }) => label)])).toEqual([
    ['partners', 'Lublin', 'Łódź', 'Ząbki'],
    ['others', 'Alfaro'],
  ])
})

test('counts stand under their columns', () => {
  const { groups, most, cells, zeros } = tableOf(usualCoverage, answer, 'pl')
  expect(groups[0]?.rows.map(({ counts }) => counts)).toEqual([[1, 0], [0, 2], [4, 0]])
  expect({ most, cells, zeros }).toEqual({ most: 4, cells: 8, zeros: 4 })
})

test('what is not stated stands last, and a vocabulary keeps its order', () => {
  const headings = [heading('not-stated', 'Not stated'), heading('PL', 'Poland'), heading('ES', 'Spain')]
  const coverage = { ...answer.coverage, rows: headings, cells: [] }
  const labels = (rows: 'countries' | 'stages') =>
    tableOf({ rows, columns: 'themes' }, { ...answer, coverage }, 'en').groups[0]?.rows.map(({ label }) => label)
  expect(labels('countries')).toEqual(['Poland', 'Spain', 'Not stated'])
  expect(labels('stages')).toEqual(['Not stated', 'Poland', 'Spain'])
})

test.each([
  ['downwards', usualCoverage, [['housing', 'z'], ['parenting', 'l', 'a']]],
  ['sideways', { rows: 'themes', columns: 'territories' } as const, [['l', 'parenting'], ['z', 'housing'], ['a', 'parenting']]],
])('the gaps in words are those of the network, read %s', (_name, coverage, want) => {
  const { rows, columns, cells } = answer.coverage
  const turned = { rows: columns, columns: rows, cells: cells.map(({ row, column, count }) => ({ row: column, column: row, count })) }
  const { gaps } = tableOf(coverage, coverage === usualCoverage ? answer : { ...answer, coverage: turned }, 'pl')
  expect(gaps.map(({ column, rows }) => [column.key, ...rows.map(({ key }) => key)])).toEqual(want)
})

test('an empty library has a table all the same', () => {
  const table = tableOf(usualCoverage, { coverage: { rows: [], columns: [], cells: [] }, territories: [] }, 'en')
  expect(table).toEqual({ columns: [], groups: [], most: 0, cells: 0, zeros: 0, gaps: [] })
})

test.each([[0, 9, 0], [1, 9, 1], [1, 1, 4], [3, 9, 2], [9, 9, 4], [1, 1000, 1]])('%i of %i has the level %i', (count, most, level) =>
  expect(levelOf(count, most)).toBe(level),
)
