import type { Address } from '../address/address'

/**
 * Keeps the head of the page true from its first address on: gives the function to be told of each. What that takes is
 * fetched when the reader first goes on; should it not come, it is tried again with the next step.
 */
export function keepHead(first: Address): (now: Address) => void {
  let following: Promise<(now: Address) => void> | undefined
  return (now) => {
    if (!following && now.place === first.place && now.language === first.language) return
    following ??= import('./follow-head').then(({ followHead }) => followHead(first))
    following.then((tell) => tell(now)).catch(() => (following = undefined))
  }
}
