import { Answers } from '../../api/answers.svelte'
import { ask } from '../../api/client'
import { ConcernPractice } from '../../generated/account-operations'
import type { ConcernPracticeQuery } from '../../generated/operations'

export type Practice = NonNullable<ConcernPracticeQuery['practice']>

/** The practice that a report is about. */
class ConcernData {
  readonly answers = new Answers<ConcernPracticeQuery>()

  show(slug: string, language: string): void {
    this.answers.show(`${language} ${slug}`, (signal) => ask(ConcernPractice, { slug, lang: [language] }, { signal }))
  }
}

export const concernData = new ConcernData()
