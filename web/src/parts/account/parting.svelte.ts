/** Why somebody is not signed in any more, where they know it: they have signed out, or ended their account. */
export type Parting = 'signedOut' | 'closed'

/** How somebody parted from their account on this page, for the page that comes next to say. */
class LastParting {
  kind = $state<Parting>()
}

export const parting = new LastParting()
