import { filterOf, type ListState } from '../../address/list-state'
import { Answers } from '../../api/answers.svelte'
import { ask } from '../../api/client'
import { CountYears, MapTerritories, type CountYearsQuery, type MapTerritoriesQuery } from '../../generated/operations'

/** Where the territories lie. It is the same for every list. */
class TerritoriesData extends Answers<MapTerritoriesQuery['territories']> {
  read(language: string): void {
    this.show(language, async (signal) => (await ask(MapTerritories, { lang: [language] }, { signal })).territories)
  }
}

/** In which years the practices of a list began. */
class YearsData extends Answers<CountYearsQuery['timeline']> {
  read(list: ListState): void {
    const question = { words: list.words || null, filter: filterOf(list) ?? null }
    this.show(JSON.stringify(question), async (signal) => (await ask(CountYears, question, { signal })).timeline)
  }
}

export const territoriesData = new TerritoriesData()
export const yearsData = new YearsData()
