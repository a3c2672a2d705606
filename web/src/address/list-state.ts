import type { FindWaysOnQuery, PracticeFilter, PracticeOrder } from '../generated/operations'
import { facetOf } from './coverage-state'
import { facets, type Facet } from './facets'

/** The ways in which results can be shown. */
export const views = ['list', 'map', 'timeline'] as const

export type View = (typeof views)[number]

/** The years in which practices began, both included; undefined: open on this side. */
export interface Started {
  readonly from: number | undefined
  readonly to: number | undefined
}

/** What a list shows: all that a reader chose, and all that its address says. */
export interface ListState {
  readonly words: string
  /** The chosen keys of each facet, in the order of choosing; at least one of them must hold. */
  readonly chosen: Readonly<Partial<Record<Facet, readonly string[]>>>
  readonly started: Started
  readonly view: View
  /** Undefined: the order that suits, see `orderOf`. */
  readonly orderBy: PracticeOrder | undefined
  /** How many results are unfolded. */
  readonly shown: number
}

/** How many results come at a time, and at most. */
export const pageSize = 20
export const mostShown = 1000

/** The longest words that the API takes. */
export const longestWords = 500

const anyYear: Started = { from: undefined, to: undefined }

export const emptyList: ListState = { words: '', chosen: {}, started: anyYear, view: 'list', orderBy: undefined, shown: pageSize }

const orders: readonly PracticeOrder[] = ['RELEVANCE', 'NEWEST', 'OLDEST', 'RECENTLY_UPDATED', 'TITLE']

/** The orders that make sense for a list: without words nothing is more relevant than anything else. */
export function ordersFor(state: ListState): readonly PracticeOrder[] {
  return state.words ? orders : orders.slice(1)
}

/** The order that a list has when nothing else was chosen, or what was chosen. */
export function orderOf(state: ListState): PracticeOrder {
  const usual = state.words ? 'RELEVANCE' : 'NEWEST'
  return state.orderBy && ordersFor(state).includes(state.orderBy) ? state.orderBy : usual
}

/** Words without the control characters that the API takes from nobody. */
function plain(words: string): string {
  return words.replace(/\p{Cc}+/gu, ' ').trim()
}

/** Words as the API takes them: plain, and no longer than it allows. */
function taken(words: string): string {
  return plain(words).slice(0, longestWords).trim()
}

/** Reads a list from a query string. A hand-edited one is read as far as it makes sense. */
export function readList(query: URLSearchParams): ListState {
  const chosen: Partial<Record<Facet, string[]>> = {}
  for (const facet of facets) {
    const keys = [...new Set(query.getAll(facet).filter(Boolean))]
    if (keys.length > 0) chosen[facet] = keys
  }
  const words = taken(query.get('words') ?? '')
  const started = { from: readYear(query.get('startedFrom')), to: readYear(query.get('startedTo')) }
  const view = views.find((view) => view === query.get('view')) ?? 'list'
  const orderBy = orders.find((order) => order === query.get('orderBy'))
  const pages = Math.ceil(Number(query.get('shown')) / pageSize) || 1
  const shown = Math.min(Math.max(pages, 1) * pageSize, mostShown)
  return { words, chosen, started, view, orderBy, shown }
}

/** What of a hand-edited query string is not read, though it was meant for a list. */
export interface Unread {
  /** The years that are none, with their names. */
  readonly years: readonly string[]
  readonly hadTooLong: boolean
}

export function unreadOf(query: URLSearchParams): Unread {
  const years = ['startedFrom', 'startedTo'].filter((name) => query.get(name) && readYear(query.get(name)) === undefined)
  return { years: years.map((name) => `${name}=${query.get(name)}`), hadTooLong: plain(query.get('words') ?? '').length > longestWords }
}

function readYear(year: string | null): number | undefined {
  return (year && /^\d{4}$/.test(year) && Number(year)) || undefined // no calendar has a year 0
}

