import { Later } from '../../api/later.svelte'

/** The map and the timeline of results. */
export const otherViews = new Later(() => import('./views'))
