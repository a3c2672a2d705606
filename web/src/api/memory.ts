/** How many answers are kept, and how long: enough for the back button, too short to miss news. */
const most = 30
const age = 5 * 60_000

/** Remembers the latest answers, so that going back shows them at once and at the same height of the page. */
export class Memory<T> {
  readonly #kept = new Map<string, { value: T; time: number }>()

  get(key: string): T | undefined {
    const found = this.#kept.get(key)
    return found && Date.now() - found.time < age ? found.value : undefined
  }

  set(key: string, value: T): void {
    this.#kept.delete(key)
    this.#kept.set(key, { value, time: Date.now() })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > most && oldest !== undefined) this.#kept.delete(oldest)
  }
}
