import { isIndexed, writeAddress, type Address } from '../address/address'
import { languages, type Language } from '../messages/languages'

/** What the server wrote into the head about one page: true of the address that it came with, and of no other. */
const ofOnePage =
  'link[rel="canonical"], link[rel="alternate"][hreflang], meta[name="description"], meta[name="robots"], meta[property], meta[name^="twitter:"], script[type="application/ld+json"]'

/**
 * Keeps the head of the page true while the reader goes on: gives the function to be told of each address. Whoever
 * bookmarks, shares or keeps a page finds its own address in it, and in which languages it is.
 */
export function followHead(first: Address): (now: Address) => void {
  const served = [...document.head.querySelectorAll(ofOnePage)]
  const origin = originOf(served) ?? location.origin
  let written: Element[] = served
  let last = writeAddress(first)
  const start = last
  return (now) => {
    const here = writeAddress(now)
    if (here === last) return
    last = here
    written.forEach((element) => element.remove())
    written = here === start ? served : linksOf(now, origin)
    document.head.append(...written)
  }
}

/** Where the library is known to stand, as its own links say; behind a proxy that is not where it is asked. */
function originOf(elements: readonly Element[]): string | undefined {
  const canonical = elements.find((element): element is HTMLLinkElement => element instanceof HTMLLinkElement)
  return canonical && new URL(canonical.href).origin
}

function linksOf({ place, language }: Address, origin: string): Element[] {
  if (!isIndexed(place)) return []
  const spoken = Object.keys(languages) as Language[]
  const found = 'list' in place ? { ...place, list: { ...place.list, view: 'list' as const } } : place
  const at = (language?: Language) => origin + writeAddress({ place: found, language })
  return [
    link('canonical', at(language)),
    ...spoken.map((language) => link('alternate', at(language), language)),
    link('alternate', at(), 'x-default'),
  ]
}

function link(rel: string, href: string, hreflang = ''): HTMLLinkElement {
  return Object.assign(document.createElement('link'), { rel, href, ...(hreflang && { hreflang }) })
}
