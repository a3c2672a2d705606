import { languageFrom, type Language } from './languages'

const name = 'language'

/** Keeps the language that a reader chose, in their own browser. One that keeps nothing does no harm. */
export function remember(language: Language): void {
  try {
    localStorage.setItem(name, language)
  } catch {
    // The address still says it.
  }
}

/** The language that this reader chose before. */
export function remembered(): Language | undefined {
  try {
    return languageFrom(localStorage.getItem(name))
  } catch {
    return undefined
  }
}
