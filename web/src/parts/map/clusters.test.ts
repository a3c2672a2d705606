import { expect, test } from 'vitest'
import { clustersOf, sidesOf, type Spot } from './clusters'

const spot = (key: string, x: number, y: number, count = 1): Spot => ({ key, name: key.toUpperCase(), x, y, count })
const keys = (spots: readonly Spot[]) => spots.map(({ key }) => key)

test('spots with room between them stay apart', () => {
  const clusters = clustersOf([spot('a', 0, 0), spot('b', 30, 0)], 1)
  expect(clusters.map(({ spots }) => keys(spots))).toEqual([['a'], ['b']])
})

test('spots that would overlap become one mark, at the largest of them', () => {
  const [cluster, ...others] = clustersOf([spot('small', 0, 0), spot('large', 5, 5, 9)], 1)
  expect(others).toEqual([])
  expect(cluster).toMatchObject({ x: 5, y: 5, count: 10 })
  expect(keys(cluster?.spots ?? [])).toEqual(['large', 'small'])
})

test('the narrower the screen, the more come together', () => {
  const spots = [spot('a', 0, 0), spot('b', 50, 0), spot('c', 100, 0)]
  expect([1, 3, 10].map((unit) => clustersOf(spots, unit).length)).toEqual([3, 2, 1])
})

test('no two marks overlap, and nothing is lost', () => {
  const spots = Array.from({ length: 200 }, (_, i) => spot(`s${i}`, (i * 137) % 900, (i * 251) % 700, (i % 9) + 1))
  const clusters = clustersOf(spots, 2)
  for (const [i, one] of clusters.entries()) {
    for (const other of clusters.slice(i + 1)) {
      expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThanOrEqual((one.radius + other.radius) * 2)
    }
  }
  expect(clusters.flatMap((cluster) => keys(cluster.spots)).sort()).toEqual(keys(spots).sort())
  expect(clusters.reduce((sum, { count }) => sum + count, 0)).toBe(spots.reduce((sum, { count }) => sum + count, 0))
})

test('a name stands where it has room, or not at all', () => {
  const clusters = clustersOf([spot('left', 100, 100), spot('right', 150, 100), spot('edge', 290, 200)], 1)
  const sides = sidesOf(clusters, ({ spots }) => spots[0]?.name ?? '', 1, 300)
  expect(clusters.map((cluster) => [cluster.spots[0]?.key, sides.get(cluster)])).toEqual([
    ['edge', 'left'],
    ['left', 'left'],
    ['right', 'right'],
  ])
})
