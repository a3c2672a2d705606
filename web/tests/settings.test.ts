// What members settle of their own account, in several languages: what they are called, messages by mail, new recovery
// codes, and an account without a password. What was typed stays wherever it is refused.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AccountMessages } from '../src/messages/account/en'
import { loadAccountMessages } from '../src/messages/account/load'
import type { Language } from '../src/messages/languages'
import { asks, codeOf, password, signsIn, takesUp } from './member'
import { program, startLibrary, type OwnLibrary } from './own-library'
import { Visitor, browser } from './visitor'

let library: OwnLibrary

beforeAll(async () => {
  if (!program) return
  library = await startLibrary([], ['account'])
  const founder = await Visitor.with(browser, 360, 'light', 'en', library.host)
  await takesUp(founder, library)
  await founder.leaves()
})

afterAll(async () => {
  await library?.stop()
})

/** Opens the own account in a language, and gives the words that it uses. */
async function opens(visitor: Visitor, language: Language): Promise<AccountMessages> {
  await visitor.opens(`/${language}/account`)
  const words = await loadAccountMessages(language)
  await visitor.page.getByRole('heading', { level: 1, name: words.account.title }).waitFor()
  return words
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

const settled = '{ viewer { account { name } notificationMail { rhythm language } } }'

test.skipIf(!program).each([
  { language: 'fr', width: 360, scheme: 'light', name: 'Équipe d’accueil', mailIn: 'nl' },
  { language: 'pl', width: 1440, scheme: 'dark', name: 'Zespół miasta', mailIn: 'ro' },
  { language: 'hr', width: 768, scheme: 'light', name: 'Gradska služba', mailIn: 'it' },
] as const)('a member says what they are called and whether they want mail ($language)', async ({ language, width, scheme, name, mailIn }) => {
  const visitor = await Visitor.with(browser, width, scheme, language, library.host)
  const { page } = visitor
  await signsIn(visitor, library)
  const words = await opens(visitor, language)

  await button(page, words.rename.submit).click()
  const field = page.getByRole('textbox', { name: words.fields.name })
  await field.fill('n'.repeat(101))
  await button(page, words.rename.submit).click()
  await page.getByText(words.faults.tooLong('100')).waitFor()
  expect(await field.inputValue()).toBe('n'.repeat(101))
  await visitor.checks(`name too long in ${language}`)

  // What the library itself refuses stands at the field too.
  await field.fill('a\u0001b')
  await button(page, words.rename.submit).click()
  await page.locator('[aria-invalid][name="name"]').waitFor()
  expect(await field.inputValue()).toBe('a\u0001b')
  await visitor.checks(`name refused in ${language}`)
  await field.fill(name)
  await button(page, words.rename.submit).click()
  await page.getByText(words.account.signedInAs(name)).waitFor()
  await page.getByText(words.rename.done).waitFor()

  const rhythm = (label: string) => page.getByLabel(label, { exact: true })
  await page.getByText(words.mail.notSent).waitFor()
  await rhythm(words.mail.rhythmNames.DAILY).check()
  await page.getByLabel(words.mail.language).selectOption(mailIn)
  await page.route('**/graphql', (route) => route.abort())
  await button(page, words.mail.submit).click()
  await page.locator('[role="alert"] p').waitFor()
  visitor.complaints.length = 0 // The browser reports the connection that we cut.
  expect(await rhythm(words.mail.rhythmNames.DAILY).isChecked()).toBe(true)
  expect(await page.getByLabel(words.mail.language).inputValue()).toBe(mailIn)
  await visitor.checks(`mail not settled in ${language}`)
  await page.unroute('**/graphql')
  await button(page, words.mail.submit).click()
  await page.getByText(words.mail.done).waitFor()
  await visitor.checks(`mail settled in ${language}`)
  expect((await asks(visitor, library, settled)).viewer).toEqual({ account: { name }, notificationMail: { rhythm: 'DAILY', language: mailIn } })

  await page.reload()
  await page.getByLabel(words.mail.language).waitFor()
  expect(await page.getByLabel(words.mail.language).inputValue()).toBe(mailIn)
  await rhythm(words.mail.rhythmNames.OFF).check()
  await button(page, words.mail.submit).click()
  await page.getByText(words.mail.done).waitFor()
  expect((await asks(visitor, library, settled)).viewer.notificationMail.rhythm).toBe('OFF')

  await page.getByRole('combobox', { name: words.otherMail.title }).selectOption(mailIn)
  await button(page, words.otherMail.submit).click()
  await page.getByText(words.mail.done).nth(1).waitFor()
  await visitor.checks(`language of other mail settled in ${language}`)
  expect((await asks(visitor, library, '{ viewer { account { language } } }')).viewer).toEqual({ account: { language: mailIn } })
  await visitor.leaves()
})

test.skipIf(!program)('an account without a password offers a link to set one, and nothing that would take it', async () => {
  const visitor = await Visitor.with(browser, 360, 'dark', 'es', library.host)
  const { page } = visitor
  await signsIn(visitor, library)
  await page.route('**/graphql', async (route) => {
    const asked = route.request().postData() ?? ''
    if (asked.includes('RequestPasswordReset')) {
      return route.fulfill({ json: { data: { passwordResetRequest: { isTaken: true, userErrors: [] } } } })
    }
    if (!asked.includes('MyAccount')) return route.fallback()
    const response = await route.fetch()
    const body = await response.json()
    body.data.viewer.hasPassword = false
    body.data.identityProviders = [{ key: 'liege', name: 'Ville de Liège' }]
    await route.fulfill({ response, json: body })
  })
  const words = await opens(visitor, 'es')
  await page.getByText(words.changePassword.none).waitFor()
  expect(await page.getByText(words.account.needsPassword).count()).toBe(4)
  for (const name of [words.changePassword.title, words.factor.begin, words.tokens.create, words.close.open, words.identities.link('Ville de Liège')]) {
    expect(await button(page, name).count(), name).toBe(0)
  }
  await visitor.checks('account without a password')
  await button(page, words.password.request).click()
  await page.getByText(words.changePassword.sent('administrator@library.test')).waitFor()
  await visitor.checks('account without a password, link asked for')
  await visitor.leaves()
})

test.skipIf(!program)('without mail, whoever has no password is told whom to ask', async () => {
  const visitor = await Visitor.with(browser, 768, 'light', 'it', library.host)
  const { page } = visitor
  await signsIn(visitor, library)
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('MyAccount')) return route.fallback()
    const response = await route.fetch()
    const body = await response.json()
    body.data.viewer.hasPassword = false
    await route.fulfill({ response, json: body })
  })
  const words = await opens(visitor, 'it')
  await button(page, words.password.request).click()
  await page.getByRole('alert').getByText(words.password.noMail).waitFor()
  await visitor.checks('account without a password, without mail')
  await visitor.leaves()
})

