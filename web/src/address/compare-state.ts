/** How many practices stand side by side at most. */
export const mostCompared = 4

/** Reads the practices of a comparison from a query string: each once, and no more than fit. */
export function readCompared(query: URLSearchParams): readonly string[] {
  const slugs = query.getAll('practices').flatMap((list) => list.split(',').map((slug) => slug.trim()))
  return [...new Set(slugs.filter(Boolean))].slice(0, mostCompared)
}

/** Writes the practices of a comparison as a query string, their commas left for people to read. */
export function writeCompared(slugs: readonly string[]): string {
  return slugs.length > 0 ? `practices=${slugs.map(encodeURIComponent).join(',')}` : ''
}

/** The same practices without this one. */
export function without(slugs: readonly string[], slug: string): readonly string[] {
  return slugs.filter((other) => other !== slug)
}

/** The same practices, this one moved by one place; at the end of the row it stays where it is. */
export function moved(slugs: readonly string[], slug: string, by: -1 | 1): readonly string[] {
  const from = slugs.indexOf(slug)
  const neighbour = slugs[from + by]
  if (from < 0 || neighbour === undefined) return slugs
  return slugs.map((other) => (other === slug ? neighbour : other === neighbour ? slug : other))
}
