import { axisOf, type CoverageState } from '../../address/coverage-state'
import { Answers } from '../../api/answers.svelte'
import { ask } from '../../api/client'
import { ReadCoverage } from '../../generated/operations'
import { tableOf, type Table } from './table'

/** A table, and what it counts. */
interface Counted extends Table {
  readonly coverage: CoverageState
}

/** What the coverage page shows. */
class CoverageData extends Answers<Counted> {
  /** Sees to it that this table is shown. */
  read(coverage: CoverageState, language: string): void {
    const question = { rows: axisOf[coverage.rows], columns: axisOf[coverage.columns], lang: [language] }
    this.show(JSON.stringify(question), async (signal) => ({
      ...tableOf(coverage, await ask(ReadCoverage, question, { signal }), language),
      coverage,
    }))
  }
}

export const coverageData = new CoverageData()
