import { mostCompared, readCompared, without, writeCompared } from '../../address/compare-state'

const name = 'comparison'

/** The practices that a reader has chosen to compare; their tab keeps them until it is closed. */
class Chosen {
  slugs = $state.raw<readonly string[]>(kept())

  readonly isFull = $derived(this.slugs.length >= mostCompared)

  /** Chooses these instead. */
  set(slugs: readonly string[]): void {
    const fitting = slugs.slice(0, mostCompared)
    this.slugs = fitting
    keep(fitting)
  }

  /** Adds a practice, or takes it out. One that no longer fits is not added. */
  toggle(slug: string): void {
    this.set(this.slugs.includes(slug) ? without(this.slugs, slug) : [...this.slugs, slug])
  }
}

// Spelt as in an address, and read with the same care. A browser that keeps nothing does no harm.
function kept(): readonly string[] {
  try {
    return readCompared(new URLSearchParams(sessionStorage.getItem(name) ?? ''))
  } catch {
    return []
  }
}

function keep(slugs: readonly string[]): void {
  try {
    sessionStorage.setItem(name, writeCompared(slugs))
  } catch {
    // The choice lives as long as the page.
  }
}

export const chosen = new Chosen()
