import { afterEach, expect, test, vi } from 'vitest'
import { ask, secondsUntil } from './client'
import type { Operation } from './operation'

const question = 'query Q($a:Int){a}' as Operation<{ a: number }, { a: number }>

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function answer(body: string, status = 200) {
  const fetch = vi.fn(async (_url: string, _request: RequestInit) => new Response(body, { status }))
  vi.stubGlobal('fetch', fetch)
  return fetch
}

test('sends the operation with its variables and gives the data', async () => {
  const fetch = answer('{"data":{"a":1}}')
  expect(await ask(question, { a: 1 })).toEqual({ a: 1 })
  expect(fetch.mock.calls[0]?.[0]).toBe('/graphql')
  expect(fetch.mock.calls[0]?.[1].credentials).toBe('omit')
  expect(JSON.parse(String(fetch.mock.calls[0]?.[1].body))).toEqual({ query: question, variables: { a: 1 } })
})

test.each([
  ['the code of the API', '{"errors":[{"message":"m","extensions":{"code":"UNKNOWN_KEY"}}]}', 200, 'UNKNOWN_KEY'],
  ['the code of the API beside another status', '{"errors":[{"message":"m","extensions":{"code":"BUSY"}}]}', 503, 'BUSY'],
  ['an error without a code', '{"errors":[{"message":"m"}]}', 200, 'BAD_ANSWER'],
  ['no data at all', '{}', 200, 'BAD_ANSWER'],
  ['a page that is no JSON', '<html>', 200, 'BAD_ANSWER'],
  ['a fault of the server', '<html>', 502, 'UNAVAILABLE'],
  ['too many requests', '', 429, 'BUSY'],
  ['too many requests, whatever the code', '{"errors":[{"message":"m","extensions":{"code":"SLOW_DOWN"}}]}', 429, 'BUSY'],
  ['a newer API', '{"errors":[{"message":"m","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}', 400, 'OUTDATED'],
])('fails with %s', async (_name, body, status, code) => {
  answer(body, status)
  await expect(ask(question, { a: 1 })).rejects.toMatchObject({ code })
})

test('says that there is no connection', async () => {
  vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new TypeError('failed to fetch'))))
  await expect(ask(question, { a: 1 })).rejects.toMatchObject({ code: 'OFFLINE' })
})

function neverAnswer() {
  vi.stubGlobal('fetch', (_url: string, { signal }: RequestInit) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  )
}

test('gives up after a while', async () => {
  neverAnswer()
  await expect(ask(question, { a: 1 }, { timeout: 5 })).rejects.toMatchObject({ code: 'TIMEOUT' })
})

test('stops when the caller does, and throws no AskError then', async () => {
  neverAnswer()
  const caller = new AbortController()
  const asked = ask(question, { a: 1 }, { signal: caller.signal })
  caller.abort()
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
})

test('says how long the server wants to be left alone', async () => {
  vi.stubGlobal('fetch', async () => new Response('', { status: 429, headers: { 'Retry-After': '30' } }))
  await expect(ask(question, { a: 1 })).rejects.toMatchObject({ code: 'BUSY', wait: 30 })
})

test.each([
  [null, undefined],
  ['', undefined],
  ['120', 120],
  ['0', undefined],
  ['-5', undefined],
  ['soon', undefined],
  ['Wed, 25 Nov 2026 12:00:30 GMT', 30],
  ['Wed, 25 Nov 2026 11:00:00 GMT', undefined],
])('Retry-After: %s', (after, want) => expect(secondsUntil(after, Date.UTC(2026, 10, 25, 12))).toBe(want))
