/** The shapes of Europe, cut out of world-atlas and projected by scripts/europe.ts when the client is built. */
declare module 'virtual:europe' {
  /** All land, as the `d` of one SVG path. */
  export const land: string
  /** The lines between countries, likewise. */
  export const borders: string
}
