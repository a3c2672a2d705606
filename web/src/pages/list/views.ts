// The ways to look at results that not every reader chooses: one file of the build, which comes with the first of them.
export { default as MapView } from './MapView.svelte'
export { default as TimelineView } from './TimelineView.svelte'
