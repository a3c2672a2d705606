import { expect, test } from 'vitest'
import { readAddress, writeAddress } from './address'

const read = (href: string) => readAddress(new URL(href, 'http://library.test'))
const again = (href: string) => writeAddress(read(href))

test.each(['/', '/?lang=fr', '/practices', '/practices?lang=fr&words=a&themes=housing', '/practices/athens-melissa', '/practices/a%2Fb?lang=en'])(
  '%s comes back as it went',
  (href) => expect(again(href)).toBe(href),
)

test.each([
  ['a theme', '/themes/housing', '/practices?themes=housing'],
  ['a territory', '/territories/utrecht', '/practices?territories=utrecht'],
  ['a concept', '/concepts/practice-types/service', '/practices?practiceTypes=service'],
  ['a language in the path', '/fr/practices/x', '/practices/x?lang=fr'],
  ['a language in the path of the home page', '/fr/', '/?lang=fr'],
  ['a closing slash', '/practices/', '/practices'],
])('%s leads somewhere', (_name, href, want) => expect(again(href)).toBe(want))

test.each(['/nothing', '/practices/x/y', '/concepts/colours/red', '/concepts/tags', '/themes', '/territories/a/b', '/de/practices'])(
  '%s is nowhere',
  (href) => expect(read(href).place.page).toBe('nowhere'),
)

test('a language that there is not is no language', () => {
  expect(read('/?lang=xx').language).toBeUndefined()
  expect(read('/?lang=fr-BE').language).toBe('fr')
})

test('a badly escaped address does no harm', () => {
  expect(read('/practices/%E0%A4%A').place).toEqual({ page: 'practice', slug: '%E0%A4%A' })
})
