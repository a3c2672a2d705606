// Walks through a running server as a reader does: WELDI_BASE_URL names it, scripts/ensure-chromium.sh gets a browser.
import { describe, expect, test } from 'vitest'
import { Visitor, base, browser } from './visitor'

describe.each([360, 1440])('%i pixels wide', (width) => {
  test('a reader searches, narrows, reads, and comes back to the same list', async () => {
    const visitor = await Visitor.with(browser, width)
    const { page } = visitor
    const count = page.locator('#results-heading')
    const filters = page.getByRole('button', { name: /^Filters/ })

    await visitor.opens('/')
    await page.getByRole('article').first().waitFor()
    await visitor.checks('home')

    await visitor.search.fill('housing')
    await visitor.search.press('Enter')
    await page.waitForURL(`${base}/en/practices?words=housing`)
    await page.locator('mark').first().waitFor()
    const all = await count.textContent()

    if (await filters.isVisible()) await filters.click()
    const facet = page.locator('fieldset input[name="themes"]').first()
    const theme = await facet.getAttribute('value')
    await facet.check()
    await page.waitForURL(`${base}/en/practices?words=housing&themes=${theme}`)
    await page.getByRole('list', { name: 'Chosen filters' }).waitFor()
    await expect.poll(() => count.textContent()).not.toBe(all)
    const narrowed = await count.textContent()
    await visitor.checks('list')
    if (await filters.isVisible()) await filters.click()

    const card = page.getByRole('article').getByRole('link').last()
    await card.scrollIntoViewIfNeeded()
    const height = await page.evaluate(() => scrollY)
    const title = await card.textContent()
    await card.click()
    await page.waitForURL(/\/practices\/[^?]+$/)
    await page.getByRole('heading', { level: 1, name: title?.trim() ?? '' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN')
    expect(await page.evaluate(() => scrollY)).toBe(0)
    await visitor.checks('practice')

    await page.goBack()
    await page.waitForURL(`${base}/en/practices?words=housing&themes=${theme}`)
    await expect.poll(() => count.textContent()).toBe(narrowed)
    expect(await visitor.search.inputValue()).toBe('housing')
    expect(await page.locator(`input[name="themes"][value="${theme}"]`).isChecked()).toBe(true)
    expect(Math.abs((await page.evaluate(() => scrollY)) - height)).toBeLessThan(10)

    await page.goBack()
    await page.waitForURL(`${base}/en/practices?words=housing`)
    await expect.poll(() => count.textContent()).toBe(all)
    await visitor.leaves()
  })

  test('a list unfolds, and its address unfolds it again', async () => {
    const visitor = await Visitor.with(browser, width)
    const { page } = visitor
    const items = page.getByRole('article')
    await visitor.opens('/practices')
    await page.getByRole('link', { name: 'Show more' }).click()
    await expect.poll(() => items.count()).toBe(40)
    await page.waitForURL(`${base}/en/practices?shown=40`)
    await expect.poll(() => items.nth(20).getByRole('link').evaluate((link) => link === document.activeElement)).toBe(true)
    await page.reload()
    await expect.poll(() => items.count()).toBe(40)
    expect(visitor.complaints).toEqual([])
    await visitor.leaves()
  })

  test('what is not there says so and leads on', async () => {
    const visitor = await Visitor.with(browser, width, 'dark')
    const { page } = visitor

    await visitor.opens('/practices/there-is-no-such-practice')
    await page.getByRole('heading', { name: 'Nothing stands at this address' }).waitFor()
    visitor.complaints.length = 0 // The browser reports the status of a page that is not there.
    await visitor.checks('not found')

    await visitor.opens('/practices?words=qqxyzzyqq')
    await page.getByRole('heading', { name: 'No practice matches' }).waitFor()
    await visitor.checks('nothing found')

    await visitor.opens('/practices?themes=there-is-no-such-theme')
    await page.getByRole('status').getByText('left out of the filters: there-is-no-such-theme').waitFor()
    await visitor.checks('refused')
    await page.getByRole('article').first().waitFor()
    await visitor.checks('list in the dark')
    await visitor.leaves()
  })

  test('a server that does not answer can be asked again', async () => {
    const visitor = await Visitor.with(browser, width)
    const { page } = visitor
    await page.route('**/graphql', (route) => route.abort())
    await visitor.opens('/practices')
    await page.getByRole('alert').waitFor()
    visitor.complaints.length = 0 // The browser reports the connection that we cut.
    await visitor.checks('no connection')
    await page.unroute('**/graphql')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('article').first().waitFor()
    await visitor.leaves()
  })

  test('the page speaks French, and says which texts do not', async () => {
    const visitor = await Visitor.with(browser, width)
    const { page } = visitor
    await visitor.opens('/')
    await visitor.choosesLanguage('Français')
    await page.waitForURL(`${base}/fr`)
    await page.getByRole('heading', { name: 'Accueillir dignement' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr')
    await page.locator('h3 [lang="en"]').first().waitFor()
    await visitor.checks('home in French')
    await page.getByRole('article').getByRole('link').first().click()
    await page.waitForURL(/\/fr\/practices\/[^?]+$/)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await visitor.checks('practice in French')
    await visitor.leaves()
  })

  test.each([
    { locale: 'pl-PL', words: 'mieszkania', counted: /^\d+ praktyk[ai]?/, filters: /^Filtry/, results: 'Praktyki', other: 'Hrvatski', chosen: 'hr', otherResults: 'Prakse' },
    { locale: 'hr-HR', words: 'stanovanje', counted: /^\d+ praks[aei]/, filters: /^Filtri/, results: 'Prakse', other: 'Polski', chosen: 'pl', otherResults: 'Praktyki' },
  ])('a reader whose browser speaks $locale is spoken to, and may choose otherwise', async (reader) => {
    const language = reader.locale.slice(0, 2)
    const visitor = await Visitor.with(browser, width, 'light', reader.locale)
    const { page } = visitor
    await visitor.opens('/')
    await page.getByRole('article').first().waitFor()
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language)
    await page.getByText(reader.counted).first().waitFor()
    await visitor.checks(`home in ${language}`)

    await visitor.search.fill(reader.words)
    await visitor.search.press('Enter')
    await page.waitForURL(`${base}/${language}/practices?words=${reader.words}`)
    await page.getByRole('heading', { level: 1, name: reader.results }).waitFor()
    await page.getByRole('article').first().waitFor()
    const filters = page.getByRole('button', { name: reader.filters })
    if (await filters.isVisible()) await filters.click()
    const facet = page.locator('fieldset input[name="themes"]').first()
    const theme = await facet.getAttribute('value')
    await facet.check()
    const state = `practices?words=${reader.words}&themes=${theme}`
    await page.waitForURL(`${base}/${language}/${state}`)
    await visitor.checks(`list in ${language}`)

    await visitor.choosesLanguage(reader.other)
    const { chosen } = reader
    await page.waitForURL(`${base}/${chosen}/${state}`)
    await page.getByRole('heading', { level: 1, name: reader.otherResults }).waitFor()
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(chosen)
    await page.reload()
    await page.getByRole('heading', { level: 1, name: reader.otherResults }).waitFor()

    await visitor.opens('/practices')
    await page.getByRole('heading', { level: 1, name: reader.otherResults }).waitFor()
    await page.getByRole('article').getByRole('link').first().click()
    await page.waitForURL(new RegExp(`/${chosen}/practices/[^?]+$`))
    await page.getByRole('heading', { level: 1 }).waitFor()
    await visitor.checks(`practice in ${chosen}`)
    await visitor.leaves()
  })
})

test.each(['/concepts/states/running', '/concepts/tags/city-card'])('%s leads to a list', async (path) => {
  const visitor = await Visitor.with(browser, 1024)
  const { page } = visitor
  await visitor.opens(path)
  await page.getByRole('article').first().waitFor()
  await page.waitForURL(/\/practices\?\w+=[\w-]+$/)
  expect(visitor.complaints).toEqual([])
  await visitor.leaves()
})

test('the query editor runs its example and asks nobody else', async () => {
  const visitor = await Visitor.with(browser, 1440)
  const { page } = visitor
  await page.goto(`${base}/graphiql`)
  const result = page.locator('.result-window').getByText('totalCount').first()
  // A click before the editor holds its example runs nothing, and nothing on the page says when it does.
  await expect
    .poll(
      async () => {
        await page.locator('.graphiql-execute-button').click()
        return result.waitFor({ timeout: 3000 }).then(
          () => true,
          () => false,
        )
      },
      { timeout: 20_000 },
    )
    .toBe(true)
  expect(visitor.complaints).toEqual([])
  await visitor.keepsPicture('graphiql')
  await visitor.leaves()
})
