// What the head of a page says of it stays true while the reader goes on, and where going on fails.
import { expect, test } from 'vitest'
import { Visitor, base, browser } from './visitor'

const hrefs = (visitor: Visitor, selector: string) =>
  visitor.page.locator(selector).evaluateAll((links) => links.map((link) => new URL((link as HTMLLinkElement).href)).map(({ pathname, search }) => pathname + search))

test('links to the page itself and to its languages follow the reader, there and back', async () => {
  const visitor = await Visitor.with(browser, 1440)
  const { page } = visitor
  await visitor.opens('/fr/practices/athens-melissa')
  const description = await page.locator('meta[name="description"]').getAttribute('content')
  await page.getByRole('banner').getByRole('link', { name: 'Pratiques', exact: true }).click()
  await page.getByRole('article').first().waitFor()
  await page.getByRole('article').first().getByRole('link').first().click()
  await page.waitForURL(/\/fr\/practices\/[^?]+$/)
  const { pathname } = new URL(page.url())
  expect(await hrefs(visitor, 'link[rel="canonical"]')).toEqual([pathname])
  expect(await hrefs(visitor, 'link[hreflang="pl"]')).toEqual([pathname.replace('/fr', '/pl')])
  expect(await page.locator('link[rel="alternate"][hreflang]').count()).toBe(10)
  expect(await page.locator('meta[name="description"], meta[property], script[type="application/ld+json"]').count()).toBe(0)
  await visitor.choosesLanguage('Polski')
  await expect.poll(() => hrefs(visitor, 'link[rel="canonical"]')).toEqual([pathname.replace('/fr', '/pl')])
  for (let i = 0; i < 3; i++) await page.goBack() // by the former language and the list
  await page.waitForURL(`${base}/fr/practices/athens-melissa`)
  await expect.poll(() => page.locator('meta[name="description"]').getAttribute('content')).toBe(description)
  expect(await hrefs(visitor, 'link[rel="canonical"]')).toEqual(['/fr/practices/athens-melissa'])
  await visitor.leaves()
})

test('where going on fails the tab is not called like the page before', async () => {
  const visitor = await Visitor.with(browser, 768)
  const { page } = visitor
  await visitor.opens('/it/practices')
  await page.getByRole('article').first().waitFor()
  const before = await page.title()
  await page.route('**/graphql', (route) => route.abort())
  await page.getByRole('article').first().getByRole('link').first().click()
  const failed = await page.getByRole('alert').getByRole('heading', { level: 1 }).textContent()
  expect(await page.title()).not.toBe(before)
  expect(await page.title()).toContain(failed)
  await visitor.leaves()
})

const withServedText = [
  '/fr/practices/athens-melissa',
  '/pl/themes/housing',
  '/ro/territories/utrecht',
  '/hr',
  '/it/practices',
  '/nl/coverage',
  '/es/compare?practices=biel-city-card,athens-melissa',
]


test.each(withServedText)('what the server wrote at %s stays beside the word that the API does not answer', async (path) => {
  const visitor = await Visitor.with(browser, 360)
  const { page } = visitor
  await page.route('**/graphql', (route) => route.fulfill({ status: 500, body: '' }))
  await page.goto(base + path)
  const title = await page.title()
  await visitor.opens(path)
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
  await page.locator('main .served h1').waitFor()
  expect(await page.title()).toBe(title)
  visitor.complaints.length = 0
  await visitor.checks(`what was served at ${path} beside an error`)
  await page.unroute('**/graphql')
  await page.getByRole('alert').getByRole('button').click()
  await page.getByRole('alert').waitFor({ state: 'detached' })
  expect(await page.locator('main .served').count()).toBe(0)
  await visitor.leaves()
})

test('without a network a page that is text alone is told of here, and comes once there is one', async () => {
  const visitor = await Visitor.with(browser, 360)
  const { page } = visitor
  await visitor.opens('/es/practices')
  await page.getByRole('article').first().waitFor()
  await page.context().setOffline(true)
  await page.getByRole('contentinfo').locator('a[href="/es/about"]').click()
  await page.getByRole('alert').getByText('¿Hay conexión').waitFor()
  expect(page.url()).toBe(`${base}/es/about`)
  await page.getByRole('button', { name: 'Intentar de nuevo' }).click()
  await page.waitForTimeout(300)
  expect(page.url()).toBe(`${base}/es/about`)
  await page.getByRole('alert').waitFor()
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Intentar de nuevo' }).click()
  await page.getByRole('heading', { level: 1, name: 'Sobre esta biblioteca' }).waitFor()
  await visitor.leaves()
})
