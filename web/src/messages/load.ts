import type { Messages } from './en'
import type { Language } from './languages'

// Each language is a file of its own: nobody loads words that they do not read.
const loaders: Readonly<Record<Language, () => Promise<Messages>>> = {
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

/** Fetches the words of one language. Throws where they cannot be had. */
export async function loadMessages(language: Language): Promise<Messages> {
  return loaders[language]()
}
