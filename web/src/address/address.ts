import { languageFrom, type Language } from '../messages/languages'
import { facetOfScheme, type Facet } from './facets'
import { emptyList, readList, toggled, writeList, type ListState } from './list-state'

/** Where a reader can be. This module alone knows how that is spelt in the address bar. */
export type Place =
  | { readonly page: 'home' | 'list'; readonly list: ListState }
  | { readonly page: 'practice'; readonly slug: string }
  | { readonly page: 'nowhere' }

/** A place, and the language that the reader asked for there; undefined: the browser's. */
export interface Address {
  readonly place: Place
  readonly language: Language | undefined
}

/** Reads an address. A language may stand in the query, or come first in the path. */
export function readAddress(url: { pathname: string; search: string }): Address {
  const query = new URLSearchParams(url.search)
  const parts = url.pathname.split('/').filter(Boolean).map(decode)
  const inPath = languageFrom(parts[0])
  if (inPath) parts.shift()
  return { place: readPlace(parts, query), language: inPath ?? languageFrom(query.get('lang')) }
}

function readPlace(parts: string[], query: URLSearchParams): Place {
  const [noun, first, second, ...rest] = parts
  if (rest.length > 0) return { page: 'nowhere' }
  if (noun === undefined) return { page: 'home', list: readList(query) }
  if (noun === 'practices' && !second) return first ? { page: 'practice', slug: first } : { page: 'list', list: readList(query) }
  if (noun === 'themes' && first && !second) return listOf('themes', first)
  if (noun === 'territories' && first && !second) return listOf('territories', first)
  const facet = noun === 'concepts' && first ? facetOfScheme[first] : undefined
  if (facet && second) return listOf(facet, second)
  return { page: 'nowhere' }
}

/** The list of all practices that bear one key. */
export function listOf(facet: Facet, key: string): Place {
  return { page: 'list', list: toggled(emptyList, facet, key) }
}

/** Writes an address as the target of a link. */
export function writeAddress({ place, language }: Address): string {
  const query = language ? new URLSearchParams({ lang: language }) : new URLSearchParams()
  switch (place.page) {
    case 'home':
      return join('/', writeList(place.list, query))
    case 'list':
      return join('/practices', writeList(place.list, query))
    case 'practice':
      return join(`/practices/${encodeURIComponent(place.slug)}`, query)
    case 'nowhere':
      return join('/', query)
  }
}

function join(path: string, query: URLSearchParams): string {
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

/** Takes a part of a path apart; one that is badly escaped is left as it is and will name nothing. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
