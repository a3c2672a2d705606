/** A territory as the map takes it. */
export interface MapPlace {
  readonly key: string
  readonly name: string
  /** The language of the name. */
  readonly nameLanguage: string
  /** The middle of the territory, never an address; null for one that has none. */
  readonly location: { readonly latitude: number; readonly longitude: number } | null
  /** How many practices it stands for. */
  readonly count: number
}