test.skipIf(!program)('recovery codes are renewed by themselves, and the old ones are worth nothing then', async () => {
  const visitor = await Visitor.with(browser, 360, 'light', 'ro', library.host)
  const { page } = visitor
  await signsIn(visitor, library)
  const words = await opens(visitor, 'ro')
  await button(page, words.factor.begin).click()
  await page.getByLabel(words.fields.yourPassword).fill(password)
  await button(page, words.factor.begin).click()
  const secret = (await page.locator('dd code').textContent()) ?? ''
  await page.getByLabel(words.fields.code).fill(codeOf(secret))
  await button(page, words.factor.confirm).click()
  await page.getByRole('heading', { name: words.factor.recovery }).waitFor()
  const old = await page.locator('ul code').allTextContents()
  await button(page, words.factor.kept).click()

  await button(page, words.factor.renew).click()
  await button(page, words.factor.renew).click()
  await page.getByText(words.faults.empty).first().waitFor()
  await visitor.checks('recovery codes, nothing typed')
  await page.getByLabel(words.fields.yourPassword).fill(password)
  await page.getByLabel(words.fields.code).fill('123456')
  await button(page, words.factor.renew).click()
  await page.locator('[aria-invalid]').first().waitFor()
  expect(await page.getByLabel(words.fields.yourPassword).inputValue()).toBe(password)
  await visitor.checks('recovery codes refused')
  await page.getByLabel(words.fields.code).fill(old[0] ?? '')
  await button(page, words.factor.renew).click()
  await page.getByText(words.factor.renewed).waitFor()
  const fresh = await page.locator('ul code').allTextContents()
  expect(fresh.length).toBe(10)
  expect(fresh.filter((code) => old.includes(code))).toEqual([])
  await visitor.checks('recovery codes renewed')
  await button(page, words.factor.kept).click()
  await page.getByText(words.factor.codesLeft('10')).waitFor()

  const elsewhere = await Visitor.with(browser, 360, 'light', 'ro', library.host)
  expect(await signsIn(elsewhere, library, old[1])).toEqual(['WRONG_CREDENTIALS'])
  expect(await signsIn(elsewhere, library, fresh[0])).toEqual([])
  await elsewhere.leaves()
  await visitor.leaves()
})
