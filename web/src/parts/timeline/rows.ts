/** A line of the timeline: a year with its practices, or years on end without any. */
export type Row = { readonly year: number; readonly count: number } | { readonly from: number; readonly to: number }

/** Puts the years in order and says where none began, so that a gap is not taken for a next year. */
export function rowsOf(years: readonly { readonly year: number | null; readonly count: number }[]): Row[] {
  const known = years.flatMap(({ year, count }) => (year === null ? [] : [{ year, count }])).sort((a, b) => a.year - b.year)
  return known.flatMap((row, i): Row[] => {
    const before = known[i - 1]?.year ?? row.year - 1
    return row.year - before > 1 ? [{ from: before + 1, to: row.year - 1 }, row] : [row]
  })
}
