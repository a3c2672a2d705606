import { router } from '../address/router.svelte'
import { en, type Messages } from './en'
import { defaultLanguage, type Language } from './languages'
import { loadMessages } from './load'

/** The person in front of the page: the language they read, and our words in it. */
class Reader {
  /** The language that the page speaks. It goes into every `lang` argument of the API. */
  language = $state<Language>(defaultLanguage)

  messages = $state.raw<Messages>(en)

  /** Speaks the language that is asked for as soon as its words are there; where they cannot be had, what is spoken stays. */
  async follow(): Promise<void> {
    const asked = router.language
    const messages = await loadMessages(asked).catch(() => undefined)
    if (!messages || asked !== router.language) return
    this.language = asked
    this.messages = messages
  }
}

export const reader = new Reader()
