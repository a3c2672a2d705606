import { Answers } from '../../api/answers.svelte'
import { ask } from '../../api/client'
import { ReadTerritory, type ReadTerritoryQuery } from '../../generated/operations'

/** A territory as its page shows it. */
export type Territory = NonNullable<ReadTerritoryQuery['territory']>

/** What stands at the address of a territory, and the key that it was asked for by. */
interface Answer extends ReadTerritoryQuery {
  readonly key: string
}

/** What the page of one territory shows. */
class TerritoryData extends Answers<Answer> {
  read(key: string, language: string): void {
    this.show(`${language} ${key}`, async (signal) => ({ ...(await ask(ReadTerritory, { key, lang: [language] }, { signal })), key }))
  }
}

export const territoryData = new TerritoryData()
