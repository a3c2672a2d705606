import { expect, test } from 'vitest'
import { listed } from './labels'

test('each piece of a list is in its own language', () => {
  const labels = [
    { text: 'Mieszkalnictwo', language: 'pl' },
    { text: 'Allotments', language: 'en' },
    { text: 'Zdrowie', language: 'pl' },
  ]
  expect(listed(labels, 'pl')).toEqual([
    labels[0],
    { text: ', ', language: 'pl' },
    labels[1],
    { text: ' i ', language: 'pl' },
    labels[2],
  ])
  expect(listed([], 'fr')).toEqual([])
})
