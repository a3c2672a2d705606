// Anybody tells the moderators what worries them, and those find it; on a server of its own, where reports are counted.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { program, startLibrary, type OwnLibrary } from './own-library'
import { Visitor, openBrowser } from './visitor'

let browser: Browser
let library: OwnLibrary

beforeAll(async () => {
  browser = await openBrowser()
  if (program) library = await startLibrary([], ['account'])
})

afterAll(async () => {
  await browser?.close()
  await library?.stop()
})

const ways = [
  { language: 'fr', width: 360, scheme: 'light', kind: 'reconnue, retrouvée', text: 'Que devons-nous regarder ?', send: 'Envoyer le signalement', link: 'Signaler un problème', thanks: 'Merci' },
  { language: 'pl', width: 1440, scheme: 'dark', kind: 'jest nieprawdziwe', text: 'Na co mamy spojrzeć?', send: 'Wyślij zgłoszenie', link: 'Zgłoś obawę', thanks: 'Dziękujemy' },
  { language: 'hr', width: 320, scheme: 'dark', kind: 'više nije tako', text: 'Što trebamo pogledati?', send: 'Pošalji prijavu', link: 'Prijavite zabrinutost', thanks: 'Hvala' },
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

    // What was typed stands when the line is down, or somebody has to wait.
    await page.route('**/graphql', (route) => route.abort())
    await page.getByRole('button', { name: send }).click()
    await page.getByRole('alert').locator('p').waitFor()
    await page.unroute('**/graphql')
    const wait = { status: 429, headers: { 'Retry-After': '90' }, json: { errors: [{ message: 'Wait.', extensions: { code: 'TOO_MANY_TRIES' } }] } }
    await page.route('**/graphql', (route) => route.fulfill(wait))
    await page.getByRole('button', { name: send }).click()
    await page.getByRole('alert').getByText('90').waitFor()
    visitor.complaints.length = 0
    await visitor.checks(`concern too many ${language}`)
    await page.unroute('**/graphql')
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
