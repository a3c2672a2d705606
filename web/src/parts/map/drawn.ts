// What needs the shapes of Europe: one file of the build, which comes when somebody looks at a map.
export { default as EuropeMap } from './EuropeMap.svelte'
export { default as SpotMap } from './SpotMap.svelte'
export { pointOf } from './projection'