function year(year: number): string {
  return String(year).padStart(4, '0')
}

/** Writes a list as a query string; what is usual is left out, so that the same list has one address. */
export function writeList(state: ListState): URLSearchParams {
  const query = new URLSearchParams()
  if (state.words) query.set('words', state.words)
  for (const facet of facets) {
    for (const key of state.chosen[facet] ?? []) query.append(facet, key)
  }
  if (state.started.from !== undefined) query.set('startedFrom', year(state.started.from))
  if (state.started.to !== undefined) query.set('startedTo', year(state.started.to))
  if (orderOf(state) !== orderOf({ ...state, orderBy: undefined })) query.set('orderBy', orderOf(state))
  if (state.shown > pageSize) query.set('shown', String(state.shown))
  if (state.view !== 'list') query.set('view', state.view)
  return query
}

/** The same list with other words. */
export function withWords(state: ListState, words: string): ListState {
  return { ...state, words: taken(words), shown: pageSize }
}

/** The same list in another order. */
export function withOrder(state: ListState, orderBy: PracticeOrder): ListState {
  return { ...state, orderBy, shown: pageSize }
}

/** The same list with this key chosen, or no longer chosen. */
export function toggled(state: ListState, facet: Facet, key: string): ListState {
  const before = state.chosen[facet] ?? []
  const after = before.includes(key) ? before.filter((other) => other !== key) : [...before, key]
  return withKeys(state, facet, after)
}

/** The same list without some keys of a facet. */
export function without(state: ListState, facet: Facet, keys: readonly string[]): ListState {
  return withKeys(state, facet, (state.chosen[facet] ?? []).filter((key) => !keys.includes(key)))
}

function withKeys(state: ListState, facet: Facet, keys: readonly string[]): ListState {
  const { [facet]: _, ...others } = state.chosen
  return { ...state, chosen: keys.length > 0 ? { ...others, [facet]: keys } : others, shown: pageSize }
}

/** The same list shown in another way. */
export function withView(state: ListState, view: View): ListState {
  return { ...state, view, shown: pageSize }
}

/** The same list with practices of these starting years alone; of any year when none are given. */
export function withStarted(state: ListState, started: Started = anyYear): ListState {
  return { ...state, started, shown: pageSize }
}

/** The same words, order and view with nothing chosen. */
export function cleared(state: ListState): ListState {
  return { ...state, chosen: {}, started: anyYear, shown: pageSize }
}

/** What a list may do without where it finds nothing, as the API proposes it. */
export type Relaxation = FindWaysOnQuery['practices']['relaxations'][number]

/** The list that a relaxation leads to. */
export function relaxed(state: ListState, { kind, words }: Relaxation): ListState {
  const less = withWords(state, words)
  if (kind === 'FILTER' || kind === 'EVERYTHING') return cleared(less)
  if (kind === 'STARTED') return withStarted(less)
  const facet = facetOf(kind)
  return facet ? withKeys(less, facet, []) : less
}

/** Whether starting years are chosen. */
export function hasStarted({ started }: ListState): boolean {
  return started.from !== undefined || started.to !== undefined
}

/** How many things are chosen. */
export function countChoices(state: ListState): number {
  return choicesOf(state).length + (hasStarted(state) ? 1 : 0)
}

/** All that is chosen, facet by facet. */
export function choicesOf(state: ListState): { facet: Facet; key: string }[] {
  return facets.flatMap((facet) => (state.chosen[facet] ?? []).map((key) => ({ facet, key })))
}

/** What is chosen, as the API takes it. */
export function filterOf(state: ListState): PracticeFilter | undefined {
  const { from, to } = state.started
  const entries = Object.entries(state.chosen).map(([facet, keys]) => [facet, { anyOf: keys }] as const)
  if (countChoices(state) === 0) return undefined
  return { ...Object.fromEntries(entries), ...(from !== undefined && { startedFrom: from }), ...(to !== undefined && { startedTo: to }) }
}
