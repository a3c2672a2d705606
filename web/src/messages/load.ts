import { en, type Messages } from './en'
import type { Language } from './languages'

// English comes with the page, so that words are there even when no others can be had; each other language is a file of its own.
const loaders: Readonly<Record<Language, () => Messages | Promise<Messages>>> = {
  en: () => en,
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
