// What a reader sees when things are slow, broken, gone, huge or hostile: a clear word and a way on.
import { expect, test } from 'vitest'
import { answers, api, changes, holds } from './network'
import { Visitor, base, browser } from './visitor'

/** Forgets what the browser itself reports of a status that we sent. */
function expected(visitor: Visitor): void {
  visitor.complaints.length = 0
}

test.each([
  { what: 'a fault of the server', status: 500, headers: {}, language: 'fr', says: 'de notre côté', again: 'Réessayer' },
  { what: 'too many requests', status: 429, headers: { 'Retry-After': '30' }, language: 'pl', says: '30 sekund', again: 'Spróbuj ponownie' },
  { what: 'too many requests for long', status: 429, headers: { 'Retry-After': '600' }, language: 'hr', says: '10 minuta', again: 'Pokušajte ponovno' },
  { what: 'a page that is no answer', status: 200, headers: {}, language: 'ro', says: 'Ceva nu a mers', again: 'Încercați din nou' },
])('$what is said in the reader’s language ($language), and can be tried again', async ({ status, headers, language, says, again }) => {
  const visitor = await Visitor.with(browser, 360, 'dark')
  const { page } = visitor
  for (const path of [`/${language}/practices`, `/${language}/practices/athens-melissa`]) {
    await page.route(api, (route) => route.fulfill({ status, headers, body: '<!doctype html>' }))
    await visitor.opens(path)
    await page.getByRole('alert').getByText(says).waitFor()
    expected(visitor)
    await visitor.checks(`status ${status} ${path}`)
    await page.unroute(api)
    await page.getByRole('button', { name: again }).click()
    await page.getByRole('article').first().waitFor()
  }
  await visitor.leaves()
})

test('a long wait shows the shape of what is coming, a short one does not', async () => {
  const visitor = await Visitor.with(browser, 768)
  const { page } = visitor
  await visitor.opens('/es')
  const release = await holds(page, 'ListPractices')
  await page.getByRole('link', { name: 'Todas las prácticas' }).first().click()
  await page.getByRole('status').getByText('Cargando').waitFor({ state: 'attached' })
  await visitor.checks('skeleton')
  release()
  await page.getByRole('article').first().waitFor()
  expect(await page.getByRole('status').getByText('Cargando').count()).toBe(0)
  await visitor.leaves()
})

test('what the server wrote stands until the client has its answer, and what was typed there is not lost', async () => {
  const visitor = await Visitor.with(browser, 360)
  const { page } = visitor
  const release = await holds(page, 'ListPractices')
  const asked = page.waitForRequest((request) => request.postData()?.includes('ListPractices') ?? false)
  await page.goto(`${base}/es/practices`)
  await asked
  const served = page.locator('#app > .served')
  expect(await served.getByRole('article').count()).toBe(20)
  await visitor.checks('served, while the client waits')
  await served.getByRole('searchbox').pressSequentially('vivienda')
  await page.keyboard.press('Home')
  release()
  await served.waitFor({ state: 'detached' })
  const search = visitor.search
  expect(await search.inputValue()).toBe('vivienda')
  await page.keyboard.type('Mi ') // the cursor stands where it stood
  expect(await search.inputValue()).toBe('Mi vivienda')
  await visitor.leaves()
})

test('while another list is on its way the old one stands, and a bar says so', async () => {
  const visitor = await Visitor.with(browser, 1440)
  const { page } = visitor
  await visitor.opens('/it/practices')
  await page.getByRole('article').first().waitFor()
  const release = await holds(page, 'ListPractices')
  await page.locator('fieldset input[name="themes"]').first().check()
  await page.getByRole('progressbar').waitFor()
  expect(await page.getByRole('article').count()).toBe(20)
  await visitor.checks('waiting')
  release()
  await page.getByRole('progressbar').waitFor({ state: 'detached' })
  await visitor.leaves()
})

test('a language that there is not leads to those that there are', async () => {
  const visitor = await Visitor.with(browser, 360, 'light', 'nl')
  const { page } = visitor
  await visitor.opens('/de/practices/athens-melissa')
  await page.getByRole('heading', { name: 'niet beschikbaar in het Duits' }).waitFor()
  expected(visitor)
  await visitor.checks('unknown language')
  await page.getByRole('main').getByRole('link', { name: 'Hrvatski' }).click()
  await page.waitForURL(`${base}/hr/practices/athens-melissa`)
  await page.getByRole('article').first().waitFor()
  await visitor.leaves()
})

