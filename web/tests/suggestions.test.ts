// What the search box offers while words are typed, for readers by key, by ear and by hand.
import { expect, test, vi } from 'vitest'
import { Visitor, base, browser } from './visitor'

const offers = (visitor: Visitor) => visitor.page.getByRole('listbox').getByRole('option')

test.each([
  { language: 'en', width: 1440, typed: 'utre', name: 'Utrecht', counted: /^\d+ suggestions?$/ },
  { language: 'pl', width: 360, typed: 'utre', name: 'Utrecht', counted: /^\d+ podpowied[zź]i?$/ },
])('a reader takes what is offered, by key alone ($language)', async ({ language, width, typed, name, counted }) => {
  const visitor = await Visitor.with(browser, width, 'light', language)
  const { page, search } = visitor
  await visitor.opens(`/${language}`)
  expect(await search.getAttribute('role')).toBe('combobox')
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await search.focus()
  await page.keyboard.type(typed)
  await offers(visitor).first().waitFor()
  expect(await search.getAttribute('aria-expanded')).toBe('true')
  expect(await page.getByRole('listbox').getAttribute('id')).toBe(await search.getAttribute('aria-controls'))
  expect(await page.getByRole('status').filter({ hasText: counted }).count()).toBe(1)
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(height) // nothing was pushed down
  await visitor.checks(`suggestions in ${language}`)

  await page.keyboard.press('Escape')
  await page.getByRole('listbox').waitFor({ state: 'detached' })
  expect(await search.inputValue()).toBe(typed)
  expect(await search.getAttribute('aria-expanded')).toBe('false')

  await page.keyboard.press('ArrowUp') // opens it again, from below
  const last = offers(visitor).last()
  await expect.poll(() => last.getAttribute('aria-selected')).toBe('true')
  await page.keyboard.press('ArrowDown') // back to the box
  expect(await search.getAttribute('aria-activedescendant')).toBe(null)
  while ((await search.getAttribute('aria-activedescendant')) !== (await offers(visitor).filter({ hasText: name }).first().getAttribute('id'))) {
    await page.keyboard.press('ArrowDown')
  }
  await visitor.checks(`a suggestion chosen in ${language}`)
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`/${language}/(territories|practices)/`))
  await page.getByRole('heading', { level: 1 }).waitFor()
  await visitor.leaves()
})

test('a term leads to what is found by its words, and the box holds them', async () => {
  const visitor = await Visitor.with(browser, 1440, 'dark')
  const { page, search } = visitor
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('query Suggest')
      ? route.fulfill({ json: { data: { suggest: [{ label: 'housing', language: 'en', target: { __typename: 'Term', key: 'k', scheme: 'THESAURUS' } }] } } })
      : route.fallback(),
  )
  await visitor.opens('/en/practices?territories=utrecht')
  await search.pressSequentially('hous')
  await offers(visitor).first().click()
  await page.waitForURL(`${base}/en/practices?words=housing&territories=utrecht`)
  expect(await search.inputValue()).toBe('housing')
  expect(await page.getByRole('listbox').count()).toBe(0)
  expect(visitor.complaints).toEqual([])
  await visitor.leaves()
})

test('words are searched as they were typed, whatever is offered, and who does not type asks for nothing', async () => {
  const visitor = await Visitor.with(browser, 768)
  const { page, search } = visitor
  const asked: string[] = []
  page.on('request', (request) => {
    if (/Suggest/.test(request.url() + request.postData())) asked.push(request.url())
  })
  await visitor.opens('/en/practices')
  expect(asked).toEqual([]) // not even the file that could show them
  await search.pressSequentially('housing')
  await offers(visitor).first().waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(`${base}/en/practices?words=housing`)
  await page.getByRole('listbox').waitFor({ state: 'detached' })
  expect(asked.length).toBeLessThanOrEqual(3) // its file, its styles and one question; not one for each letter
  await visitor.leaves()
})

test('what fails to be offered keeps nobody from searching', async () => {
  const visitor = await Visitor.with(browser, 768)
  const { page, search } = visitor
  const failed = vi.fn()
  await page.route('**/graphql', (route) => {
    if (!route.request().postData()?.includes('query Suggest')) return route.fallback()
    failed()
    return route.fulfill({ status: 500, body: '' })
  })
  await visitor.opens('/en')
  await search.pressSequentially('housing')
  await expect.poll(() => failed.mock.calls.length).toBeGreaterThan(0)
  await search.press('Enter')
  await page.waitForURL(`${base}/en/practices?words=housing`)
  expect(await page.getByRole('alert').count()).toBe(0)
  await visitor.leaves()
})
