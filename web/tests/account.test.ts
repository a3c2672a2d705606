// Members on the pages of their accounts, from the first administrator's link on: everything over a real server of its own,
// where a few wrong passwords keep nobody else out.
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asks, codeOf, password } from './member'
import { program, startLibrary, type OwnLibrary } from './own-library'
import { Visitor, browser } from './visitor'

let library: OwnLibrary

beforeAll(async () => {
  if (program) library = await startLibrary([], ['account'])
})

afterAll(async () => {
  await library?.stop()
})

const newPassword = 'some other words in a row'

test('the codes that this test makes are those of RFC 6238', () => {
  expect(codeOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 1 - Math.floor(Date.now() / 30_000))).toBe('287082')
})

/** Forgets what the browser itself reports of a status that was wanted. */
function expected(visitor: Visitor): void {
  visitor.complaints.length = 0
}

test.skipIf(!program)('a library’s first members: invited, signed in, with a second factor, and out again', { timeout: 240_000 }, async () => {
  const [link = '', secret = ''] = /\/account\/invitation#([\w-]{43})/.exec(library.said()) ?? []
  const visitor = await Visitor.with(browser, 360, 'light', 'fr', library.host)
  const { page } = visitor
  const sent: string[] = []
  page.on('request', (request) => sent.push(`${request.method()} ${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`))

  // The first administrator's link, without a language, keeps what stands behind its #.
  await visitor.opens(link)
  expect(page.url()).toBe(`${library.host}/fr/account/invitation`)
  expect(await page.evaluate(() => JSON.stringify([history.state, { ...sessionStorage }, { ...localStorage }, document.cookie]))).not.toContain(secret)
  await page.getByRole('heading', { level: 1, name: 'Activer votre compte' }).waitFor()
  await visitor.checks('invitation')
  await page.getByLabel('Votre nom').fill('Administration')
  await page.getByLabel('Mot de passe').fill('court')
  await page.getByRole('button', { name: 'Activer le compte' }).click()
  await page.getByText('Au moins 12 caractères', { exact: false }).nth(1).waitFor()
  await visitor.checks('invitation too short')
  await page.getByLabel('Mot de passe').fill(password)
  expect(sent.filter((request) => request.includes(secret))).toEqual([])
  await page.getByRole('button', { name: 'Activer le compte' }).click()
  await page.getByLabel('Adresse électronique').waitFor()
  await visitor.checks('invitation of the first administrator')
  expect(await page.getByLabel('Mot de passe').inputValue()).toBe(password)
  await page.getByLabel('Adresse électronique').fill('administrator@library.test')
  await page.getByRole('button', { name: 'Activer le compte' }).click()
  await page.getByRole('heading', { level: 1, name: 'Mon compte' }).waitFor()
  await page.getByText('Administration »').waitFor()
  await visitor.checks('account')
  await page.setViewportSize({ width: 320, height: 800 })
  await page.emulateMedia({ forcedColors: 'active' })
  await visitor.checks('account narrow in forced colours')
  await page.emulateMedia({ forcedColors: 'none' })
  await page.setViewportSize({ width: 360, height: 900 })
  const carried = sent.filter((request) => request.includes(secret))
  expect(carried.length).toBe(2)
  expect(carried.every((request) => request.includes('AcceptInvitation'))).toBe(true)
  expect((await page.context().request.get(`${library.host}/fr/account`)).headers()['referrer-policy']).toBe('same-origin')

  // An editor is invited, and comes.
  const { accountInvite } = await asks(
    visitor,
    library,
    'mutation Invite($input: AccountInviteInput!) { accountInvite(input: $input) { link userErrors { code } } }',
    { input: { email: 'liege-editor@library.test', name: 'Liège, rédaction', roles: [{ role: 'EDITOR', territory: 'liege' }] } },
  )
  expect(accountInvite.userErrors).toEqual([])
  const invitation = accountInvite.link.slice(accountInvite.link.indexOf('/account'))
  const editor = await Visitor.with(browser, 1440, 'dark', 'pl', library.host)
  const desk = editor.page
  await editor.opens(invitation)
  await editor.checks('invitation dark')
  await desk.getByLabel('Hasło').fill(password)
  await desk.keyboard.press('Enter')
  await desk.getByText('Korzystasz z konta: Liège, rédaction').waitFor()
  await desk.getByText('Redakcja').waitFor()
  await editor.checks('account dark')

  // The link works once.
  const late = await Visitor.with(browser, 320, 'light', 'en', library.host)
  await late.opens(invitation)
  await late.page.getByLabel('Password').fill(password)
  await late.page.keyboard.press('Enter')
  await late.page.getByText('This link has been used').waitFor()
  expect(await late.page.getByLabel('Password').inputValue()).toBe(password)
  await late.checks('invitation used')
  await late.page.reload()
  await late.page.getByText('Open this page by the link').waitFor()
  await late.checks('invitation without a link')
  await late.leaves()

  // Out, and in again; not with another password.
  await desk.getByRole('button', { name: 'Wyloguj się', exact: true }).click()
  await desk.getByText('Wylogowano').waitFor()
  expect(new URL(desk.url()).pathname).toBe('/pl/account/sign-in')
  expect((await asks(editor, library, '{ viewer { id } }')).viewer).toBeNull()
  await editor.checks('signed out')
  await desk.goto(`${library.host}/pl/account`)
  await desk.waitForURL(`${library.host}/pl/account/sign-in`)
  await desk.getByRole('button', { name: 'Zaloguj się' }).click()
  await desk.getByText('Adres e-mail wygląda tak').waitFor()
  await editor.checks('sign-in empty')
  await desk.getByLabel('Adres e-mail').fill('liege-editor@library.test')
  await desk.getByLabel('Hasło').fill('not these words at all')
  await desk.getByRole('button', { name: 'Zaloguj się' }).click()
  const wrong = desk.getByRole('alert').getByText('nie pasują do siebie')
  await wrong.waitFor()
  const said = await wrong.textContent()
  await desk.getByLabel('Kod drugiego składnika').waitFor()
  await editor.checks('sign-in wrong')
  expect(await desk.getByLabel('Adres e-mail').inputValue()).toBe('liege-editor@library.test')
  await desk.getByLabel('Hasło').fill(password)
  await desk.getByRole('button', { name: 'Zaloguj się' }).click()
  await desk.getByRole('heading', { level: 1, name: 'Moje konto' }).waitFor()

  // A second factor.
  const begin = desk.getByRole('button', { name: 'Włącz drugi składnik' })
  await begin.click()
  await desk.getByLabel('Twoje hasło').fill(password)
  await begin.click()
  const shown = (await desk.locator('dd code').textContent()) ?? ''
  expect(await desk.getByRole('link', { name: 'Otwórz w aplikacji' }).getAttribute('href')).toMatch(/^otpauth:\/\/totp\//)
  await desk.getByRole('img', { name: 'Kod QR' }).waitFor()
  await editor.checks('second factor secret')
  await desk.getByLabel('Kod drugiego składnika').fill('000000')
  await desk.getByRole('button', { name: 'Potwierdź i włącz' }).click()
  await desk.locator('[aria-invalid]').waitFor()
  await desk.getByLabel('Kod drugiego składnika').fill(codeOf(shown))
  await desk.getByRole('button', { name: 'Potwierdź i włącz' }).click()
  await desk.getByRole('heading', { name: 'Twoje kody zapasowe' }).waitFor()
  const recoveryCodes = await desk.locator('ul code').allTextContents()
  expect(recoveryCodes.length).toBe(10)
  await editor.checks('recovery codes')
  await desk.getByRole('button', { name: 'Kody są zapisane' }).click()
  await desk.getByText('Pozostałe kody zapasowe: 10').waitFor()

  // Signed in by a code, elsewhere; a wrong code is refused in the words of a wrong password.
  const phone = await Visitor.with(browser, 360, 'dark', 'pl', library.host)
  await phone.opens('/pl/account/sign-in')
  await phone.page.getByRole('button', { name: 'Używam drugiego składnika' }).click()
  await phone.page.getByLabel('Adres e-mail').fill('liege-editor@library.test')
  await phone.page.getByLabel('Hasło').fill(password)
  await phone.page.getByLabel('Kod').fill('123456')
  await phone.page.getByRole('button', { name: 'Zaloguj się' }).click()
  expect(await phone.page.getByRole('alert').getByText('nie pasują do siebie').textContent()).toBe(said)
  await phone.checks('sign-in wrong code')
  await phone.page.getByLabel('Kod').fill(codeOf(shown, 1)) // the one of now has been used
  await phone.page.getByRole('button', { name: 'Zaloguj się' }).click()
  await phone.page.getByRole('heading', { level: 1, name: 'Moje konto' }).waitFor()
  await phone.checks('account with second factor')

  // One session is ended from the other.
  await desk.reload()
  await desk.getByRole('button', { name: 'Zakończ sesję' }).click()
  await expect.poll(() => desk.getByRole('button', { name: 'Zakończ sesję' }).count()).toBe(0)
  expect((await asks(phone, library, '{ viewer { id } }')).viewer).toBeNull()
  await phone.leaves()

  // A token, shown once.
  await desk.getByRole('button', { name: 'Utwórz token' }).click()
  await desk.getByRole('button', { name: 'Utwórz token' }).click()
  await desk.getByText('Wybierz co najmniej jedno').waitFor()
  await editor.checks('token empty')
  await desk.getByLabel('Do czego służy').fill('Diagnosis')
  await desk.getByLabel('Widzieć to, co Ty').check()
  await desk.getByLabel('Twoje hasło').fill(password)
  await desk.getByLabel('Kod drugiego składnika').fill(recoveryCodes[0] ?? '')
  await desk.getByRole('button', { name: 'Utwórz token' }).click()
  await desk.getByText('Twój nowy token').waitFor()
  const token = (await desk.locator('ul code').textContent()) ?? ''
  await editor.checks('token shown')
  const asToken = async () => (await fetch(`${library.host}/graphql`, { method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` }, body: '{"query":"{ viewer { id } }"}' })).status
  expect(await asToken()).toBe(200)
  await desk.getByRole('button', { name: 'Unieważnij token Diagnosis' }).click()
  await desk.getByText('Nie masz żadnego').waitFor()
  expect(await asToken()).toBe(401)

  // Another password, and all that is kept, as a file.
  await desk.getByRole('button', { name: 'Zmień hasło' }).click()
  await desk.getByLabel('Twoje hasło').fill(password)
  await desk.getByLabel('Kod drugiego składnika').fill(recoveryCodes[1] ?? '')
  await desk.getByLabel('Nowe hasło').fill(newPassword)
  await editor.checks('change password')
  await desk.getByRole('button', { name: 'Zmień hasło' }).click()
  await desk.getByText('Hasło zostało zmienione').waitFor()
  const [file] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('button', { name: 'Pobierz' }).click()])
  const [document] = JSON.parse(await text(await file.createReadStream()))
  expect(document.account.email).toBe('liege-editor@library.test')

  // The factor off, everywhere out, the account closed.
  await desk.getByRole('button', { name: 'Wyłącz' }).click()
  await desk.getByLabel('Twoje hasło').fill(newPassword)
  await desk.getByLabel('Kod drugiego składnika').fill(recoveryCodes[2] ?? '')
  await desk.getByRole('button', { name: 'Wyłącz' }).click()
  await desk.getByText('Drugi składnik jest wyłączony').waitFor()
  await desk.getByRole('button', { name: 'Zamknij moje konto' }).click()
  await desk.getByLabel('Twoje hasło').fill('wrong words in a row')
  await desk.getByRole('button', { name: 'Zamknij konto na zawsze' }).click()
  await desk.locator('[aria-invalid]').waitFor()
  await editor.checks('close account wrong password')
  await desk.getByLabel('Twoje hasło').fill(newPassword)
  await desk.getByRole('button', { name: 'Zamknij konto na zawsze' }).click()
  await desk.getByText('Twoje konto jest zamknięte').waitFor()
  await editor.checks('account closed')
  await editor.leaves()

  await page.reload()
  await page.getByRole('button', { name: 'Se déconnecter partout' }).click()
  await page.getByText('Votre session est fermée').waitFor()
  expect((await asks(visitor, library, '{ viewer { id } }')).viewer).toBeNull()
  expect(visitor.complaints).toEqual([])
  await visitor.leaves()
})

test.skipIf(!program)('a lost password, a link that is no good, and a step of a city’s sign-in', async () => {
  const visitor = await Visitor.with(browser, 360, 'dark', 'ro', library.host)
  const { page } = visitor
  const bad = `#${'A'.repeat(43)}`
  await visitor.opens('/account/password')
  expect(new URL(page.url()).pathname).toBe('/ro/account/password')
  await page.getByLabel('Adresa de e-mail').fill('nobody@library.test')
  await page.getByRole('button').filter({ hasText: 'linkul' }).click()
  await page.getByText('nu trimite e-mailuri').waitFor()
  await visitor.checks('password without mail')

  // Another link in the same tab changes nothing but what stands behind the #.
  await page.goto(`${library.host}/ro/account/password${bad}`)
  await page.getByLabel('Parola nouă').fill(password)
  expect(page.url()).not.toContain('#')
  await page.keyboard.press('Enter')
  await page.getByText('a fost deja folosit').waitFor()
  expect(await page.getByLabel('Parola nouă').inputValue()).toBe(password)
  await visitor.checks('password bad link')

  await visitor.opens('/hr/account/code')
  await visitor.checks('code without a link')
  await page.goto(`${library.host}/hr/account/code${bad}`)
  await page.getByLabel('Kôd').fill('123456')
  await page.keyboard.press('Enter')
  await page.getByText('deset minuta').waitFor()
  await visitor.checks('code bad link')

  await visitor.leaves()
})

test.skipIf(!program)('whoever can sign in through their city is led there', async () => {
  const visitor = await Visitor.with(browser, 1440, 'light', 'it', library.host)
  const { page } = visitor
  await page.route('**/graphql', async (route) => {
    const asked = route.request().postData() ?? ''
    if (asked.includes('IdentityProviders')) return route.fulfill({ json: { data: { identityProviders: [{ key: 'liege', name: 'Ville de Liège' }] } } })
    if (!asked.includes('LeaveForProvider')) return route.fallback()
    return route.fulfill({ json: { data: { providerSignIn: { url: `${library.host}/it/about`, userErrors: [] } } } })
  })
  await visitor.opens('/it/account/sign-in')
  await page.getByRole('button', { name: 'Ville de Liège' }).waitFor()
  await visitor.checks('sign-in with providers')

  // Somebody who comes back in vain learns why, in their language.
  const back = await page.context().request.get(`${library.host}/account/provider/liege?state=x&code=y`, { headers: { Accept: 'text/html' }, maxRedirects: 0 })
  expect(back.status()).toBe(303)
  expect(back.headers()['location']).toMatch(/\/account\/sign-in\?problem=[A-Z_]+$/)
  await visitor.opens('/account/sign-in?problem=FORBIDDEN')
  await page.getByRole('alert').getByText('non porta qui a nessun account').waitFor()
  await visitor.checks('back from a provider')
  await page.getByRole('button', { name: 'Ville de Liège' }).click()
  await page.waitForURL(`${library.host}/it/about`)
  await visitor.leaves()
})

test.skipIf(!program)('after ten wrong tries everybody here waits, is told how long, and loses nothing', async () => {
  const visitor = await Visitor.with(browser, 360, 'light', 'pt', library.host)
  const { page } = visitor
  const wrong = { input: { email: 'nobody@library.test', password } }
  for (let status = 200, i = 0; status !== 429 && i < 11; i++) {
    const data = { query: 'mutation S($input: SignInInput!) { signIn(input: $input) { viewer { id } } }', variables: wrong }
    status = (await page.context().request.post(`${library.host}/graphql`, { data })).status()
  }
  await visitor.opens('/pt/account/sign-in')
  await page.getByLabel('Endereço').fill('nobody@library.test')
  await page.getByLabel('Palavra-passe').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText(/demasiadas tentativas.*\d+ minutos/).waitFor()
  expect(await page.getByLabel('Palavra-passe').inputValue()).toBe(password)
  expected(visitor)
  await visitor.checks('too many tries')
  await visitor.leaves()
})
