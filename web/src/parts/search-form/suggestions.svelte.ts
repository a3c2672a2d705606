import { Later } from '../../api/later.svelte'

/** The list of suggestions: it comes once somebody is in a search box. */
export const suggestions = new Later(() => import('./Suggestions.svelte'))
