import { router } from '../address/router.svelte'
import { en, type Messages } from './en'
import { fr } from './fr'
import { firstSpoken, type Language } from './languages'

const messages: Readonly<Record<Language, Messages>> = { en, fr }

/** The person in front of the page: the language they read, and our words in it. */
class Reader {
  /** The language of the address, else the browser's. It goes into every `lang` argument of the API. */
  readonly language: Language = $derived(router.address.language ?? firstSpoken(navigator.languages))

  readonly messages: Messages = $derived(messages[this.language])
}

export const reader = new Reader()
