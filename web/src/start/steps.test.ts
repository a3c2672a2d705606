import { afterEach, beforeEach, expect, test, vi } from 'vitest'

let steps: typeof import('./steps')

/** What happened, in order. */
let happened: string[]
let now = 0

beforeEach(async () => {
  happened = []
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  vi.doMock('./painted', () => ({ pause: async () => void happened.push('pause') }))
  vi.resetModules()
  steps = await import('./steps')
})

afterEach(() => {
  vi.doUnmock('./painted')
  vi.restoreAllMocks()
})

/** A part whose building takes some milliseconds. */
const part = (name: string, takes = 1) => () => {
  now += takes
  happened.push(name)
}

test('parts of the first page wait for their turn', async () => {
  expect(steps.inTurn(part('a'))).toBe(false)
  expect(steps.inTurn(part('b'))).toBe(false)
  expect(happened).toEqual([])
  expect(await steps.takeSteps()).toBe(true)
  expect(happened).toEqual(['pause', 'a', 'b'])
  expect(await steps.takeSteps()).toBe(false)
})

test('the browser pauses whenever it has been kept long', async () => {
  for (const name of ['a', 'b', 'c']) steps.inTurn(part(name, 3))
  await steps.takeSteps()
  expect(happened).toEqual(['pause', 'a', 'b', 'pause', 'c'])
})

test('what a part consists of has its turn after it', async () => {
  steps.inTurn(() => {
    happened.push('page')
    steps.inTurn(part('card'))
  })
  await steps.takeSteps()
  expect(happened).toEqual(['pause', 'page', 'card'])
})

test('once the first page stands nothing waits any more', async () => {
  steps.inTurn(part('left'))
  steps.endSteps()
  expect(happened).toEqual(['left'])
  expect(steps.inTurn(part('later'))).toBe(true)
  await steps.takeSteps()
  expect(happened).toEqual(['left']) // who may be there at once shows itself
})
