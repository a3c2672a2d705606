import type { Language } from '../languages'
import type { FurtherMessages } from './en'

// Each language is a file of its own here too.
const loaders: Readonly<Record<Language, () => Promise<FurtherMessages>>> = {
  en: async () => (await import('./en')).en,
  es: async () => (await import('./es')).es,
  fr: async () => (await import('./fr')).fr,
  hr: async () => (await import('./hr')).hr,
  it: async () => (await import('./it')).it,
  nl: async () => (await import('./nl')).nl,
  pl: async () => (await import('./pl')).pl,
  pt: async () => (await import('./pt')).pt,
  ro: async () => (await import('./ro')).ro,
}

/** Fetches the words of all pages but home in one language. Throws where they cannot be had. */
export async function loadFurtherMessages(language: Language): Promise<FurtherMessages> {
  return loaders[language]()
}
