import { AskError } from './client'

/** How long a reader waits for a page before we say that it did not come. */
const patience = 15_000

/**
 * Makes sure that the server can be reached at an address before the tab leaves for it: else a browser puts a page of its
 * own there, without a way on. Throws an AskError, or the signal's reason when the caller gave up.
 */
export async function reach(address: string, signal?: AbortSignal): Promise<void> {
  const end = AbortSignal.timeout(patience)
  try {
    await fetch(address, { method: 'HEAD', cache: 'no-store', signal: signal ? AbortSignal.any([signal, end]) : end })
  } catch {
    signal?.throwIfAborted()
    throw new AskError(end.aborted ? 'TIMEOUT' : 'OFFLINE', 'The server could not be reached.')
  }
}

/** Loads the page anew, where the server can be reached; else what stands here stays. */
export async function loadAnew(): Promise<void> {
  await reach(location.href).then(() => location.reload(), () => {})
}
