import { languageFrom, type Language } from './languages'

// A cookie, because the server chooses the language of an address that names none. It holds two letters and nothing
// about anybody.
const name = 'language'
const year = 365 * 24 * 60 * 60

/** Keeps the language that a reader chose, in their own browser. One that keeps nothing does no harm. */
export function remember(language: Language): void {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  try {
    document.cookie = `${name}=${language}; Path=/; Max-Age=${year}; SameSite=Lax${secure}`
  } catch {
    // The address still says it.
  }
}

/** The language that this reader chose before. */
export function remembered(): Language | undefined {
  try {
    return languageFrom(new RegExp(`(?:^|; )${name}=([^;]*)`).exec(document.cookie)?.[1])
  } catch {
    return undefined
  }
}
