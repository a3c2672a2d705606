const canBeFocused = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex="-1"]'

/** Where the focus was: the parts around it from the inside out, each with its place among those beside it. */
type Way = readonly { parent: Element; index: number }[]

/**
 * Whoever goes by key or by ear stays near where they were when what had the focus is taken away, such as a filter that
 * was just removed: at what has come into its place, else at what stands around it. A browser would go back to the top.
 */
export function keepFocus(main: HTMLElement): void {
  let held: Element | null
  let way: Way
  const hold = (element: Element | null) => {
    held = element
    way = element ? wayTo(element) : []
  }
  hold(document.activeElement)
  document.addEventListener('focusin', ({ target }) => hold(target as Element))
  new MutationObserver(() => {
    if (!held || held.isConnected || document.activeElement !== document.body) return
    held = null
    ;(nearest(way) ?? main).focus({ preventScroll: true })
  }).observe(document.body, { childList: true, subtree: true })
}

function wayTo(element: Element): Way {
  const way = []
  for (let at = element; at.parentElement && at !== document.body; at = at.parentElement) {
    way.push({ parent: at.parentElement, index: [...at.parentElement.children].indexOf(at) })
  }
  return way
}

function nearest(way: Way): HTMLElement | undefined {
  for (const { parent, index } of way) {
    if (!parent.isConnected || parent.matches('main, body')) continue
    const beside = [...parent.children]
    const following = [...beside.slice(index), ...beside.slice(0, index).reverse(), parent]
    const found = following.map(within).find((element) => element?.checkVisibility())
    if (found) return found
  }
  return undefined
}

function within(element: Element): HTMLElement | undefined {
  const selected = element.matches(canBeFocused) ? element : element.querySelector(canBeFocused)
  return (selected as HTMLElement | null) ?? undefined
}
