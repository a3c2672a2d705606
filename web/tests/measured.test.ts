// What is promised in numbers that are the page's own, whatever the machine does. How fast it is stands in speed.test.ts.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { Visitor, browser } from './visitor'

/** The most that a page may shift. What is left below it is a line that breaks elsewhere for a moment. */
const most = 0.002

type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node?: Node }[] }

/** Notes every shift of the layout that no hand of the reader caused, from the first byte on, and what moved. */
async function watchesShifts(page: Page): Promise<() => Promise<{ sum: number; what: string[] }>> {
  await page.addInitScript(() => {
    const shifted = { sum: 0, what: [] as string[] }
    Object.assign(window, { shifted })
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources, startTime } of list.getEntries() as Shift[]) {
        if (hadRecentInput) continue
        shifted.sum += value
        const moved = sources.map(({ node }) => (node instanceof Element ? node : node?.parentElement)?.outerHTML.slice(0, 120))
        shifted.what.push(`${value} at ${startTime}: ${moved.join(' + ')}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () => page.evaluate(() => (window as unknown as { shifted: { sum: number; what: string[] } }).shifted)
}

/** A telephone of little strength on a slow line. */
async function slowsDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 })
}

const pages = [
  '/fr',
  '/pl/practices',
  '/en/practices?words=housing',
  '/pl/practices?words=qqxyzzyqq',
  '/fr/practices/utrecht-plan-einstein',
  '/hr/coverage',
  '/it/practices?view=map',
  '/nl/practices?view=timeline',
  '/ro/concepts/states/running',
  '/pl/themes/housing',
  '/fr/compare?practices=biel-city-card,villeurbanne-carte-locale',
  '/hr/account/sign-in',
  '/fr/practices/athens-melissa/concern',
]

test.each([
  { width: 360, speed: 'slow' },
  { width: 768, speed: 'fast' },
  { width: 1440, speed: 'fast' },
  { width: 1440, speed: 'slow' },
])('nothing jumps between the served text and the client, $width pixels wide, on a $speed machine', async ({ width, speed }) => {
  const left = [...pages]
  const looks = async () => {
    for (let path = left.shift(); path; path = left.shift()) await staysStill(path, width, speed === 'slow')
  }
  await Promise.all([looks(), looks()])
})

async function staysStill(path: string, width: number, isSlow: boolean): Promise<void> {
  const visitor = await Visitor.with(browser, width)
  const shifted = await watchesShifts(visitor.page)
  if (isSlow) await slowsDown(visitor.page)
  await visitor.opens(path)
  await visitor.page.waitForLoadState('networkidle')
  const { sum, what } = await shifted()
  expect(sum, `${path} at ${width}: ${what.join('\n')}`).toBeLessThanOrEqual(most)
  expect(visitor.complaints, path).toEqual([])
  await visitor.leaves()
}
