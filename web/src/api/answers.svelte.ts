import { untrack } from 'svelte'
import { Memory } from './memory'
import { Task } from './task.svelte'

/** The answer that a page shows, and those it showed before. It outlives the page: the way back costs no new question. */
export class Answers<T> {
  /** The latest answer, and the question that it answers. */
  latest = $state.raw<{ readonly key: string; readonly value: T }>()
  readonly task = new Task()

  readonly #memory = new Memory<T>()

  /** Sees to it that the answer for this key is shown, asking only for one that is not remembered. */
  show(key: string, find: (signal: AbortSignal) => Promise<T>): void {
    const known = this.#memory.get(key)
    if (known) {
      this.latest = { key, value: known }
      return untrack(() => this.task.stop())
    }
    const work = async (signal: AbortSignal) => {
      const value = await find(signal)
      this.#memory.set(key, value)
      this.latest = { key, value }
    }
    untrack(() => void this.task.run(work))
  }
}
