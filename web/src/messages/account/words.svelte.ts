import { refuse } from '../../api/later.svelte'
import { Task } from '../../api/task.svelte'
import { reader } from '../reader.svelte'
import type { AccountMessages } from './en'
import { loadAccountMessages } from './load'

/** The words of the pages of accounts, in the language that the page speaks. */
class Words {
  /** There before anything of such a page is shown (parts/account/AccountFrame.svelte). */
  now = $state.raw() as AccountMessages
  readonly task = new Task()

  /** Speaks the language of the page as soon as its words are there; until then what was spoken stays. */
  follow(): void {
    const { language } = reader
    void this.task.run(async (signal) => {
      const now = await loadAccountMessages(language).catch(refuse)
      if (!signal.aborted) this.now = now
    })
  }
}

export const words = new Words()
