import { expect, test } from 'vitest'
import { facets } from './facets'
import { axisOf, readCoverage, swapped, usualCoverage, withAxis, writeCoverage } from './coverage-state'

const read = (query: string) => readCoverage(new URLSearchParams(query))

test.each([
  ['', 'territories', 'themes'],
  ['rows=themes&columns=stages', 'themes', 'stages'],
  ['rows=stages', 'stages', 'territories'],
  ['columns=stages', 'territories', 'stages'],
  ['columns=territories', 'themes', 'territories'],
  ['rows=territories&columns=territories', 'territories', 'themes'],
  ['rows=themes&columns=themes', 'themes', 'territories'],
  ['rows=colours&columns=<script>', 'territories', 'themes'],
  ['rows=THEME&columns=transversal_issue', 'themes', 'transversalIssues'],
])('“%s” is a table of %s by %s', (query, rows, columns) => expect(read(query)).toEqual({ rows, columns }))

test('every table has one address, and the usual one the shortest', () => {
  expect(writeCoverage(usualCoverage).toString()).toBe('')
  for (const rows of facets) {
    for (const columns of facets.filter((facet) => facet !== rows)) {
      expect(read(writeCoverage({ rows, columns }).toString())).toEqual({ rows, columns })
    }
  }
})

test('choosing what stands on the other side swaps the two', () => {
  expect(withAxis(usualCoverage, 'rows', 'themes')).toEqual(swapped(usualCoverage))
  expect(withAxis(usualCoverage, 'columns', 'territories')).toEqual(swapped(usualCoverage))
  expect(withAxis(usualCoverage, 'columns', 'tags')).toEqual({ rows: 'territories', columns: 'tags' })
})

test('each facet has an axis of its own', () => {
  expect(new Set(Object.values(axisOf)).size).toBe(facets.length)
})
