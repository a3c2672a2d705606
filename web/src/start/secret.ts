// What stands behind the # of a link in a mail lets somebody into an account. So it is taken out of the address before
// anything else happens, stays in this page's memory alone, and is gone when the page is.
const taken = new Map<string, string>()

/** Takes the secret of a link, if there is one, out of the address bar and out of the browser's history. */
export function takeSecret(): void {
  const [, secret] = /^#([\w-]{40,})$/.exec(location.hash) ?? []
  const [, page] = /\/account\/([a-z]+)$/.exec(location.pathname) ?? []
  if (!secret || !page) return
  taken.set(page, secret)
  history.replaceState(history.state, '', location.pathname + location.search)
}

/** Gives the secret that was taken at the address of a page, once; undefined where there was none. */
export function handOutSecret(page: string): string | undefined {
  const secret = taken.get(page)
  taken.delete(page)
  return secret
}
