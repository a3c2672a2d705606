import { Later } from '../../api/later.svelte'

/** The tray of what is chosen for comparison: it comes with the first choice. */
export const tray = new Later(() => import('./CompareTray.svelte'))
