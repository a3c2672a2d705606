import { afterEach, expect, test, vi } from 'vitest'
import { Memory } from './memory'

afterEach(() => vi.useRealTimers())

test('keeps the latest answers and no more', () => {
  const memory = new Memory<number>()
  for (let n = 0; n < 31; n++) memory.set(String(n), n)
  expect(memory.get('0')).toBeUndefined()
  expect(memory.get('1')).toBe(1)
  expect(memory.get('30')).toBe(30)
})

test('forgets what is old', () => {
  vi.useFakeTimers()
  const memory = new Memory<number>()
  memory.set('a', 1)
  vi.advanceTimersByTime(4 * 60_000)
  expect(memory.get('a')).toBe(1)
  vi.advanceTimersByTime(2 * 60_000)
  expect(memory.get('a')).toBeUndefined()
})
