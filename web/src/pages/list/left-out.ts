import type { Facet } from '../../address/facets'
import { without, type ListState } from '../../address/list-state'
import type { AskError } from '../../api/client'

/** The most keys of one facet that the API takes. */
export const mostKeys = 200

/** What a hand-edited address asks for in vain, and the list that stays without it. */
export interface Sifted {
  readonly from: ListState
  readonly list: ListState
  /** The keys that nobody knows. */
  readonly unknown: readonly string[]
  /** Whether a facet held more keys than can be asked for; only the first of them stay. */
  readonly hadTooMany: boolean
}

/**
 * Takes out of a list what the API has refused in it. Undefined where it refused something else: then there is nothing
 * that the list could do without.
 */
export function sift(list: ListState, { code, field, places }: AskError): Sifted | undefined {
  const facet = field?.[0] as Facet
  const keys = list.chosen[facet]
  if (!keys) return undefined
  if (code === 'BAD_INPUT' && keys.length > mostKeys) {
    return { from: list, list: without(list, facet, keys.slice(mostKeys)), unknown: [], hadTooMany: true }
  }
  const unknown = keys.filter((key, place) => (code === 'UNKNOWN_KEY' ? places?.includes(place) : code === 'BAD_INPUT' && /\p{Cc}/u.test(key)))
  return unknown.length > 0 ? { from: list, list: without(list, facet, unknown), unknown, hadTooMany: false } : undefined
}

/** How many keys are named, and how much of each: an address can hold thousands. */
const mostNamed = 5
const longestNamed = 60

/** Names keys as they can be shown: nothing in them turns the text around or makes it endless. */
export function named(keys: readonly string[]): string {
  const names = keys.slice(0, mostNamed).map((key) => {
    const letters = [...key.replace(/\p{C}/gu, '\uFFFD')]
    return letters.length > longestNamed ? `${letters.slice(0, longestNamed).join('')}…` : letters.join('')
  })
  return [...names, ...(keys.length > mostNamed ? ['…'] : [])].join(', ')
}
