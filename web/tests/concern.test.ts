// Anybody tells the moderators what worries them, and those find it; on a server of its own, where reports are counted.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { program, startLibrary, type OwnLibrary } from './own-library'
import { Visitor, browser } from './visitor'

let library: OwnLibrary

beforeAll(async () => {
  if (program) library = await startLibrary([], ['account'])
})

afterAll(async () => {
  await library?.stop()
})

const ways = [
  { language: 'fr', width: 360, scheme: 'light', kind: 'reconnue, retrouvée', text: 'Que devons-nous regarder ?', send: 'Envoyer le signalement', link: 'Signaler un problème', thanks: 'Merci' },
  { language: 'pl', width: 1440, scheme: 'dark', kind: 'jest nieprawdziwe', text: 'Co mamy sprawdzić?', send: 'Wyślij zgłoszenie', link: 'Zgłoś problem', thanks: 'Dziękujemy' },
  { language: 'hr', width: 320, scheme: 'dark', kind: 'više nije tako', text: 'Što trebamo pogledati?', send: 'Pošaljite prijavu', link: 'Prijavite problem', thanks: 'Hvala' },
] as const

test.skipIf(!program)('a concern is reported in three languages, and the moderators find it', { timeout: 120_000 }, async () => {
  for (const { language, width, scheme, kind, text, send, link, thanks } of ways) {
    const visitor = await Visitor.with(browser, width, scheme, language, library.host)
    const { page } = visitor
    await visitor.opens(`/${language}/practices/athens-melissa`)
    await page.getByRole('article').getByRole('link', { name: link }).click()
    await page.waitForURL(`${library.host}/${language}/practices/athens-melissa/concern`)
    await page.getByRole('heading', { level: 1, name: link }).waitFor()
    await visitor.checks(`concern ${language}`)
    await page.getByRole('button', { name: send }).click()
    await page.locator('[data-fault]').waitFor()
    await visitor.checks(`concern empty ${language}`)
    await page.getByLabel(text).fill(`${language}: <script>window.harmed=1</script>`)
    await page.getByLabel(kind).check()

    // What was typed stands when the line is down, be it on the way back; sent again, it is reported once.
    await page.route('**/graphql', async (route) => {
      if (language === 'pl') await route.fetch()
      await route.abort()
    })
    await page.getByRole('button', { name: send }).click()
    await page.getByRole('alert').locator('p').waitFor()
    await page.unroute('**/graphql')
    visitor.complaints.length = 0
    await visitor.checks(`concern offline ${language}`)
    expect(await page.getByLabel(text).inputValue()).toContain(language)

    await page.getByRole('button', { name: send }).click()
    await page.getByRole('status').getByText(thanks).waitFor()
    await visitor.checks(`concern sent ${language}`)
    await visitor.leaves()
  }

  const [, secret] = /\/account\/invitation#([\w-]+)/.exec(library.said()) ?? []
  const context = await browser.newContext()
  const ask = async (query: string, input?: object) => {
    const { data } = await (await context.request.post(`${library.host}/graphql`, { data: { query, variables: { input } } })).json()
    return data
  }
  await ask('mutation A($input: InvitationAcceptInput!) { invitationAccept(input: $input) { userErrors { code } } }', { secret, password: 'a few words in a row', email: 'administrator@library.test' })
  const { viewer } = await ask('{ viewer { id } }')
  await ask('mutation R($input: AccountChangeRolesInput!) { accountChangeRoles(input: $input) { userErrors { code } } }', { account: viewer.id, roles: [{ role: 'MODERATOR' }, { role: 'ADMINISTRATOR' }] })
  const { viewer: moderator } = await ask('{ viewer { concernQueue { nodes { kind practice { slug } reporter { id } message { text contact } } } } }')
  expect(moderator.concernQueue.nodes.map((node: any) => [node.kind, node.practice.slug, node.reporter, node.message.text.slice(0, 3)])).toEqual([
    ['PERSON_RECOGNISABLE', 'athens-melissa', null, 'fr:'],
    ['WRONG', 'athens-melissa', null, 'pl:'],
    ['OUTDATED', 'athens-melissa', null, 'hr:'],
  ])
  await context.close()
})

test.skipIf(!program)('whoever does not know the address finds the practice first', async () => {
  const visitor = await Visitor.with(browser, 360, 'light', 'es', library.host)
  const { page } = visitor
  await visitor.opens('/concern')
  expect(new URL(page.url()).pathname).toBe('/es/concern')
  await visitor.checks('concern find')
  const field = page.getByLabel('Palabras de su título')
  await field.fill('qqqqqqqq')
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('No se ha encontrado').waitFor()
  await field.fill('Melissa')
  await page.keyboard.press('Enter')
  await page.getByRole('main').getByRole('listitem').getByRole('link').first().waitFor()
  await visitor.checks('concern found')
  await field.fill(`${library.host}/es/practices/athens-melissa`)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${library.host}/es/practices/athens-melissa/concern`)
  await page.getByRole('radio').first().waitFor()
  await visitor.opens('/es/practices/nobody-knows/concern')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await visitor.leaves()
})

test.skipIf(!program)('a concern is reported without scripts', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 800 } })
  const page = await context.newPage()
  await page.goto(`${library.host}/nl/practices/athens-melissa/concern`)
  await page.locator('form.report').evaluate((form: HTMLFormElement) => (form.noValidate = true))
  await page.getByLabel('Waar moeten we naar kijken?').fill('Regel een\nRegel twee')
  await page.getByRole('button', { name: 'De melding versturen' }).click()
  // What stands in a noscript is no text to a locator by text.
  await page.locator('form.report .where').first().waitFor()
  expect(await page.locator('form.report .where').first().textContent()).toBe('Kies er minstens één.')
  expect(await page.getByLabel('Waar moeten we naar kijken?').inputValue()).toBe('Regel een\nRegel twee')
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)
  if (process.env['SCREENSHOTS']) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/concern-no-scripts-320.png`, fullPage: true })
  await page.getByLabel('Er klopt iets niet').check()
  await page.getByRole('button', { name: 'De melding versturen' }).click()
  await page.waitForURL('**/concern?sent=1')
  expect(await page.locator('main').innerText()).toContain('De moderatoren hebben uw melding.')
  await context.close()
})

test.skipIf(!program)('whoever reports too often waits, and keeps what they typed', async () => {
  const visitor = await Visitor.with(browser, 360, 'dark', 'ro', library.host)
  const { page } = visitor
  const ask = async (query: string, input?: object) => page.context().request.post(`${library.host}/graphql`, { data: { query, variables: { input } } })
  const { data } = await (await ask('{ practice(by: { slug: "biel-city-card" }) { id } }')).json()
  for (let status = 200, i = 0; status !== 429 && i < 11; i++) {
    const input = { practice: data.practice.id, kind: 'OTHER', text: 'Again' }
    status = (await ask('mutation R($input: ConcernReportInput!) { concernReport(input: $input) { isTaken } }', input)).status()
  }
  await visitor.opens('/ro/practices/athens-melissa/concern')
  await page.getByLabel('Altceva').check()
  await page.getByLabel('Ce ar trebui să verificăm?').fill('Un text lung')
  await page.getByRole('button', { name: 'Trimiteți semnalarea' }).click()
  await page.getByRole('alert').getByText(/prea multe semnalări.*\d+ (de )?minute/).waitFor()
  expect(await page.getByLabel('Ce ar trebui să verificăm?').inputValue()).toBe('Un text lung')
  visitor.complaints.length = 0
  await visitor.checks('concern too many')
  await visitor.leaves()
})
