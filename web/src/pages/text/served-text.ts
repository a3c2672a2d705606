let text: readonly Node[] = []

/**
 * Keeps the text that the server wrote into the page. Pages that are text alone, such as the one on privacy, have it
 * from there and nowhere else: the client brings no second copy of it.
 */
export function keepServedText(page: ParentNode): void {
  text = [...(page.querySelector('main')?.childNodes ?? [])]
}

/** The text that came with this page; nothing where the server wrote none. */
export function servedText(): readonly Node[] {
  return text
}
