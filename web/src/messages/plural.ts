import { localeOf, type Language } from './languages'

/** The forms that each language has for a number of things, by their names in CLDR. */
export const pluralForms = {
  en: ['one', 'other'],
  es: ['one', 'many', 'other'],
  fr: ['one', 'many', 'other'],
  hr: ['one', 'few', 'other'],
  it: ['one', 'many', 'other'],
  nl: ['one', 'other'],
  pl: ['one', 'few', 'many', 'other'],
  pt: ['one', 'many', 'other'],
  ro: ['one', 'few', 'other'],
} as const satisfies Record<Language, readonly Intl.LDMLPluralRule[]>

/** Chooses the form of a word that a number takes in one language. A form that is missing does not compile. */
export function plural<L extends Language>(language: L) {
  const rules = new Intl.PluralRules(localeOf(language))
  type Forms = Record<(typeof pluralForms)[L][number], string>
  return (n: number, forms: Forms): string => forms[rules.select(n) as keyof Forms]
}
