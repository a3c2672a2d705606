import { untrack } from 'svelte'
import { filterOf, orderOf, type ListState } from '../../address/list-state'
import { ask, AskError } from '../../api/client'
import { Memory } from '../../api/memory'
import { Task } from '../../api/task.svelte'
import {
  FindWaysOn,
  ListPractices,
  MorePractices,
  type FindWaysOnQuery,
  type ListPracticesQuery,
  type MorePracticesQuery,
} from '../../generated/operations'
import { sift, type Sifted } from './left-out'

type Connection = ListPracticesQuery['practices']

/** The most that the API gives at a time. */
const largestPage = 100

/** The results of one list, as far as they are unfolded. */
interface Results extends Connection {
  /** The question that they answer. */
  readonly key: string
  /** Its words: while others are asked for, the old results must not pass for theirs. */
  readonly words: string
  /** Where nothing is found: what else to ask. */
  readonly ways: FindWaysOnQuery['practices'] | undefined
}

/** What the list page shows. It outlives the page, so that the way back from a practice costs no new question. */
class ListData {
  results = $state.raw<Results>()
  /** What the API has refused in the list that was asked for last. */
  sifted = $state.raw<Sifted>()
  readonly task = new Task()

  readonly #memory = new Memory<Results>()

  /** Sees to it that this list is shown, asking for no more than what is missing. */
  show(list: ListState, language: string): void {
    const question = questionOf(list, language)
    const key = JSON.stringify(question)
    const known = this.#memory.get(key)
    if (known) this.results = known
    if (known && isEnough(known, list.shown)) return untrack(() => this.task.stop())

    const work = async (signal: AbortSignal) => {
      let results = this.#memory.get(key)
      if (!results) {
        const first = Math.min(list.shown, largestPage)
        const { practices } = await ask(ListPractices, { ...question, first }, { signal }).catch((cause) => this.#refused(list, cause))
        const ways = practices.totalCount > 0 ? undefined : (await ask(FindWaysOn, question, { signal })).practices
        results = this.#keep({ ...practices, key, words: list.words, ways })
      }
      while (!isEnough(results, list.shown)) {
        const first = Math.min(list.shown - results.edges.length, largestPage)
        const { practices } = await ask(MorePractices, { ...question, first, after: results.pageInfo.endCursor }, { signal })
        if (practices.edges.length === 0) break
        results = this.#keep(joined(results, practices))
      }
    }
    untrack(() => void this.task.run(work))
  }

  /** Whether no list has been answered so far, and that is not for what the list could do without. */
  get isUnanswered(): boolean {
    return this.task.error !== undefined && !this.results && !this.sifted
  }

  /** Whether what is shown answers this list, be it in part. */
  isOf(list: ListState, language: string): boolean {
    return this.results?.key === JSON.stringify(questionOf(list, language))
  }

  #refused(list: ListState, cause: unknown): never {
    if (cause instanceof AskError) this.sifted = sift(list, cause)
    throw cause
  }

  #keep(results: Results): Results {
    this.#memory.set(results.key, results)
    this.results = results
    return results
  }
}

function questionOf(list: ListState, language: string) {
  return { words: list.words || null, filter: filterOf(list) ?? null, orderBy: orderOf(list), lang: [language] }
}

/** Puts a further page below. A practice that moved down the list in between is not shown twice. */
function joined(results: Results, next: MorePracticesQuery['practices']): Results {
  const known = new Set(results.edges.map(({ node }) => node.slug))
  const edges = [...results.edges, ...next.edges.filter(({ node }) => !known.has(node.slug))]
  return { ...results, pageInfo: next.pageInfo, edges }
}

function isEnough(results: Results, shown: number): boolean {
  return results.edges.length >= shown || !results.pageInfo.hasNextPage
}

export const listData = new ListData()
