// What is promised in numbers that are the page's own, whatever the machine does. How fast it is stands in speed.test.ts.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Visitor, base, openBrowser } from './visitor'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
})

/** Notes every shift of the layout that no hand of the reader caused, from the first byte on. */
async function watchesShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const shifts = Object.assign(window, { shifted: 0 })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) shifts.shifted += entry.value
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () => page.evaluate(() => (window as unknown as { shifted: number }).shifted)
}

test.each([360, 1440])('nothing jumps between the served text and the client, %i pixels wide', async (width) => {
  for (const path of ['/fr', '/pl/practices', '/en/practices?words=housing', '/fr/practices/utrecht-plan-einstein', '/hr/coverage', '/it/practices?view=map', '/nl/practices?view=timeline']) {
    const visitor = await Visitor.with(browser, width)
    const shifted = await watchesShifts(visitor.page)
    await visitor.page.goto(base + path)
    await visitor.page.locator('.served').waitFor({ state: 'detached' })
    await visitor.page.waitForLoadState('networkidle')
    expect(await shifted(), `${path} at ${width}`).toBeLessThanOrEqual(0.01)
    expect(visitor.complaints, path).toEqual([])
    await visitor.leaves()
  }
})
