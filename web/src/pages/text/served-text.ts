import { router } from '../../address/router.svelte'

interface ServedText {
  /** The address that it came with. */
  readonly at: string
  readonly title: string
  readonly nodes: readonly Node[]
}

let kept: ServedText = { at: '', title: '', nodes: [] }

/**
 * Keeps the text that the server wrote into the page. Pages that are text alone, such as the one on privacy, have it
 * from there and nowhere else: the client brings no second copy of it. On other pages it stands in where no answer comes.
 */
export function keepServedText(page: ParentNode, at: string): void {
  kept = { at, title: document.title, nodes: [...(page.querySelector('main')?.childNodes ?? [])] }
}

/** The text that came with this address; undefined where this tab was opened at another one. It is empty where the server wrote none. */
export function servedText(at: string): ServedText | undefined {
  return kept.at === at ? kept : undefined
}

/** Whether the server wrote something to read at the address that is open now. */
export function hasServedText(): boolean {
  return (servedText(router.link(router.address.place))?.nodes.length ?? 0) > 0
}