test('a withdrawn practice says so and why, and leads on', async () => {
  const visitor = await Visitor.with(browser, 360)
  const { page } = visitor
  await changes(page, 'ReadPractice', (data) => {
    data.practice = null
    data.tombstone = { when: '2026-10-01T00:00:00Z', reason: 'BY_ITS_TERRITORY' }
  })
  await visitor.opens('/fr/practices/athens-melissa')
  await page.getByRole('heading', { level: 1, name: 'Cette pratique a été retirée' }).waitFor()
  await page.getByText('1er octobre 2026').waitFor()
  await visitor.checks('withdrawn')
  await visitor.search.waitFor()
  await page.getByRole('main').getByRole('link').first().click()
  await page.getByRole('article').first().waitFor()
  await visitor.leaves()
})

test('a tab from before an upgrade renews itself once, and not for ever', async () => {
  const visitor = await Visitor.with(browser, 1024)
  const { page } = visitor
  const loads: string[] = []
  page.on('load', () => loads.push(page.url()))
  await visitor.opens('/en/practices')
  await page.getByRole('article').first().waitFor()
  await page.route('**/assets/client-messages-pl-*', (route) => route.fulfill({ status: 404 }))
  // What the server sends now names another script.
  await page.route('**/practices*', async (route) => {
    const response = await route.fetch()
    const html = await response.text()
    await route.fulfill({ response, body: html.replaceAll(/(src="\/assets\/client-[\w-]+\.js)"/g, '$1?newer"') })
  })
  await visitor.choosesLanguage('Polski')
  await expect.poll(() => loads.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2)
  await page.getByRole('heading', { level: 1, name: 'All practices' }).waitFor()
  await page.waitForLoadState('networkidle') // it asks for itself before it renews itself
  expect(loads.length).toBeLessThanOrEqual(3) // at most once for each of the two builds
  const settled = loads.length
  await page.waitForTimeout(500)
  expect(loads.length).toBe(settled)
  expect(new URL(page.url()).pathname).toBe('/pl/practices')

  await page.unroute('**/assets/client-messages-pl-*')
  await page.unroute('**/practices*')
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Wszystkie praktyki' }).waitFor()
  await visitor.leaves()
})

test('a page that is older than the API asks to be loaded anew', async () => {
  const visitor = await Visitor.with(browser, 360)
  const { page } = visitor
  const refusal = { errors: [{ message: 'Cannot query field', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] }
  await page.route(api, (route) => route.fulfill({ status: 400, json: refusal }))
  await visitor.opens('/pt/practices?words=casa')
  await page.getByRole('alert').getByText('mais antiga').waitFor()
  expected(visitor)
  await visitor.checks('outdated')
  await page.unroute(api)
  await page.getByRole('button', { name: 'Recarregar a página' }).click()
  await page.locator('#results-heading').getByText('casa').waitFor()
  await visitor.leaves()
})

/** A title as long as the library allows, without a space to break it at. */
const endless = 'W'.repeat(300)

const hostile = '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>"\'&amp; \u202Ereversed'

test('what is unfolded stays when the next page does not come', async () => {
  const visitor = await Visitor.with(browser, 360)
  const { page } = visitor
  await visitor.opens('/es/practices')
  await page.getByRole('article').first().waitFor()
  await answers(page, 'MorePractices', (route) => route.abort())
  await page.getByRole('link', { name: 'Mostrar más' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('article').count()).toBe(20)
  await page.unroute(api)
  await page.getByRole('button', { name: 'Intentar de nuevo' }).click()
  await expect.poll(() => page.getByRole('article').count()).toBe(40)
  await visitor.leaves()
})

test.each([360, 1440])('long and hostile texts are shown as they are and do nothing, %i pixels wide', async (width) => {
  const visitor = await Visitor.with(browser, width)
  const { page } = visitor
  await changes(page, 'ListPractices', ({ practices }) => {
    practices.edges[0].node.title.value = endless
    practices.edges[1].node.title.value = hostile
    practices.edges[1].node.summary.value = hostile
    practices.edges[1].node.territory.name = hostile
    practices.edges[1].highlights = [{ field: 'approach', language: 'en', fragments: [`<mark>a</mark> ${hostile}`] }]
    practices.edges[2].node.themes = Array.from({ length: 30 }, (_, i) => ({ key: `k${i}`, label: hostile }))
    practices.facets.themes[0].label = endless
    practices.facets.themes[1].label = hostile
  })
  await visitor.opens('/en/practices?themes=housing')
  await page.getByRole('link', { name: endless }).waitFor()
  await visitor.checks('long and hostile list')

  await changes(page, 'query Suggest', ({ suggest }) => {
    suggest[0].label = endless
    suggest[1].label = hostile
  })
  await visitor.search.fill('utre')
  const offer = page.getByRole('option', { name: endless })
  await offer.waitFor()
  expect(await offer.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
  await visitor.checks('long and hostile suggestions')

  await changes(page, 'ReadPractice', ({ practice }) => {
    practice.title.value = endless
    practice.summary.value = hostile
    practice.place = hostile
    practice.territory.name = endless
    practice.organisations = [{ name: hostile, role: 'LEAD' }, { name: endless, role: 'PARTNER' }]
    practice.sources = [{ url: `https://library.test/${endless}`, supports: hostile }]
  })
  await visitor.opens('/en/practices/athens-melissa')
  await page.getByRole('heading', { level: 1, name: endless }).waitFor()
  await visitor.checks('long and hostile practice')

  await changes(page, 'ReadCoverage', ({ coverage }) => {
    coverage.rows[0].label = hostile
    for (const column of coverage.columns) column.label = endless
  })
  await visitor.opens('/en/coverage')
  await page.getByRole('table').waitFor()
  await visitor.checks('long and hostile coverage')
  expect(await page.evaluate(() => 'harmed' in window)).toBe(false)
  await visitor.leaves()
})

test.each([
  '/pl/practices?words=%00%01&orderBy=CHEAPEST&shown=-1&themes=&view=sideways&colour=red',
  '/pl/practices?words=%E0%A4%A&shown=NaN',
  `/pl/practices?words=${'ż'.repeat(600)}`,
  '/pl/practices?words=%22%3E%3Cscript%3Ewindow.harmed=1%3C/script%3E',
  '/pl/practices?__proto__=x&constructor=y&toString=z',
  '/pl/practices/__proto__',
  '/pl/practices/athens-melissa/',
  '/pl/concepts/__proto__/x',
  '/pl/%3Cscript%3Ewindow.harmed=1%3C/script%3E',
])('%s does no harm and leads on', async (path) => {
  const visitor = await Visitor.with(browser, 360)
  const { page } = visitor
  await visitor.opens(path)
  await page.locator('main h1, main [role="alert"], main article').first().waitFor()
  await page.locator('main a[href^="/pl"]').first().waitFor()
  expect(await page.evaluate(() => 'harmed' in window)).toBe(false)
  expect(visitor.complaints.filter((complaint) => !complaint.includes('404'))).toEqual([])
  await visitor.leaves()
})

test('what nobody knows is taken out of the filters, and named; the rest stays', async () => {
  const visitor = await Visitor.with(browser, 768, 'light', 'fr')
  const { page } = visitor
  await visitor.opens('/fr/practices?words=logement&themes=housing&themes=no-such-theme&territories=liege&tags=no-such-tag&view=map')
  const notice = page.getByRole('status').getByText('écarté des filtres : no-such-theme, no-such-tag')
  await notice.waitFor()
  expect(page.url()).toBe(`${base}/fr/practices?words=logement&themes=housing&territories=liege&view=map`)
  expect(await page.getByRole('alert').count()).toBe(0)
  await page.locator('#results-heading .words').waitFor()
  await visitor.checks('unknown filters')
  await page.getByRole('main').getByRole('link', { name: 'Liste' }).click()
  await page.getByRole('article').first().waitFor()
  expect(await notice.count()).toBe(0)

  const tags = Array.from({ length: 300 }, (_, i) => `tags=t${i}`).join('&')
  await visitor.opens(`/fr/practices?themes=housing&${tags}`)
  await page.getByRole('status').getByText('Seuls les 200 premiers').waitFor()
  await page.getByText('écarté des filtres : t0, t1, t2, t3, t4, …').waitFor()
  expect(page.url()).toBe(`${base}/fr/practices?themes=housing`)
  await page.getByRole('article').first().waitFor()
  await visitor.checks('too many filters')
  await visitor.leaves()
})

test('where no filter is chosen, a fault offers to take none away', async () => {
  const visitor = await Visitor.with(browser, 768, 'light', 'fr')
  const { page } = visitor
  await page.route(api, (route) => route.fulfill({ status: 500, body: '' }))
  await visitor.opens('/fr/practices')
  const alert = page.getByRole('alert')
  await alert.waitFor()
  expect(await alert.getByRole('link').count()).toBe(0)
  await visitor.leaves()
})

test('a label that two vocabularies share is said once', async () => {
  const visitor = await Visitor.with(browser, 768, 'light', 'nl')
  const { page } = visitor
  const shared = ['a', 'b'].map((key) => ({ key, label: 'Opvang', labelLanguage: 'nl' }))
  await changes(page, 'ListPractices', ({ practices }) => (practices.edges[0].matchedConcepts = shared))
  await visitor.opens('/nl/practices?words=opvang')
  const card = page.getByRole('article').first()
  await card.waitFor()
  expect((await card.locator('.excerpt').last().textContent())?.match(/Opvang/g)).toHaveLength(1)
  await visitor.leaves()
})
