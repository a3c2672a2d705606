// What the server had written stands there still when the client has taken over, and both say in which language texts are.
import { expect, test } from 'vitest'
import { Visitor, base, browser } from './visitor'

/** Runs in the page: facts by their names, with the addresses in other languages that they lead to. */
function factsIn(): { name: string; values: string[]; links: string[] }[] {
  const plain = (element: Element) => element.textContent?.replace(/\s+/g, ' ').trim() ?? ''
  return [...document.querySelectorAll('aside dl dt')].map((dt) => {
    const values: Element[] = []
    // The map is a picture of what stands beside it.
    for (let next = dt.nextElementSibling; next?.tagName === 'DD'; next = next.nextElementSibling) {
      if (!next.querySelector('svg') && !next.classList.contains('locator')) values.push(next)
    }
    const links = values.flatMap((dd) => [...dd.querySelectorAll('a[hreflang]')].map((a) => `${a.getAttribute('href')} ${a.getAttribute('hreflang')}`))
    return { name: plain(dt), values: values.map(plain), links }
  })
}

/** Runs in the page: what a comparison says of each practice, line by line. */
function comparedIn(): { name: string; values: string[] }[] {
  const plain = (text: string | null | undefined) => text?.replace(/\s+/g, ' ').trim() ?? ''
  const served = [...document.querySelectorAll('table.compared tbody tr')].filter((row) => !row.querySelector('td div'))
  if (served.length > 0) {
    return served.map((row) => ({ name: plain(row.querySelector('th')?.textContent), values: [...row.querySelectorAll('td')].map((td) => plain([...td.childNodes].map((node) => (node.nodeName === 'BR' ? ' | ' : node.textContent)).join(''))) }))
  }
  const columns = [...document.querySelectorAll('.facts dl')].map((dl) => [...dl.children])
  return (columns[0] ?? []).map((line, i) => ({
    name: plain(line.querySelector('dt')?.textContent),
    values: columns.map((lines) => [...(lines[i]?.querySelectorAll('dd') ?? [])].map((dd) => plain(dd.textContent)).join(' | ')),
  }))
}

/** Reads the same of the text that the server sent, before any script ran, and of the page as the client shows it. */
async function both<T>(visitor: Visitor, path: string, read: () => T): Promise<{ served: T; shown: T }> {
  const unscripted = await visitor.page.context().newPage()
  await unscripted.route('**/*.js', (route) => route.abort())
  await unscripted.goto(base + path)
  const served = await unscripted.evaluate(read)
  await unscripted.close()
  await visitor.opens(path)
  return { served, shown: await visitor.page.evaluate(read) }
}

test.each(['/fr/practices/liege-garantie-locative-ais', '/pl/practices/bern-city-card', '/en/practices/utrecht-plan-einstein', '/hr/practices/athens-melissa'])(
  '%s: the client shows the facts that the server had written, in the same order',
  async (path) => {
    const visitor = await Visitor.with(browser, 1024)
    const { served, shown } = await both(visitor, path, factsIn)
    expect(served.length).toBeGreaterThan(6)
    expect(shown).toEqual(served)
    await visitor.checks(`facts of ${path}`)
    await visitor.leaves()
  },
)

test.each(['en', 'fr', 'pl'])('a comparison shows the facts that the server had written (%s)', async (language) => {
  const visitor = await Visitor.with(browser, 1440)
  const path = `/${language}/compare?practices=biel-city-card,villeurbanne-carte-locale`
  const { served, shown } = await both(visitor, path, comparedIn)
  expect(served.length).toBe(9)
  expect(shown).toEqual(served)
  await visitor.leaves()
})

test.each([
  { language: 'fr', says: 'L’original est en anglais.' },
  { language: 'pl', says: 'Język oryginału: angielski.' },
])('from a machine’s translation to the original is one step ($language)', async ({ language, says }) => {
  const visitor = await Visitor.with(browser, 360)
  const { page } = visitor
  // Which practice a machine translated is the library's own affair; here it says so of this one.
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('query ReadPractice')) return route.fallback()
    const response = await route.fetch()
    const body = await response.json()
    const { title } = body.data.practice
    if (route.request().postData()?.includes(`"${language}"`)) Object.assign(title, { language, origin: 'MACHINE' })
    await route.fulfill({ response, json: body })
  })
  await visitor.opens(`/${language}/practices/liege-garantie-locative-ais`)
  const way = page.locator('article header').getByRole('link', { name: says })
  expect(await way.getAttribute('hreflang')).toBe('en')
  await visitor.checks(`way to the original in ${language}`)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await way.click()
  await page.waitForURL(`${base}/en/practices/liege-garantie-locative-ais`)
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('en')
  await visitor.leaves()
})

test('a section says what does not hold for the title, and only that', async () => {
  const visitor = await Visitor.with(browser, 768)
  const { page } = visitor
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('query ReadPractice')) return route.fallback()
    const response = await route.fetch()
    const body = await response.json()
    const { title, sections } = body.data.practice
    Object.assign(title, { origin: 'HUMAN', isStale: false })
    Object.assign(sections[0].text, { language: 'en', origin: 'MACHINE', isStale: true })
    for (const { text } of sections.slice(1)) Object.assign(text, { language: title.language, origin: 'HUMAN', isStale: false })
    await route.fulfill({ response, json: body })
  })
  await visitor.opens('/en/practices/utrecht-plan-einstein')
  const notices = page.locator('article section .notice')
  expect(await notices.allTextContents()).toEqual([
    'Translated by a machine and not yet checked by a person. The original has changed since this translation was made.',
  ])
  await visitor.leaves()
})

test.each([
  { language: 'fr', says: /^en / },
  { language: 'pl', says: /^język: / },
])('a card in another language says in which, with scripts and without ($language)', async ({ language, says }) => {
  const visitor = await Visitor.with(browser, 768)
  const path = `/${language}/practices`
  const { served, shown } = await both(visitor, path, () =>
    [...document.querySelectorAll('article')].map((card) => ({
      title: card.querySelector('h3')?.textContent?.trim() ?? '',
      isForeign: card.querySelector('h3 [lang]') !== null,
      marks: [...card.querySelectorAll('ul li')].map((li) => li.textContent?.trim() ?? ''),
    })),
  )
  expect(shown).toEqual(served)
  const foreign = shown.filter(({ isForeign }) => isForeign)
  expect(foreign.length).toBeGreaterThan(0)
  for (const { title, marks } of foreign) expect(marks.some((mark) => says.test(mark)), title).toBe(true)
  for (const { title, marks } of shown.filter(({ isForeign }) => !isForeign)) expect(marks.some((mark) => says.test(mark)), title).toBe(false)
  await visitor.checks(`cards that say their language in ${language}`)
  await visitor.leaves()
})
