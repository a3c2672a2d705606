import type { PracticeFilter } from '../generated/operations'

/** The facets that a list can be narrowed by, by their names in `PracticeFilter`. */
export type Facet = Exclude<keyof PracticeFilter, 'startedFrom' | 'startedTo'>

/** All facets, in the order in which they stand on the page. */
export const facets = [
  'themes',
  'transversalIssues',
  'territories',
  'countries',
  'practiceTypes',
  'targetGroups',
  'stages',
  'states',
  'actorTypes',
  'scales',
  'tags',
  'languages',
] as const satisfies readonly Facet[]

/** The facets whose values are open from the start; the others are one click away. */
export const openFacets: readonly Facet[] = ['themes', 'transversalIssues', 'territories']

/** The facet that narrows by the concepts of a scheme, as schemes are spelt in the addresses of concepts. */
export const facetOfScheme: Readonly<Record<string, Facet>> = {
  themes: 'themes',
  'transversal-issues': 'transversalIssues',
  'practice-types': 'practiceTypes',
  'target-groups': 'targetGroups',
  'actor-types': 'actorTypes',
  scales: 'scales',
  stages: 'stages',
  states: 'states',
  tags: 'tags',
}

/** The key that stands, in most facets, for the practices that say nothing there. */
export const notStated = 'not-stated'
