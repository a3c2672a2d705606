import { afterEach, expect, test, vi } from 'vitest'
import { remember, remembered } from './choice'

afterEach(() => vi.unstubAllGlobals())

test('a choice is kept, and what was not chosen here is not believed', () => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  })
  expect(remembered()).toBeUndefined()
  remember('hr')
  expect(remembered()).toBe('hr')
  for (const name of kept.keys()) kept.set(name, 'tlh')
  expect(remembered()).toBeUndefined()
})

test('a browser that keeps nothing does no harm', () => {
  const refuse = () => {
    throw new DOMException('refused', 'SecurityError')
  }
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse })
  expect(() => remember('hr')).not.toThrow()
  expect(remembered()).toBeUndefined()
})
