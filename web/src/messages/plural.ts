/** Chooses the form of a word that a number takes in one language. */
export function plural(language: string) {
  const rules = new Intl.PluralRules(language)
  return (n: number, forms: { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>): string =>
    forms[rules.select(n)] ?? forms.other
}
