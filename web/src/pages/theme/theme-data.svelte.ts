import { Answers } from '../../api/answers.svelte'
import { ask } from '../../api/client'
import { ReadTheme, type ReadThemeQuery } from '../../generated/operations'

/** A theme's page, and the key that it was asked for by. */
interface Theme extends ReadThemeQuery {
  readonly key: string
}

/** What the page of one theme shows. */
class ThemeData extends Answers<Theme> {
  read(key: string, language: string): void {
    this.show(`${language} ${key}`, async (signal) => ({ ...(await ask(ReadTheme, { key, lang: [language] }, { signal })), key }))
  }
}

export const themeData = new ThemeData()
