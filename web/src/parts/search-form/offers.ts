import { placeOf, type Place } from '../../address/address'
import { facetOfScheme, type Facet } from '../../address/facets'
import { toggled, withWords, type ListState } from '../../address/list-state'
import type { SuggestQuery } from '../../generated/operations'
import type { Messages } from '../../messages/en'

type Suggestion = SuggestQuery['suggest'][number]

/** A suggestion as it is shown, and where it leads. */
export interface Offer {
  readonly label: string
  readonly language: string
  /** What it is. */
  readonly kind: string
  readonly place: Place
}

/** What a suggestion offers to somebody who looks at a list: practices, territories and themes have pages of their own, anything else narrows the list. */
export function offerOf({ label, language, target }: Suggestion, list: ListState, messages: Messages): Offer {
  const offer = (kind: string, place: Place): Offer => ({ label, language, kind, place })
  switch (target.__typename) {
    case 'Practice':
      return offer(target.territory.name, { page: 'practice', slug: target.slug })
    case 'Territory':
      return offer(messages.territory, placeOf('territories', target.key))
    case 'Theme':
      return offer(messages.topics.theme, placeOf('themes', target.key))
    case 'TransversalIssue':
      return offer(messages.facets.transversalIssues, narrowed(list, 'transversalIssues', target.key))
    case 'Term': {
      const facet = facetOfScheme[target.scheme.toLowerCase().replaceAll('_', '-')]
      return facet
        ? offer(messages.facets[facet], narrowed(list, facet, target.key))
        : offer(messages.suggestions.term, { page: 'list', list: withWords(list, label) })
    }
  }
}

/** The same list with this key chosen in place of any words. */
function narrowed(list: ListState, facet: Facet, key: string): Place {
  const wordless = withWords(list, '')
  return { page: 'list', list: wordless.chosen[facet]?.includes(key) ? wordless : toggled(wordless, facet, key) }
}
