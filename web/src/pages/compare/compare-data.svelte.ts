import { Answers } from '../../api/answers.svelte'
import { ask } from '../../api/client'
import { Memory } from '../../api/memory'
import { ComparePractice, type ComparePracticeQuery } from '../../generated/operations'

/** What stands at one of the compared addresses. */
export interface Compared extends ComparePracticeQuery {
  readonly slug: string
}

/** What the compare page shows. Each practice is asked for once, in whatever comparison it stands. */
class CompareData extends Answers<readonly Compared[]> {
  readonly #known = new Memory<Compared>()

  /** Sees to it that these practices are shown, in this order. */
  read(slugs: readonly string[], language: string): void {
    this.show(keyOf(slugs, language), (signal) => Promise.all(slugs.map((slug) => this.#find(slug, language, signal))))
  }

  async #find(slug: string, language: string, signal: AbortSignal): Promise<Compared> {
    const key = keyOf([slug], language)
    const compared = this.#known.get(key) ?? { ...(await ask(ComparePractice, { slug, lang: [language] }, { signal })), slug }
    this.#known.set(key, compared)
    return compared
  }
}

function keyOf(slugs: readonly string[], language: string): string {
  return JSON.stringify([language, ...slugs])
}

export const compareData = new CompareData()
