import { isLanguage, languageFrom, type Language } from '../messages/languages'
import { readCompared, writeCompared } from './compare-state'
import { readCoverage, writeCoverage, type CoverageState } from './coverage-state'
import { facetOfScheme, type Facet } from './facets'
import { emptyList, readList, toggled, writeList, type ListState } from './list-state'

/** The pages that are text alone. The server writes them; see `pages/text`. */
export const textNames = ['about', 'accessibility', 'privacy'] as const

export type TextName = (typeof textNames)[number]

/** The pages by which somebody comes into their account, as addresses spell them; mails and identity providers lead there. */
export const waysIn = ['sign-in', 'invitation', 'password', 'code'] as const

export type WayIn = (typeof waysIn)[number]

/** Where a reader can be. This module alone knows how that is spelt in the address bar. */
export type Place =
  | { readonly page: 'home' }
  | { readonly page: 'list'; readonly list: ListState }
  | { readonly page: 'practice'; readonly slug: string }
  | { readonly page: 'version'; readonly slug: string; readonly version: string }
  | { readonly page: 'theme'; readonly key: string }
  | { readonly page: 'territory'; readonly key: string }
  | { readonly page: 'coverage'; readonly coverage: CoverageState }
  | { readonly page: 'compare'; readonly slugs: readonly string[] }
  | { readonly page: 'text'; readonly name: TextName }
  | { readonly page: 'account' }
  | { readonly page: 'way-in'; readonly way: WayIn; readonly problem?: string | undefined }
  | { readonly page: 'concern'; readonly slug: string | undefined }
  | { readonly page: 'examples' }
  | { readonly page: 'nowhere'; readonly path: string }

/** Whether the server alone writes what stands there: its text comes with the page. */
export function isServed(place: Place): boolean {
  return place.page === 'text' || place.page === 'version'
}

/** Whether people look for what stands there: it has one address, and is the same for everybody. */
export function isIndexed({ page }: Place): boolean {
  return page === 'text' || page === 'home' || page === 'list' || page === 'practice' || page === 'theme' || page === 'territory' || page === 'coverage'
}

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
  const [noun, first, second, third, ...rest] = parts
  if (rest.length > 0) return undefined
  if (noun === 'practices' && first && second === 'v' && third) return { page: 'version', slug: first, version: third }
  if (third) return undefined
  return readOwnPlace(query, noun, first, second) ?? readReadingPlace(noun, first, second, query)
}

/** The pages on which people tell us something: of themselves, or of a practice. */
function readOwnPlace(query: URLSearchParams, noun?: string, first?: string, second?: string): Place | undefined {
  if (noun === 'practices' && first && second === 'concern') return { page: 'concern', slug: first }
  if (noun === 'concern' && !first) return { page: 'concern', slug: undefined }
  if (noun !== 'account' || second) return undefined
  if (!first) return { page: 'account' }
  const way = waysIn.find((way) => way === first)
  // Whoever comes back from an identity provider in vain learns why.
  return way && { page: 'way-in', way, problem: (way === 'sign-in' && query.get('problem')) || undefined }
}

function readReadingPlace(noun: string | undefined, first: string | undefined, second: string | undefined, query: URLSearchParams): Place | undefined {
  if (noun === undefined) return homeOrList(readList(query))
  if (noun === 'practices' && !second) return first ? { page: 'practice', slug: first } : { page: 'list', list: readList(query) }
  if (noun === 'coverage' && !first) return { page: 'coverage', coverage: readCoverage(query) }
  const name = textNames.find((name) => name === noun)
  if (name && !first) return { page: 'text', name }
  if (noun === 'compare' && !first) return { page: 'compare', slugs: readCompared(query) }
  if (noun === 'themes' && first && !second) return { page: 'theme', key: first }
  if (noun === 'territories' && first && !second) return { page: 'territory', key: first }
  if (noun === 'examples' && !first) return { page: 'examples' }
  const facet = noun === 'concepts' && first ? facetOfScheme[first] : undefined
  if (facet && second) return placeOf(facet, second)
  return undefined
}

/** The home page asks for nothing; an address that does, such as of a search from another site, leads to the list. */
function homeOrList(list: ListState): Place {
  return writeList(list).size > 0 ? { page: 'list', list } : { page: 'home' }
}

/** The list of all practices that bear one key. */
export function listOf(facet: Facet, key: string): Extract<Place, { page: 'list' }> {
  return { page: 'list', list: toggled(emptyList, facet, key) }
}

/** The page of one key where it has one, else the list of all practices that bear it. */
export function placeOf(facet: Facet, key: string): Place {
  if (facet === 'themes') return { page: 'theme', key }
  return facet === 'territories' ? { page: 'territory', key } : listOf(facet, key)
}

/** Writes an address as the target of a link. */
export function writeAddress({ place, language }: { place: Place; language?: Language | undefined }): string {
  const path = pathOf(place)
  const query = queryOf(place)
  const spoken = language ? `/${language}${path === '/' ? '' : path}` : path
  return query ? `${spoken}?${query}` : spoken
}

function queryOf(place: Place): string {
  if ('list' in place) return writeList(place.list).toString()
  if (place.page === 'way-in' && place.problem) return new URLSearchParams({ problem: place.problem }).toString()
  if (place.page === 'coverage') return writeCoverage(place.coverage).toString()
  return place.page === 'compare' ? writeCompared(place.slugs) : ''
}

function pathOf(place: Place): string {
  switch (place.page) {
    case 'home':
      return '/'
    case 'list':
      return '/practices'
    case 'practice':
      return `/practices/${encodeURIComponent(place.slug)}`
    case 'version':
      return `/practices/${encodeURIComponent(place.slug)}/v/${encodeURIComponent(place.version)}`
    case 'theme':
      return `/themes/${encodeURIComponent(place.key)}`
    case 'territory':
      return `/territories/${encodeURIComponent(place.key)}`
    case 'coverage':
      return '/coverage'
    case 'compare':
      return '/compare'
    case 'text':
      return `/${place.name}`
    case 'examples':
      return '/examples'
    case 'account':
      return '/account'
    case 'way-in':
      return `/account/${place.way}`
    case 'concern':
      return place.slug === undefined ? '/concern' : `/practices/${encodeURIComponent(place.slug)}/concern`
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
