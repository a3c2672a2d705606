import type { Operation } from './operation'

/** Where every question goes: the public API of the server that sent this page. */
const endpoint = '/graphql'

/** How long a reader waits before we say that no answer came. */
const patience = 15_000

/**
 * Why there is no answer: the stable `extensions.code` of the API, or one of ours where the API never spoke.
 * OFFLINE: no connection; TIMEOUT: no answer in time; BUSY: too many requests; OUTDATED: this page is older than the API
 * or lacks a part of itself; BAD_ANSWER: not the answer of this API.
 */
export class AskError extends Error {
  readonly code: string
  /** In how many seconds the server wants to be asked again, where it says so. */
  readonly wait: number | undefined
  /** The input that was refused, from the outside in, and where in that list stands what nobody knows. */
  readonly field: readonly string[] | undefined
  readonly places: readonly number[] | undefined

  constructor(code: string, message: string, { wait, field, places }: Details = {}) {
    super(message)
    this.name = 'AskError'
    this.code = code
    this.wait = wait
    this.field = field
    this.places = places
  }
}

/** What may be known of a refusal beside its code. */
interface Details {
  readonly wait?: number | undefined
  readonly field?: readonly string[] | undefined
  readonly places?: readonly number[] | undefined
}

/** Sends one operation as nobody, or as the member who is signed in, and gives its data. Throws an AskError, or the signal's reason when the caller gave up. */
export async function ask<Result, Variables>(
  operation: Operation<Result, Variables>,
  variables: Variables,
  { signal, timeout = patience, asMember = false }: { signal?: AbortSignal; timeout?: number; asMember?: boolean } = {},
): Promise<Result> {
  signal?.throwIfAborted()
  const stop = new AbortController()
  const giveUp = () => stop.abort()
  const timer = setTimeout(giveUp, timeout)
  signal?.addEventListener('abort', giveUp)
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      // It asks as anybody does, unless it is about an account: answers without a cookie are remembered by the server.
      credentials: asMember ? 'same-origin' : 'omit',
      headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json, application/json' },
      body: JSON.stringify({ query: operation, variables }),
      signal: stop.signal,
    })
    return dataOf<Result>(response, await response.json().catch(rethrowAbort))
  } catch (cause) {
    signal?.throwIfAborted()
    if (stop.signal.aborted) throw new AskError('TIMEOUT', 'No answer came in time.')
    if (cause instanceof AskError) throw cause
    throw new AskError('OFFLINE', 'The server could not be reached.')
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', giveUp)
  }
}

/** A body that is no JSON is judged by its status; one that was cut off is not. */
function rethrowAbort(cause: unknown): undefined {
  if (cause instanceof SyntaxError) return undefined
  throw cause
}

function dataOf<Result>({ status, headers }: Response, body: unknown): Result {
  const { data, errors } = (body ?? {}) as {
    data?: Result | null
    errors?: { message?: string; extensions?: { code?: string; field?: string[]; places?: number[] } }[]
  }
  const error = errors?.[0]
  const code = error?.extensions?.code
  const wait = secondsUntil(headers.get('Retry-After'))
  // The API, which counts tries, answers in full; a proxy before it, which counts requests, does not.
  if (status === 429) throw new AskError(data ? 'TOO_MANY_TRIES' : 'BUSY', 'Too many requests.', { wait })
  // The compiler has held our questions against the schema: one that does not fit is put to a newer API.
  if (code === 'GRAPHQL_VALIDATION_FAILED') throw new AskError('OUTDATED', error?.message ?? code)
  if (code) throw new AskError(code, error?.message ?? code, { ...error?.extensions, wait })
  if (status >= 500) throw new AskError('UNAVAILABLE', `The server answered with status ${status}.`, { wait })
  if (error || !data) throw new AskError('BAD_ANSWER', error?.message ?? `The server answered with status ${status}.`)
  return data
}

/** Reads a `Retry-After`: a number of seconds or a point in time. One that is neither, or past, says nothing. */
export function secondsUntil(after: string | null, now = Date.now()): number | undefined {
  if (!after) return undefined
  const seconds = /^\d+$/.test(after) ? Number(after) : Math.ceil((Date.parse(after) - now) / 1000)
  return seconds > 0 && Number.isFinite(seconds) ? seconds : undefined
}
