import type { WayIn } from '../../address/address'
import { handOutSecret, takeSecret } from '../../start/secret'

/** The secret of the link by which somebody came to a page: taken from the address, sent in one mutation, written nowhere. */
export class LinkSecret {
  /** Empty where the page was not opened by a link, or the link is used up. */
  value = $state('')

  constructor(page: WayIn) {
    this.value = handOutSecret(page) ?? ''
    // Another link that is opened in the same tab changes nothing but what stands behind the #.
    addEventListener('hashchange', () => {
      takeSecret()
      this.value = handOutSecret(page) ?? this.value
    })
  }
}
