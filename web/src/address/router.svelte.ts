import { tick } from 'svelte'
import { reach } from '../api/reach'
import { allEnded } from '../api/task.svelte'
import { remembered } from '../messages/choice'
import { firstSpoken, type Language } from '../messages/languages'
import { isServed, readAddress, writeAddress, type Address, type Place } from './address'

interface Move {
  /** Put the new address in the place of the old one: the back button then skips the old one. */
  replace?: boolean
  /** Stay at the same height of the page. */
  keepScroll?: boolean
}

/** How long nobody has scrolled when the page is at rest, in milliseconds: browsers refuse to note every step. */
const restAfter = 150

/** The reader's way through the site, over the browser's own history. */
class Router {
  /** The query that the page came with, as it was written: below, what is no address of ours is written anew. */
  readonly query = location.search

  address = $state.raw<Address>(readAddress(location))

  /** The language that the reader is to be spoken to in: of the address, else chosen before, else the browser's. */
  readonly language: Language = $derived(this.address.language ?? remembered() ?? firstSpoken(navigator.languages))

  /** The key that the step of the history carries on which the reader is. */
  #step = ''

  #rest: ReturnType<typeof setTimeout> | undefined

  constructor() {
    // Results come after the step, too late for the browser's own restoring.
    history.scrollRestoration = 'manual'
    const here = this.address.place.page === 'nowhere' ? location.pathname + location.search : writeAddress(this.address)
    this.#arrive(here + location.hash, true, heightOf(history.state))
    addEventListener('scroll', () => this.#noteHeight(), { passive: true })
    addEventListener('popstate', () => void this.#back())
    addEventListener('click', (event) => this.#follow(event))
  }

  /** The link to a place, in the reader's language. */
  link(place: Place): string {
    return writeAddress({ place, language: this.language })
  }

  /** Goes to a place as if its link had been followed. */
  go(place: Place, move: Move = {}): void {
    void this.#move(this.link(place), move)
  }

  /** Goes to where the reader was when this page was left or loaded anew, unless they have begun to read meanwhile. */
  returnToHeight(): void {
    if (scrollY === 0 && !location.hash) scrollTo(0, heightOf(history.state))
  }

  /** Writes down how far the page is scrolled, once it is at rest, in the step of the history: there it outlasts the page. */
  #noteHeight(): void {
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => this.#note(scrollY), restAfter)
  }

  #note(height: number): void {
    history.replaceState({ step: this.#step, height }, '')
  }

  async #move(href: string, { replace = false, keepScroll = false }: Move): Promise<void> {
    this.#note(scrollY)
    const isHere = href === location.pathname + location.search // as in browsers, no step of its own
    this.#arrive(href, replace || isHere, keepScroll ? scrollY : 0)
    this.address = readAddress(location)
    await tick()
    if (!keepScroll) scrollTo(0, 0)
  }

  /** Leaves for a page that the server writes; where that cannot be had, its place here says so. */
  async #leave(href: string): Promise<void> {
    const step = this.#step
    const isThere = await isReached(href)
    if (step !== this.#step) return // the reader has gone elsewhere meanwhile
    if (!isThere) return this.#move(href, {})
    this.#note(scrollY)
    location.assign(href)
  }

  #arrive(href: string, replace: boolean, height: number): void {
    clearTimeout(this.#rest) // what was noted would be of the step before
    this.#step = (replace && stepOf(history.state)) || newStep()
    history[replace ? 'replaceState' : 'pushState']({ step: this.#step, height }, '', href)
  }

  async #back(): Promise<void> {
    const step = stepOf(history.state)
    // A jump within the page, such as "skip to content": a new step, made by the browser and scrolled by it.
    if (!step) return this.#arrive(location.href, true, scrollY)
    clearTimeout(this.#rest)
    this.#step = step
    const address = readAddress(location)
    if (isServed(address.place) && (await isReached(location.href))) return location.reload()
    this.address = address
    await tick()
    const height = heightOf(history.state)
    scrollTo(0, height)
    const reached = scrollY
    await allEnded() // what had to be asked for makes the page higher
    if (step === this.#step && scrollY === reached) scrollTo(0, height)
  }

  /** Takes over plain clicks on links to places of this site; every other click stays the browser's. */
  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement | SVGAElement>('a[href]') : null
    if (!link || link.hasAttribute('target') || link.hasAttribute('download')) return
    const to = new URL(link.getAttribute('href') ?? '', document.baseURI)
    if (to.origin !== location.origin || to.hash) return
    const address = readAddress(to)
    if (address.place.page === 'nowhere') return
    event.preventDefault()
    if (isServed(address.place)) return void this.#leave(to.href)
    void this.#move(writeAddress(address), {
      replace: link.hasAttribute('data-replace'),
      keepScroll: link.hasAttribute('data-keep-scroll'),
    })
  }
}

function isReached(href: string): Promise<boolean> {
  return reach(href).then(
    () => true,
    () => false,
  )
}

function stepOf(state: unknown): string {
  return (state as { step?: string } | null)?.step ?? ''
}

function heightOf(state: unknown): number {
  return (state as { height?: number } | null)?.height ?? 0
}

function newStep(): string {
  return crypto.getRandomValues(new Uint32Array(2)).join('-')
}

export const router = new Router()
