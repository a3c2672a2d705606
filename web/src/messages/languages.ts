/** The languages of the interface, each by its own name and in the order of these names. */
export const languages = {
  en: 'English',
  es: 'Español',
  fr: 'Français',
  hr: 'Hrvatski',
  it: 'Italiano',
  nl: 'Nederlands',
  pl: 'Polski',
  pt: 'Português',
  ro: 'Română',
} as const

export type Language = keyof typeof languages

/** Whether this is a language of the interface, as addresses spell it. */
export function isLanguage(tag: string | undefined): tag is Language {
  return tag !== undefined && Object.hasOwn(languages, tag)
}

/** How numbers and dates are written: the library is European, and so are its English and its Portuguese. */
export function localeOf(language: string): string {
  if (language === 'en') return 'en-GB'
  return language === 'pt' ? 'pt-PT' : language
}

/** How the first day of a month is written, which Intl does not know of French. */
export function firstDayOf(language: string): string {
  return language === 'fr' ? '1er' : '1'
}

/** What is spoken where nothing better is known. */
export const defaultLanguage: Language = 'en'

/** The interface language that a tag asks for: `fr-BE` finds `fr`. */
export function languageFrom(tag: string | null | undefined): Language | undefined {
  const primary = tag?.toLowerCase().split('-')[0] ?? ''
  return isLanguage(primary) ? primary : undefined
}

/** The first of the reader's languages that the interface speaks. */
export function firstSpoken(tags: readonly string[]): Language {
  for (const tag of tags) {
    const language = languageFrom(tag)
    if (language) return language
  }
  return defaultLanguage
}
