import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { borders, land } from 'virtual:europe'
import { pointOf, size } from './projection'

test('the shapes are small, and inside the map', () => {
  expect(gzipSync(land + borders).length).toBeLessThan(16_000)
  for (const shape of [land, borders]) {
    expect(shape).toMatch(/^(M\d+,\d+l(-?\d+,-?\d+ ?)+z?)+$/)
    expect(shape.match(/M/g)?.length).toBeGreaterThan(30)
  }
})

test.each([
  ['Fundão', { latitude: 40.139, longitude: -7.501 }],
  ['Lampedusa and Linosa', { latitude: 35.502, longitude: 12.608 }],
  ['Athens', { latitude: 37.98, longitude: 23.73 }],
  ['Gdańsk', { latitude: 54.35, longitude: 18.65 }],
])('%s is on the map', (_name, location) => {
  const { x, y } = pointOf(location) ?? { x: -1, y: -1 }
  expect(x).toBeGreaterThan(0)
  expect(x).toBeLessThan(size.width)
  expect(y).toBeGreaterThan(0)
  expect(y).toBeLessThan(size.height)
})

test('east is right, and north is up', () => {
  const utrecht = pointOf({ latitude: 52.091, longitude: 5.122 })
  const sosnowiec = pointOf({ latitude: 50.286, longitude: 19.104 })
  expect(sosnowiec?.x).toBeGreaterThan(utrecht?.x ?? Infinity)
  expect(pointOf({ latitude: 45, longitude: 10 })?.y).toBeGreaterThan(pointOf({ latitude: 55, longitude: 10 })?.y ?? Infinity)
})

test('a place that is unknown or far away is not on the map', () => {
  expect(pointOf(null)).toBeUndefined()
  expect(pointOf({ latitude: 33.9, longitude: 35.5 })).toBeUndefined()
  expect(pointOf({ latitude: -30, longitude: 150 })).toBeUndefined()
})
