import { untrack } from 'svelte'
import { ask } from '../../api/client'
import { Memory } from '../../api/memory'
import { Task } from '../../api/task.svelte'
import { ReadPractice, type ReadPracticeQuery } from '../../generated/operations'

/** A practice as its page shows it. */
export type Practice = NonNullable<ReadPracticeQuery['practice']>

interface Answer extends ReadPracticeQuery {
  /** The address that it answers for. */
  readonly slug: string
}

/** What the page of one practice shows. */
class PracticeData {
  answer = $state.raw<Answer>()
  readonly task = new Task()

  readonly #memory = new Memory<Answer>()

  show(slug: string, language: string): void {
    const key = `${language} ${slug}`
    const known = this.#memory.get(key)
    if (known) {
      this.answer = known
      return untrack(() => this.task.stop())
    }
    const work = async (signal: AbortSignal) => {
      const answer = { ...(await ask(ReadPractice, { slug, lang: [language] }, { signal })), slug }
      this.#memory.set(key, answer)
      this.answer = answer
    }
    untrack(() => void this.task.run(work))
  }
}

export const practiceData = new PracticeData()
