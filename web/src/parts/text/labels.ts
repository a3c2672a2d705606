/** A label or name, and the language that it is in. */
export interface Named {
  readonly text: string
  readonly language: string
}

/** A label with the sign after it and the word before it, which stay in its line; spaces stand between such pieces. */
export type Listed = readonly [before: string, label: Named, after: string]

/** Labels as a language lists them in a sentence, with what it puts between them. */
export function listed(labels: readonly Named[], language: string): Listed[] {
  const between = new Intl.ListFormat(language)
    .formatToParts(labels.map(({ text }) => text))
    .flatMap(({ type, value }) => (type === 'literal' ? [value.split(/ (.*)/)] : []))
  return labels.map((label, i) => [between[i - 1]?.[1] ?? '', label, between[i]?.[0] ?? ''])
}

/** A concept, a heading or a key of a facet as it is named. */
export const ofConcept = ({ label, labelLanguage }: { readonly label: string; readonly labelLanguage: string }): Named => ({
  text: label,
  language: labelLanguage,
})
