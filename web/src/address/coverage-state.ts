import type { CoverageAxis } from '../generated/operations'
import { facets, type Facet } from './facets'

/** What a coverage table counts: all that its address says. The two differ. */
export interface CoverageState {
  /** What stands down the side. */
  readonly rows: Facet
  /** What stands along the top. */
  readonly columns: Facet
}

/** Territories are many and themes few: so the table is read downwards, on a phone too. */
export const usualCoverage: CoverageState = { rows: 'territories', columns: 'themes' }

/** The axis of the API that counts by a facet. */
export const axisOf: Readonly<Record<Facet, CoverageAxis>> = {
  themes: 'THEME',
  transversalIssues: 'TRANSVERSAL_ISSUE',
  territories: 'TERRITORY',
  countries: 'COUNTRY',
  practiceTypes: 'PRACTICE_TYPE',
  targetGroups: 'TARGET_GROUP',
  stages: 'STAGE',
  states: 'STATE',
  actorTypes: 'ACTOR_TYPE',
  scales: 'SCALE',
  tags: 'TAG',
  languages: 'LANGUAGE',
}

/** The facet that the API calls so, as an axis or as what a list may do without. */
export function facetOf(axis: string): Facet | undefined {
  return facets.find((facet) => axisOf[facet] === axis)
}

/** Reads a table from a query string. A hand-edited one is read as far as it makes sense. */
export function readCoverage(query: URLSearchParams): CoverageState {
  const rows = facetFrom(query.get('rows'))
  const columns = facetFrom(query.get('columns'))
  if (!rows) return columns ? { rows: other(columns), columns } : usualCoverage
  return { rows, columns: columns && columns !== rows ? columns : other(rows) }
}

/** Writes a table as a query string; the usual one has none. */
export function writeCoverage({ rows, columns }: CoverageState): URLSearchParams {
  const isUsual = rows === usualCoverage.rows && columns === usualCoverage.columns
  return new URLSearchParams(isUsual ? {} : { rows, columns })
}

/** The same table with another choice for one side; choosing what stands on the other side swaps the two. */
export function withAxis(state: CoverageState, side: keyof CoverageState, facet: Facet): CoverageState {
  const opposite = side === 'rows' ? 'columns' : 'rows'
  return { ...state, [opposite]: facet === state[opposite] ? state[side] : state[opposite], [side]: facet }
}

/** The same table turned round. */
export function swapped({ rows, columns }: CoverageState): CoverageState {
  return { rows: columns, columns: rows }
}

/** A facet by its own name, or by that of its axis in the API. */
function facetFrom(name: string | null): Facet | undefined {
  return facets.find((facet) => facet === name || axisOf[facet] === name?.toUpperCase())
}

/** What stands on the other side when nothing, or the same, was asked for. */
function other(facet: Facet): Facet {
  return facet === usualCoverage.rows ? usualCoverage.columns : usualCoverage.rows
}
