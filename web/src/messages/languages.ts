/** The languages of the interface, each by its own name. */
export const languages = {
  en: 'English',
  fr: 'Français',
} as const

export type Language = keyof typeof languages

/** How numbers and dates are written: the library is European, and so is its English. */
export function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : language
}

/** What is spoken where nothing better is known. */
export const defaultLanguage: Language = 'en'

/** The interface language that a tag asks for: `fr-BE` finds `fr`. */
export function languageFrom(tag: string | null | undefined): Language | undefined {
  const primary = tag?.toLowerCase().split('-')[0] ?? ''
  return Object.hasOwn(languages, primary) ? (primary as Language) : undefined
}

/** The first of the reader's languages that the interface speaks. */
export function firstSpoken(tags: readonly string[]): Language {
  for (const tag of tags) {
    const language = languageFrom(tag)
    if (language) return language
  }
  return defaultLanguage
}
