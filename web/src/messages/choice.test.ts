import { afterEach, expect, test, vi } from 'vitest'
import { remember, remembered } from './choice'

afterEach(() => vi.unstubAllGlobals())

/** A browser that keeps cookies as browsers do: what is set stands beside what was there. */
class Jar {
  readonly set: string[] = []
  #kept = 'other=en'

  get cookie(): string {
    return this.#kept
  }

  set cookie(cookie: string) {
    this.set.push(cookie)
    this.#kept = `other=en; ${cookie.split(';')[0]}`
  }
}

test.each([
  ['http:', 'language=hr; Path=/; Max-Age=31536000; SameSite=Lax'],
  ['https:', 'language=hr; Path=/; Max-Age=31536000; SameSite=Lax; Secure'],
])('a choice is kept over %s, and what was not chosen here is not believed', (protocol, want) => {
  const jar = new Jar()
  vi.stubGlobal('document', jar)
  vi.stubGlobal('location', { protocol })
  expect(remembered()).toBeUndefined()
  remember('hr')
  expect(jar.set).toEqual([want])
  expect(remembered()).toBe('hr')
  jar.cookie = 'language=tlh'
  expect(remembered()).toBeUndefined()
})

test('a browser that keeps nothing does no harm', () => {
  const refuse = () => {
    throw new DOMException('refused', 'SecurityError')
  }
  vi.stubGlobal('location', { protocol: 'https:' })
  vi.stubGlobal('document', Object.defineProperty({}, 'cookie', { get: refuse, set: refuse }))
  expect(() => remember('hr')).not.toThrow()
  expect(remembered()).toBeUndefined()
})
