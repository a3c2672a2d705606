import { router } from '../address/router.svelte'
import type { Messages } from './en'
import { defaultLanguage, type Language } from './languages'
import { loadMessages } from './load'

/** The person in front of the page: the language they read, and our words in it. */
class Reader {
  /** The language that the page speaks. It goes into every `lang` argument of the API. */
  language = $state<Language>(defaultLanguage)

  /** There before anything is shown (start/begin.ts). */
  messages = $state.raw() as Messages

  /** The `lang` of a text in this language: none where that is the language of the page. */
  foreign(language: string): string | undefined {
    return language === this.language ? undefined : language
  }

  /**
   * Speaks the language that is asked for as soon as its words are there. Where they cannot be had, what is spoken stays;
   * at the very start that is English. Throws where there are no words at all.
   */
  async follow(): Promise<void> {
    const asked = router.language
    const messages = await loadMessages(asked).catch(() => undefined)
    if (asked !== router.language) return
    if (messages) {
      this.language = asked
      this.messages = messages
    }
    this.messages ??= await loadMessages(defaultLanguage)
  }
}

export const reader = new Reader()
