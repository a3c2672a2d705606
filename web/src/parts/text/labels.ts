/** A label or name, and the language that it is in. */
export interface Named {
  readonly text: string
  readonly language: string
}

/** Labels as a language lists them in a sentence, with what it puts between them: each piece in its own language. */
export function listed(labels: readonly Named[], language: string): Named[] {
  const left = [...labels]
  return new Intl.ListFormat(language)
    .formatToParts(labels.map(({ text }) => text))
    .map(({ type, value }) => (type === 'element' && left.shift()) || { text: value, language })
}

/** A concept, a heading or a key of a facet as it is named. */
export const ofConcept = ({ label, labelLanguage }: { readonly label: string; readonly labelLanguage: string }): Named => ({
  text: label,
  language: labelLanguage,
})
