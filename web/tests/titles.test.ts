// A tab is called the same before and after the client has taken over from what the server wrote.
import { expect, test } from 'vitest'
import { Visitor, base, browser } from './visitor'

/** Runs in the page before anything else of it: keeps every name that the tab has had. */
function keepsNames() {
  const names: string[] = ((window as unknown as { names: string[] }).names = [])
  const keep = () => void (document.title && names.at(-1) !== document.title && names.push(document.title))
  new MutationObserver(keep).observe(document, { childList: true, characterData: true, subtree: true })
  addEventListener('load', keep)
}

const names = (visitor: Visitor) => visitor.page.evaluate(() => (window as unknown as { names: string[] }).names)

test.each([
  '/en',
  '/pl/practices',
  '/en/practices?themes=housing',
  '/fr/practices?words=card&themes=housing',
  '/pl/practices?territories=liege&tags=city-card&countries=BE&languages=fr&startedFrom=2010&startedTo=2020&states=running&themes=nobody',
  '/hr/practices?startedTo=2015&view=timeline',
  '/en/practices?themes=housing&themes=health&transversalIssues=participation&territories=liege&territories=athens',
  '/en/concepts/tags/city-card',
  '/nl/themes/housing',
  '/ro/territories/liege',
  '/en/practices/liege-carte-ardente',
  '/pl/practices/biel-city-card',
  '/it/coverage',
  '/es/compare?practices=biel-city-card,liege-carte-ardente',
  '/pt/about',
  '/fr/examples',
  '/fr/account/sign-in',
  '/fr/account/password',
  '/hr/concern',
  '/nl/practices/biel-city-card/concern',
  '/pl/practices/nobody',
  '/it/nowhere',
  '/de/practices/biel-city-card',
])('%s', async (path) => {
  const visitor = await Visitor.with(browser, 1024, 'light', 'pl')
  await visitor.page.addInitScript(keepsNames)
  await visitor.opens(path)
  await visitor.page.waitForLoadState('networkidle')
  const had = await names(visitor)
  expect(had).toHaveLength(1)
  expect(await visitor.page.title()).toBe(had[0])
  expect(had[0]?.length).toBeLessThanOrEqual(70)
  await visitor.leaves()
})

test.each(['/en/practices?themes=housing', '/fr/practices?words=card&themes=housing&startedFrom=2010', '/pl/territories/liege', '/en/practices/liege-carte-ardente'])(
  '%s: gone to by a link, the tab is called as when its address is opened',
  async (path) => {
    const visitor = await Visitor.with(browser, 1024)
    await visitor.opens(path.slice(0, 3))
    await visitor.follows(path)
    const page = await (await fetch(base + path)).text()
    const title = /<title>(.*?)<\/title>/.exec(page)?.[1]
    await expect.poll(() => visitor.page.title()).toBe(title)
    await visitor.leaves()
  },
)
