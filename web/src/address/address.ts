import { isLanguage, languageFrom, type Language } from '../messages/languages'
import { facetOfScheme, type Facet } from './facets'
import { emptyList, readList, toggled, writeList, type ListState } from './list-state'

/** Where a reader can be. This module alone knows how that is spelt in the address bar. */
export type Place =
  | { readonly page: 'home'; readonly list: ListState }
  | { readonly page: 'list'; readonly list: ListState }
  | { readonly page: 'practice'; readonly slug: string }
  | { readonly page: 'examples' }
  | { readonly page: 'nowhere'; readonly path: string }

/** A place, and the language that the address names; undefined: it names none, and the reader's own is taken. */
export interface Address {
  readonly place: Place
  readonly language: Language | undefined
}

/** Reads an address. A language comes first in the path, or stands in the query, where earlier links have it. */
export function readAddress(url: { pathname: string; search: string }): Address {
  const query = new URLSearchParams(url.search)
  const parts = url.pathname.split('/').filter(Boolean).map(decode)
  const inPath = isLanguage(parts[0]) ? parts[0] : undefined
  if (inPath) parts.shift()
  const path = inPath ? url.pathname.slice(inPath.length + 1) : url.pathname
  const place = readPlace(parts, query) ?? { page: 'nowhere', path }
  return { place, language: inPath ?? languageFrom(query.get('lang')) }
}

/** What stands behind the first part of a path where that may be the tag of a language that the interface does not speak. */
export function behindLanguage(path: string): { readonly tag: string; readonly place: Place } | undefined {
  const [tag = '', ...parts] = path.split('/').filter(Boolean).map(decode)
  if (!/^[a-z]{2,3}(-[a-z\d]{2,8})*$/i.test(tag) || languageFrom(tag)) return undefined
  const place = readPlace(parts, new URLSearchParams())
  return place && { tag, place }
}

function readPlace(parts: string[], query: URLSearchParams): Place | undefined {
  const [noun, first, second, ...rest] = parts
  if (rest.length > 0) return undefined
  if (noun === undefined) return { page: 'home', list: readList(query) }
  if (noun === 'practices' && !second) return first ? { page: 'practice', slug: first } : { page: 'list', list: readList(query) }
  if (noun === 'examples' && !first) return { page: 'examples' }
  if (noun === 'themes' && first && !second) return listOf('themes', first)
  if (noun === 'territories' && first && !second) return listOf('territories', first)
  const facet = noun === 'concepts' && first ? facetOfScheme[first] : undefined
  if (facet && second) return listOf(facet, second)
  return undefined
}

/** The list of all practices that bear one key. */
export function listOf(facet: Facet, key: string): Place {
  return { page: 'list', list: toggled(emptyList, facet, key) }
}

/** Writes an address as the target of a link. */
export function writeAddress({ place, language }: Address): string {
  const path = pathOf(place)
  const query = 'list' in place ? writeList(place.list).toString() : ''
  const spoken = language ? `/${language}${path === '/' ? '' : path}` : path
  return query ? `${spoken}?${query}` : spoken
}

function pathOf(place: Place): string {
  switch (place.page) {
    case 'home':
      return '/'
    case 'list':
      return '/practices'
    case 'practice':
      return `/practices/${encodeURIComponent(place.slug)}`
    case 'examples':
      return '/examples'
    case 'nowhere':
      return place.path.replace(/^\/*/, '/') // two slashes would lead to another host
  }
}

/** Takes a part of a path apart; one that is badly escaped is left as it is and will name nothing. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
