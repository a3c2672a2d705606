import { expect, test } from 'vitest'
import { en } from '../messages/en'
import { fr } from '../messages/fr'
import { formatCountry, formatDay, formatHost, formatLanguage, formatLicence, formatNumber, formatPartialDate, formatPeriod, formatWait, formatYears } from './format'

test.each([
  ['2018', 'en', '2018'],
  ['2018-09', 'en', 'September 2018'],
  ['2018-09-01', 'en', '1 September 2018'],
  ['2018-09-01', 'fr', '1er septembre 2018'],
  ['2018', 'hr', '2018.'],
  ['2018-09', 'pt', 'setembro de 2018'],
  ['2018-09-01', 'pl', '1 września 2018'],
  ['summer 2018', 'en', 'summer 2018'],
])('%s in %s', (date, language, want) => expect(formatPartialDate(date, language)).toBe(want))

const period = { start: null, end: null, state: 'RUNNING', isPilot: false } as const

test.each([
  [{ ...period, start: '2024-07' }, 'Running, since July 2024'],
  [{ ...period, start: '2024', isPilot: true }, 'Pilot, running, since 2024'],
  [{ ...period, start: '2015', end: '2018', state: 'ENDED' as const }, 'Ended, 2015 – 2018'],
  [{ ...period, start: '2015', end: '2015', state: 'ENDED' as const }, 'Ended, 2015'],
  [{ ...period, end: '2018', state: 'ENDED' as const }, 'Ended, until 2018'],
  [{ ...period, start: '2027', state: 'PLANNED' as const }, 'Planned, from 2027'],
  [{ ...period, state: 'UNKNOWN' as const }, 'State unknown'],
])('a period, %#', (given, want) => expect(formatPeriod(given, 'en', en)).toBe(want))

test('in another language', () => {
  expect(formatPeriod({ ...period, start: '2024-07' }, 'fr', fr)).toBe('En cours, depuis juillet 2024')
  expect(formatPeriod({ ...period, start: '2016-07-01' }, 'fr', fr)).toBe('En cours, depuis le 1er juillet 2016')
  expect(formatPeriod({ ...period, start: '2015-08', state: 'UNKNOWN' }, 'fr', fr)).toBe('État inconnu, dès août 2015')
  expect(formatNumber(12345, 'en')).toBe('12,345')
  expect(formatDay('2026-11-24T23:30:00Z', 'fr')).toBe('24 novembre 2026')
  expect(formatDay('2026-10-01T12:00:00Z', 'fr')).toBe('1er octobre 2026')
  expect(formatDay('2026-10-01T12:00:00Z', 'it')).toBe('1 ottobre 2026')
  expect(formatCountry('BE', 'fr')).toBe('Belgique')
  expect(formatLanguage('pl', 'en')).toBe('Polish')
})

test('numbers of practices take the right form of the word', () => {
  expect([0, 1, 2].map((n) => en.results(String(n), n))).toEqual(['0 practices', '1 practice', '2 practices'])
  expect([0, 1, 2].map((n) => fr.results(String(n), n))).toEqual(['0 pratique', '1 pratique', '2 pratiques'])
})

test.each([
  [1, 'en', '1 second'],
  [30, 'pl', '30 sekund'],
  [121, 'fr', '3 minutes'],
])('%i seconds in %s', (seconds, language, want) => expect(formatWait(seconds, language)).toBe(want))

test('licences and hosts', () => {
  expect(formatLicence('https://creativecommons.org/licenses/by-sa/4.0/')).toBe('CC BY-SA 4.0')
  expect(formatLicence('https://example.org/terms')).toBe('example.org')
  expect(formatHost('https://www.urbact.eu/a?b')).toBe('urbact.eu')
  expect(formatHost('not an address')).toBe('not an address')
})

test.each([
  [{ from: 2015, to: 2018 }, '2015 – 2018'],
  [{ from: 2015, to: 2015 }, '2015'],
  [{ from: 2015, to: undefined }, '2015 –'],
  [{ from: undefined, to: 2018 }, '– 2018'],
])('a span of years, %#', (years, want) => expect(formatYears(years)).toBe(want))
