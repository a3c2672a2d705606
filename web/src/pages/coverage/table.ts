import type { CoverageState } from '../../address/coverage-state'
import { notStated, type Facet } from '../../address/facets'
import { collatorOf } from '../../format/format'
import type { CoverageHeadingFragment, ReadCoverageQuery } from '../../generated/operations'

/** A row of the table: its heading and one count for each column. */
export interface Row extends CoverageHeadingFragment {
  readonly counts: readonly number[]
}

/** Rows that belong together. */
export interface Group {
  /** Undefined where the rows are not grouped. */
  readonly kind: 'partners' | 'others' | undefined
  readonly rows: readonly Row[]
}

/** A coverage table as it is read: sorted for the reader, territories of the network before the others. */
export interface Table {
  readonly columns: readonly CoverageHeadingFragment[]
  readonly groups: readonly Group[]
  /** The largest count of a cell. */
  readonly most: number
  /** How many cells there are, and how many of them are zero. */
  readonly cells: number
  readonly zeros: number
  /** The zeros in words. Of the territories, those of the network alone: the others were chosen for what they have. */
  readonly gaps: readonly Gap[]
}

/** A column, and the rows that have nothing there. */
export interface Gap {
  readonly column: CoverageHeadingFragment
  readonly rows: readonly Row[]
}

/** The facets that have no order of their own, and are looked up by name. */
const byName: readonly Facet[] = ['territories', 'countries', 'languages']

/** Makes the table of an answer. */
export function tableOf({ rows, columns }: CoverageState, { coverage, territories }: ReadCoverageQuery, language: string): Table {
  const partners = new Set(territories.filter(({ isPartner }) => isPartner).map(({ key }) => key))
  const sortedColumns = sorted(columns, coverage.columns, partners, language)
  const counts = new Map(coverage.cells.map(({ row, column, count }) => [`${row} ${column}`, count]))
  const sortedRows = sorted(rows, coverage.rows, partners, language).map((row) => ({
    ...row,
    counts: sortedColumns.map((column) => counts.get(`${row.key} ${column.key}`) ?? 0),
  }))
  const all = sortedRows.flatMap((row) => row.counts)
  const told = (facet: Facet) => (heading: CoverageHeadingFragment) => facet !== 'territories' || partners.has(heading.key)
  return {
    columns: sortedColumns,
    groups: rows === 'territories' ? grouped(sortedRows, partners) : [{ kind: undefined, rows: sortedRows }],
    most: Math.max(0, ...all),
    cells: all.length,
    zeros: all.filter((count) => count === 0).length,
    gaps: gapsOf(sortedColumns, sortedRows.filter(told(rows))).filter(({ column }) => told(columns)(column)),
  }
}

function sorted<H extends CoverageHeadingFragment>(facet: Facet, headings: readonly H[], partners: ReadonlySet<string>, language: string): H[] {
  if (!byName.includes(facet)) return [...headings]
  const collator = collatorOf(language)
  const rank = ({ key }: H) => (key === notStated ? 2 : facet === 'territories' && !partners.has(key) ? 1 : 0)
  return [...headings].sort((a, b) => rank(a) - rank(b) || collator.compare(a.label, b.label))
}

function grouped(rows: readonly Row[], partners: ReadonlySet<string>): Group[] {
  const groups: Group[] = [
    { kind: 'partners', rows: rows.filter(({ key }) => partners.has(key)) },
    { kind: 'others', rows: rows.filter(({ key }) => !partners.has(key)) },
  ]
  return groups.filter(({ rows }) => rows.length > 0)
}

function gapsOf(columns: readonly CoverageHeadingFragment[], rows: readonly Row[]): Gap[] {
  return columns
    .map((column, i) => ({ column, rows: rows.filter(({ counts }) => counts[i] === 0) }))
    .filter((gap) => gap.rows.length > 0)
}

/** How strongly a cell is coloured: 0 for a gap, else 1 to 4. */
export function levelOf(count: number, most: number): number {
  return count === 0 ? 0 : Math.ceil((4 * count) / most)
}
