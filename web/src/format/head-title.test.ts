import { expect, test } from 'vitest'
import { headTitle } from './head-title'

// The cases of TestTitles in server/httpd/title_test.go.
test.each([
  ['Carte', 'Carte · Bibliothèque de pratiques WELDI'],
  ['a'.repeat(70), 'a'.repeat(70)],
  ['é'.repeat(300), `${'é'.repeat(69)}…`],
  ['&'.repeat(300), `${'&'.repeat(13)}…`],
  ['a '.repeat(150), `${'a '.repeat(35).trim()}…`],
  ['😀🇧🇪'.repeat(100), `${'😀🇧🇪'.repeat(23)}…`],
])('%.20s', (title, want) => {
  expect(headTitle(title, 'Bibliothèque de pratiques WELDI')).toBe(want)
})

test('the home page is called like the site, once', () => {
  expect(headTitle('WELDI Practice Library', 'WELDI Practice Library')).toBe('WELDI Practice Library')
})
