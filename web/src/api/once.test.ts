import { expect, test } from 'vitest'
import { Once } from './once'

test('what says the same keeps its key, and nothing else has it', () => {
  const once = new Once()
  const key = once.keyOf({ text: 'a' })
  expect(once.keyOf({ text: 'a' })).toBe(key)
  const other = once.keyOf({ text: 'b' })
  expect(other).not.toBe(key)
  expect(once.keyOf({ text: 'a' })).not.toBe(key)
  expect(new Once().keyOf({ text: 'b' })).not.toBe(other)
  expect(key.length).toBeLessThanOrEqual(200)
})
