import { flushSync } from 'svelte'
import { pause } from './painted'

/** How long the browser is kept from the reader at a time, in milliseconds of a good computer; a phone takes four times as long. */
const longest = 4

/** The parts of the first page that wait for their turn; undefined once that page stands: from then on nothing waits. */
let waiting: (() => void)[] | undefined = []

/** Says whether a part of a page may be there at once. While the first page is built it may not, and is shown in its turn. */
export function inTurn(show: () => void): boolean {
  waiting?.push(show)
  return !waiting
}

/** Builds what waits, part by part, with a pause whenever the browser has been kept long enough. Says whether anything waited. */
export async function takeSteps(): Promise<boolean> {
  if (!waiting?.length) return false
  while (waiting.length > 0) {
    await pause()
    const end = performance.now() + longest
    do {
      waiting.shift()?.()
      flushSync()
    } while (waiting.length > 0 && performance.now() < end)
  }
  return true
}

/** The first page stands. What still waits is there at once, and so is all that comes. */
export function endSteps(): void {
  const last = waiting
  waiting = undefined
  last?.forEach((show) => show())
}
