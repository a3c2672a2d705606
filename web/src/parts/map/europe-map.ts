import { Later } from '../../api/later.svelte'

/** The drawn map, with the shapes of Europe: one file for all who show it. */
export const europeMap = new Later(() => import('./drawn'))
