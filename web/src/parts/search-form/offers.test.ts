import { expect, test } from 'vitest'
import { writeAddress } from '../../address/address'
import { emptyList, toggled, withWords } from '../../address/list-state'
import type { SuggestQuery } from '../../generated/operations'
import { en } from '../../messages/en'
import { offerOf } from './offers'

type Target = SuggestQuery['suggest'][number]['target']

const narrowed = toggled(withWords(emptyList, 'old words'), 'themes', 'health')

const leadsTo = (target: Target, list = emptyList) => {
  const { kind, place } = offerOf({ label: 'the label', language: 'en', target }, list, en)
  return [kind, writeAddress({ place, language: 'en' })]
}

test.each<[string, Target, string, string]>([
  ['a practice', { __typename: 'Practice', slug: 'a-b', territory: { name: 'Bern' } }, 'Bern', '/en/practices/a-b'],
  ['a territory', { __typename: 'Territory', key: 'bern' }, 'Territory', '/en/territories/bern'],
  ['a theme', { __typename: 'Theme', key: 'housing' }, 'Theme', '/en/themes/housing'],
  ['an issue', { __typename: 'TransversalIssue', key: 'gender' }, 'Issues across all themes', '/en/practices?transversalIssues=gender'],
  ['a term of a facet', { __typename: 'Term', key: 'k', scheme: 'TARGET_GROUPS' }, 'For whom', '/en/practices?targetGroups=k'],
  ['a term of the thesaurus', { __typename: 'Term', key: 'k', scheme: 'THESAURUS' }, 'Search term', '/en/practices?words=the+label'],
])('%s leads where its practices are', (_name, target, kind, address) => {
  expect(leadsTo(target)).toEqual([kind, address])
})

test('what is chosen stays, and what was typed goes', () => {
  expect(leadsTo({ __typename: 'Term', key: 'k', scheme: 'SCALES' }, narrowed)[1]).toBe('/en/practices?themes=health&scales=k')
  expect(leadsTo({ __typename: 'Term', key: 'k', scheme: 'THESAURUS' }, narrowed)[1]).toBe('/en/practices?words=the+label&themes=health')
})

test('what is chosen already is not taken back', () => {
  const list = toggled(emptyList, 'scales', 'k')
  expect(leadsTo({ __typename: 'Term', key: 'k', scheme: 'SCALES' }, list)[1]).toBe('/en/practices?scales=k')
})
