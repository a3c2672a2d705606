import type { ListPracticesQuery } from '../../generated/operations'
import { longTitle, markup, textOf } from './texts'

type Edge = ListPracticesQuery['practices']['edges'][number]

const node: Edge['node'] = {
  slug: 'example',
  title: textOf('A title in English'),
  summary: textOf('What is done, in two or three sentences. Then it is read as a whole.'),
  territory: { key: 'utrecht', name: 'Utrecht', nameLanguage: 'en', country: 'NL' },
  themes: [{ key: 'housing', label: 'Housing', labelLanguage: 'en' }, { key: 'education', label: 'Education', labelLanguage: 'en' }],
  period: { start: '2016-11', end: '2019-10', state: 'ENDED', isPilot: false },
}

/** Practices as a list holds them: usual, found by words, translated by a machine, and as bad as texts can be. */
export const plain: Edge = { node, highlights: [], matchedConcepts: [] }

export const found: Edge = {
  node,
  highlights: [{ field: 'approach', language: 'en', fragments: ['where the <mark>words</mark> stand &amp; why'] }],
  matchedConcepts: [{ key: 'housing', label: 'Housing', labelLanguage: 'en' }],
}

export const machine: Edge = {
  ...plain,
  node: { ...node, slug: 'machine', title: textOf('Titre en français', 'fr', 'MACHINE'), summary: textOf('Résumé.', 'fr', 'MACHINE') },
}

export const hostile: Edge = { ...plain, node: { ...node, slug: 'hostile', title: textOf(longTitle), summary: textOf(markup) } }
