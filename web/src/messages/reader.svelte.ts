import { router } from '../address/router.svelte'
import { headTitle } from '../format/head-title'
import type { Messages } from './en'
import type { FurtherMessages } from './further/en'
import { loadFurtherMessages } from './further/load'
import { defaultLanguage, type Language } from './languages'
import { loadMessages } from './load'

/** The person in front of the page: the language they read, and our words in it. */
class Reader {
  /** The language that the page speaks. It goes into every `lang` argument of the API. */
  language = $state<Language>(defaultLanguage)

  /** There before anything is shown (start/begin.ts). */
  messages = $state.raw() as Messages

  /** There before any page but home is shown (pages/pages.svelte.ts). */
  further = $state.raw() as FurtherMessages

  #goesFurther = false

  /** The `lang` of a text in this language: none where that is the language of the page. */
  foreign(language: string): string | undefined {
    return language === this.language ? undefined : language
  }

  /** What the tab of a page is called that has this title. */
  titled(title: string): string {
    return headTitle(title, this.messages.siteName)
  }

  /**
   * Speaks the language that is asked for as soon as its words are there, all of them, so that no page speaks two. Where
   * they cannot be had, what is spoken stays; where not everything can be said in that, it is English. Throws where there
   * are no words at all.
   */
  async follow(): Promise<void> {
    const asked = router.language
    const goesFurther = this.#goesFurther
    const words = (await load(asked, goesFurther).catch(() => undefined)) ?? (this.#lacksWords && (await load(defaultLanguage, goesFurther)))
    if (asked !== router.language || goesFurther !== this.#goesFurther) return this.follow()
    if (words) Object.assign(this, words)
  }

  /** Sees to it that the words of the pages beyond home are there as well. Throws where they cannot be had. */
  async goFurther(): Promise<void> {
    this.#goesFurther = true
    try {
      if (this.#lacksWords) await this.follow()
    } finally {
      this.#goesFurther = this.further !== undefined // else no other language could be chosen at home
    }
  }

  get #lacksWords(): boolean {
    return !this.messages || (this.#goesFurther && !this.further)
  }
}

/** The words of one language, those of the pages beyond home among them where they are needed. */
async function load(language: Language, goesFurther: boolean): Promise<Partial<Reader>> {
  const [messages, further] = await Promise.all([loadMessages(language), goesFurther ? loadFurtherMessages(language) : undefined])
  return { language, messages, ...(further && { further }) }
}

export const reader = new Reader()
