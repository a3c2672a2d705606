import { tick } from 'svelte'
import { AskError } from './client'

/** Below this a wait is not felt, and a skeleton would only flicker. */
const unfelt = 150

/** Those that have not ended yet. */
const running = new Set<Task>()

/** Settles when nothing is under way any more, nor what that has led to. */
export async function allEnded(): Promise<void> {
  while (running.size > 0) {
    await Promise.all([...running].map(({ ended }) => ended))
    await tick()
  }
}

type Work = (signal: AbortSignal) => Promise<void>

/** Something that takes a while, one at a time: whoever starts it anew drops what went before. */
export class Task {
  pending = $state(false)
  /** True once the wait is long enough to be shown. */
  slow = $state(false)
  error = $state.raw<AskError>()

  /** Settles when what runs now has ended, well or not. */
  ended: Promise<void> = Promise.resolve()

  #current: AbortController | undefined
  #work: Work | undefined

  run(work: Work): Promise<void> {
    this.ended = this.#run(work)
    return this.ended
  }

  async #run(work: Work): Promise<void> {
    this.#current?.abort()
    const current = new AbortController()
    this.#current = current
    this.#work = work
    running.add(this)
    this.pending = true
    this.error = undefined
    const timer = setTimeout(() => (this.slow = !current.signal.aborted), unfelt)
    try {
      await work(current.signal)
    } catch (cause) {
      if (current.signal.aborted) return
      this.error = cause instanceof AskError ? cause : new AskError('FAULT', String(cause))
      if (!(cause instanceof AskError)) console.error(cause)
    } finally {
      clearTimeout(timer)
      if (this.#current === current) {
        this.pending = this.slow = false
        running.delete(this)
      }
    }
  }

  /** Drops what is under way and forgets what failed. */
  stop(): void {
    this.#current?.abort()
    this.#current = this.#work = undefined
    running.delete(this)
    this.pending = this.slow = false
    this.error = undefined
  }

  retry(): void {
    if (this.#work) void this.run(this.#work)
  }
}
