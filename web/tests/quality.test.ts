// What is promised of every page: no barriers in light and dark, keys alone are enough, and scripts are no condition.
import { expect, test } from 'vitest'
import { Visitor, base, browser } from './visitor'

test.each(['light', 'dark'] as const)('every example of every part is without barriers in the %s', async (scheme) => {
  const visitor = await Visitor.with(browser, 768, scheme)
  const { page } = visitor
  await visitor.opens('/en/examples')
  await page.locator('#part-map').scrollIntoViewIfNeeded()
  await page.locator('svg[role="group"] a').first().waitFor()
  expect(await page.locator('main h2').count()).toBeGreaterThan(8)
  expect(await page.locator('meta[name="robots"]').getAttribute('content')).toBe('noindex')
  // Several of one part stand here, the page's own frame among them: what names another element must find its own.
  expect(await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, i, ids) => ids.indexOf(id) !== i))).toEqual([])
  expect(await page.locator('[form]').evaluateAll((all) => (all as HTMLInputElement[]).filter(({ form }) => form === null).length)).toBe(0)
  await visitor.checks(`examples ${scheme}`)
  await page.getByRole('button', { name: 'Unfold', exact: true }).click()
  await page.locator('input[name="code"]').waitFor()
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  await visitor.checks(`examples forced colours ${scheme}`)
  const moving = await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)
  expect(moving).toBe(0)
  await visitor.leaves()
})

test.each([
  { language: 'pl', words: 'mieszkania dla młodych uchodźców', served: 'Ten tekst nie jest jeszcze dostępny po polsku' },
  { language: 'ro', words: 'locuințe pentru tineri refugiați', served: 'Acest text nu este încă disponibil în română' },
  { language: 'hr', words: 'stanovanje za mlade izbjeglice', served: 'Ovaj tekst još nije dostupan na hrvatskom' },
])('by keys alone: words in $language find housing for young refugees, read in the best language there is', async ({ language, words, served }) => {
  const visitor = await Visitor.with(browser, 1440)
  const { page } = visitor
  const isHere = (selector: string) => page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector)
  const tabTo = async (selector: string) => {
    for (let i = 0; i < 200 && !(await isHere(selector)); i++) await page.keyboard.press('Tab')
    expect(await isHere(selector), `the key Tab leads to ${selector}`).toBe(true)
  }
  await visitor.opens(`/${language}`)
  await page.getByRole('article').first().waitFor()
  await page.keyboard.press('Tab')
  expect(await isHere('a.skip')).toBe(true)
  await page.keyboard.press('Enter')
  await tabTo('input[name="words"]')
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.get('words') === words)
  await page.locator('#results-heading .words').waitFor()
  await page.getByRole('article').first().waitFor()
  await tabTo('article h3 a')
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)
  expect(outline).toBe('solid') // whoever goes by keys sees where they are
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`/${language}/practices/[^?]+$`))
  const title = page.getByRole('heading', { level: 1 })
  await title.waitFor()
  expect(await isHere('main')).toBe(true)
  const read = (await title.evaluate((heading) => heading.querySelector('[lang]')?.getAttribute('lang'))) ?? language
  if (read !== language) await page.getByText(served).waitFor()
  await visitor.checks(`read in ${language}`)
  await page.goBack()
  await page.waitForURL((url) => url.searchParams.get('words') === words)
  await visitor.leaves()
})

test.each([
  { path: '/ro/practices/utrecht-plan-einstein', more: 'Toate practicile' },
  { path: '/es/practices/athens-melissa', more: 'Todas las prácticas' },
  { path: '/pt/themes/housing', more: undefined },
])('a visitor from a search engine lands on $path, with scripts or without', async ({ path, more }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } })
  const plain = await context.newPage()
  await plain.goto(base + path)
  const title = (await plain.locator('h1').first().textContent())?.trim() ?? ''
  expect(await plain.locator('link[rel="alternate"][hreflang]').count()).toBeGreaterThanOrEqual(9)
  expect(await plain.locator('main p').count()).toBeGreaterThan(2)
  expect(await plain.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)
  await context.close()

  const visitor = await Visitor.with(browser, 360)
  const { page } = visitor
  await visitor.opens(path)
  if (more) {
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByRole('main').getByRole('link', { name: more }).first().waitFor()
  }
  expect(visitor.complaints).toEqual([])
  await visitor.leaves()
})

test.each([
  { path: '/fr/about', width: 360, scheme: 'light' },
  { path: '/pl/about', width: 1440, scheme: 'dark' },
  { path: '/hr/accessibility', width: 768, scheme: 'dark' },
  { path: '/ro/accessibility', width: 1440, scheme: 'light' },
  { path: '/nl/privacy', width: 360, scheme: 'dark' },
  { path: '/it/privacy', width: 768, scheme: 'light' },
] as const)('what the library says of itself at $path can be read by all', async ({ path, width, scheme }) => {
  const visitor = await Visitor.with(browser, width, scheme)
  const { page } = visitor
  const language = path.slice(1, 3)
  await page.goto(base + path)
  const written = await page.locator('main h1').textContent()
  await visitor.opens(path)
  const title = page.getByRole('heading', { level: 1 })
  expect(await title.textContent()).toBe(written)
  expect(await page.locator('main .served').getAttribute('lang')).toBe(language)
  expect(await page.getByRole('heading', { level: 2 }).count()).toBeGreaterThan(1)
  expect(await page.title()).toContain(written)
  await visitor.checks(path)

  // Its texts came with it; from another page they have to be fetched.
  await page.getByRole('banner').getByRole('link').first().click()
  await page.locator('#newest-heading').waitFor()
  await page.getByRole('contentinfo').locator(`a[href="${path}"]`).click()
  await page.waitForURL(base + path)
  await title.getByText(written ?? '').waitFor()
  await visitor.leaves()
})
