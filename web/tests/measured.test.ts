// What is promised in numbers. These tests run alone: beside others the numbers would be those of the machine.
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
  for (const path of ['/fr', '/pl/practices', '/en/practices?words=housing', '/fr/practices/utrecht-plan-einstein', '/hr/coverage', '/it/practices?view=map']) {
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

// On a busy machine a single round says little; three that are all too slow say enough.
test('from a typed word to its results it takes no longer than a tenth of a second', { retry: 2 }, async () => {
  const visitor = await Visitor.with(browser, 1440)
  const { page } = visitor
  await page.goto(`${base}/en/practices`)
  await page.getByRole('article').first().waitFor()
  const words = ['housing', 'refugees', 'card', 'women', 'school', 'health', 'work', 'young', 'language', 'asylum', 'centre']
  const took: number[] = []
  for (const word of words) {
    await page.getByRole('searchbox').fill(word)
    took.push(
      await page.evaluate(async (word) => {
        const results = document.querySelector('#results-heading')
        const shown = () => results?.querySelector('.words')?.textContent?.includes(word) ?? false
        const begin = performance.now()
        document.querySelector<HTMLFormElement>('main form[role="search"]')?.requestSubmit()
        while (!shown()) await new Promise(requestAnimationFrame)
        await new Promise(requestAnimationFrame) // on screen
        return performance.now() - begin
      }, word),
    )
  }
  const median = took.sort((a, b) => a - b)[Math.floor(took.length / 2)]
  console.log(`a word to its results: ${median?.toFixed(0)} ms median of ${took.length}`)
  expect(median).toBeLessThanOrEqual(100)
  await visitor.leaves()
})
