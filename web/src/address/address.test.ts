import { expect, test } from 'vitest'
import { behindLanguage, readAddress, writeAddress } from './address'

const read = (href: string) => readAddress(new URL(href, 'http://library.test'))
const again = (href: string) => writeAddress(read(href))

test.each(['/', '/fr', '/practices', '/fr/practices?words=a&themes=housing', '/practices/athens-melissa', '/hr/practices/a%2Fb', '/practices/athens-melissa/v/2', '/fr/practices/a%2Fb/v/x', '/fr/no/such/page', '/it/examples', '/nothing', '/pl/coverage', '/coverage?rows=themes&columns=stages', '/compare', '/it/compare?practices=a,b%20c', '/ro/themes/housing', '/territories/utrecht', '/es/privacy', '/about', '/account', '/fr/account/sign-in', '/account/sign-in?problem=UNAVAILABLE', '/account/invitation', '/pl/account/password', '/account/code', '/concern', '/ro/practices/a%2Fb/concern'])(
  '%s comes back as it went',
  (href) => expect(again(href)).toBe(href),
)

test.each([
  ['a theme as a concept', '/concepts/themes/housing', '/themes/housing'],
  ['a concept', '/concepts/practice-types/service', '/practices?practiceTypes=service'],
  ['a language in the query', '/practices/x?lang=fr', '/fr/practices/x'],
  ['a language in the query of the home page', '/?lang=fr', '/fr'],
  ['a search at the home page', '/?lang=fr&words=a', '/fr/practices?words=a'],
  ['a second page at the home page', '/ro?shown=40', '/ro/practices?shown=40'],
  ['the path goes before the query', '/pl/practices/x?lang=fr', '/pl/practices/x'],
  ['a language and a slash', '/fr/', '/fr'],
  ['the usual coverage', '/fr/coverage?rows=territories&columns=themes', '/fr/coverage'],
  ['a coverage of nonsense', '/coverage?rows=themes&columns=themes', '/coverage?rows=themes&columns=territories'],
  ['a comparison of too many', '/compare?practices=a,b,,b,c,d,e', '/compare?practices=a,b,c,d'],
  ['a problem elsewhere', '/fr/account/code?problem=UNAVAILABLE', '/fr/account/code'],
  ['a closing slash', '/practices/', '/practices'],
])('%s leads somewhere', (_name, href, want) => expect(again(href)).toBe(want))

test.each(['/nothing', '/practices/x/y', '/practices/x/v', '/practices/x/y/2', '/practices/x/v/2/3', '/concepts/colours/red', '/concepts/tags', '/themes', '/coverage/x', '/compare/a', '/about/us', '/territories/a/b', '/de/practices', '/FR/practices', '/fr-BE/practices', '/nl/fr/practices', '/account/x', '/account/code/x', '/concern/x', '/practices/x/concern/y', '/themes/x/concern'])(
  '%s is nowhere',
  (href) => expect(read(href).place.page).toBe('nowhere'),
)

test('no address of ours leads to another host', () => {
  const { place } = readAddress({ pathname: '//host.test/x', search: '' })
  expect(writeAddress({ place, language: undefined })).toBe('/host.test/x')
})

test('a language that there is not is no language', () => {
  expect(read('/?lang=xx').language).toBeUndefined()
  expect(read('/?lang=fr-BE').language).toBe('fr')
})

test('a badly escaped address does no harm', () => {
  expect(read('/practices/%E0%A4%A').place).toEqual({ page: 'practice', slug: '%E0%A4%A' })
})

test.each([
  ['/de/practices/athens-melissa', { tag: 'de', place: { page: 'practice', slug: 'athens-melissa' } }],
  ['/uk', { tag: 'uk', place: expect.objectContaining({ page: 'home' }) }],
  ['/de/nothing', undefined],
  ['/fr-BE/practices', undefined],
  ['/practices/x', undefined],
  ['/d%E0/practices', undefined],
])('what stands behind the language of %s', (path, want) => expect(behindLanguage(path)).toEqual(want))
