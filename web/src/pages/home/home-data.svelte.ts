import { Answers } from '../../api/answers.svelte'
import { ask } from '../../api/client'
import { ReadHome, type ReadHomeQuery } from '../../generated/operations'

/** What the home page shows. */
class HomeData extends Answers<ReadHomeQuery> {
  read(language: string): void {
    this.show(language, (signal) => ask(ReadHome, { lang: [language] }, { signal }))
  }
}

export const homeData = new HomeData()
