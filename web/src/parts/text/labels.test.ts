import { expect, test } from 'vitest'
import { listed } from './labels'

const labels = [
  { text: 'Mieszkalnictwo', language: 'pl' },
  { text: 'Allotments', language: 'en' },
  { text: 'Zdrowie', language: 'pl' },
]

test('each label of a list keeps its language, the sign after it and the word before it', () => {
  const [first, second, third] = labels
  expect(listed(labels, 'pl')).toEqual([
    ['', first, ','],
    ['', second, ''],
    ['i ', third, ''],
  ])
  expect(listed(labels, 'en').map(([before, , after]) => before + after)).toEqual([',', ',', 'and '])
  expect(listed(labels.slice(0, 1), 'fr')).toEqual([['', first, '']])
  expect(listed([], 'fr')).toEqual([])
})

test.each(['en', 'fr', 'nl', 'pt', 'es', 'ro', 'it', 'pl', 'hr'])('a list reads in %s as the language writes it', (language) => {
  const read = listed(labels, language).map(([before, { text }, after]) => before + text + after)
  expect(read.join(' ')).toBe(new Intl.ListFormat(language).format(labels.map(({ text }) => text)))
})
