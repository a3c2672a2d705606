import type { PeriodState } from '../generated/operations'
import type { DateForm, Messages } from '../messages/en'
import { firstDayOf, localeOf } from '../messages/languages'

/** Makes one formatter for each language and keeps it: to make one costs far more than to use it, and a list uses hundreds. */
function inEach<T>(make: (locale: string) => T): (language: string) => T {
  const made = new Map<string, T>()
  return (language) => {
    const one = made.get(language) ?? make(localeOf(language))
    made.set(language, one)
    return one
  }
}

const namesOf = (type: 'language' | 'region') => inEach((locale) => new Intl.DisplayNames(locale, { type, fallback: 'code' }))

const datesAs = (parts: Intl.DateTimeFormatOptions) =>
  inEach((locale) => new Intl.DateTimeFormat(locale, { year: 'numeric', ...parts, timeZone: 'UTC' }))

const numbers = inEach((locale) => new Intl.NumberFormat(locale))
const countries = namesOf('region')
const languages = namesOf('language')
const years = datesAs({})
const months = datesAs({ month: 'long' })
const days = datesAs({ month: 'long', day: 'numeric' })

/** Writes a day with its month and year. */
function formatFullDate(time: number | Date, language: string): string {
  const parts = days(language).formatToParts(time)
  return parts.map(({ type, value }) => (type === 'day' && value === '1' ? firstDayOf(language) : value)).join('')
}

/**
 * Makes the formatters that most pages use. Each takes a while the first time; made one by one, with a pause between them,
 * they hold up nobody.
 */
export async function prepareFormats(language: string, pause: () => Promise<void>): Promise<void> {
  for (const prepare of [countries, months, numbers]) {
    await pause()
    prepare(language)
  }
}

/** A whole number as the language writes it. */
export function formatNumber(n: number, language: string): string {
  return numbers(language).format(n)
}

/** A wait in whole seconds or, above two minutes, in minutes begun. */
export function formatWait(seconds: number, language: string): string {
  const [n, unit] = seconds > 120 ? [Math.ceil(seconds / 60), 'minute'] : [seconds, 'second']
  return new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, unitDisplay: 'long' }).format(n)
}

/** A point in time as a day. */
export function formatDay(time: string, language: string): string {
  return formatFullDate(new Date(time), language)
}

/** A date as far as it is known: `2018`, `2018-09` or `2018-09-01`. One of another form is shown as it came. */
export function formatPartialDate(date: string, language: string): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date) ?? []
  if (!year) return date
  const time = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1))
  return day ? formatFullDate(time, language) : (month ? months : years)(language).format(time)
}

/** Sorts texts as readers of a language look them up. */
export function collatorOf(language: string): Intl.Collator {
  return new Intl.Collator(localeOf(language), { numeric: true })
}

/** The name of a country in a language. */
export function formatCountry(code: string, language: string): string {
  return countries(language).of(code) ?? code
}

/** The name of a language in a language. */
export function formatLanguage(tag: string, language: string): string {
  return languages(language).of(tag) ?? tag
}

/** Whether a tag is that of a language that has a name. */
export function isNamedLanguage(tag: string): boolean {
  return new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(tag) !== undefined
}

/** A span of years, open on the side where none is given: "2015 – 2018", "2015 –". */
export function formatYears({ from, to }: { from: number | undefined; to: number | undefined }): string {
  return from === to ? String(from ?? '') : `${from ?? ''} – ${to ?? ''}`.trim()
}

interface Period {
  readonly start: string | null
  readonly end: string | null
  readonly state: PeriodState
  readonly isPilot: boolean
}

/** A period in a few words: "Running, since July 2024", "Ended, 2015 – 2018". */
export function formatPeriod(period: Period, language: string, messages: Messages): string {
  const state = period.isPilot && period.state === 'RUNNING' ? messages.pilot : messages.states[period.state]
  const dates = datesOf(period, language, messages)
  return dates ? `${state}, ${dates}` : state
}

function datesOf({ start, end, state }: Period, language: string, messages: Messages): string {
  const from = start && formatPartialDate(start, language)
  const to = end && formatPartialDate(end, language)
  if (from && to) return from === to ? from : `${from} – ${to}`
  if (end && to) return messages.until(to, formOf(end))
  if (!start || !from) return ''
  return state === 'RUNNING' ? messages.since(from, formOf(start)) : messages.from(from, formOf(start))
}

function formOf(date: string): DateForm {
  return date.length > 7 ? 'day' : date.length > 4 ? 'month' : 'year'
}

/** The usual short name of a licence, else its host. */
export function formatLicence(url: string): string {
  const [, kind, version] = /^https:\/\/creativecommons\.org\/licenses\/([a-z-]+)\/(\d\.\d)\//.exec(url) ?? []
  return kind && version ? `CC ${kind.toUpperCase()} ${version}` : formatHost(url)
}

/** The host of a web address, for people. One that cannot be read is shown as it is. */
export function formatHost(url: string): string {
  try {
    return new URL(url).hostname.replace(/^www\./, '')
  } catch {
    return url
  }
}
