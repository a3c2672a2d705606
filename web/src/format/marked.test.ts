import { expect, test } from 'vitest'
import { piecesOf, piecesOfWhole } from './marked'

const marked = (text: string) => ({ text, isMarked: true })
const plain = (text: string) => ({ text, isMarked: false })

test.each([
  ['', []],
  ['no word', [plain('no word')]],
  ['a <mark>word</mark> here', [plain('a '), marked('word'), plain(' here')]],
  ['<mark>a</mark><mark>b</mark>', [marked('a'), marked('b')]],
  ['R&amp;D &lt;b&gt; &#39;x&#34;', [plain('R&D <b> \'x"')]],
  ['<script>alert(1)</script>', [plain('<script>alert(1)</script>')]],
  ['&amp;lt;', [plain('&lt;')]],
])('%s', (fragment, want) => expect(piecesOf(fragment)).toEqual(want))

const title = { value: 'Housing & health', language: 'en' }
const highlight = { field: 'title', language: 'en', fragments: ['<mark>Housing</mark> &amp; health'] }

test('a whole text is marked where a highlight covers all of it', () => {
  expect(piecesOfWhole('title', title, [highlight])).toEqual([marked('Housing'), plain(' & health')])
})

test.each([
  ['another field', { ...highlight, field: 'summary' }],
  ['another language', { ...highlight, language: 'fr' }],
  ['a piece of it', { ...highlight, fragments: ['<mark>Housing</mark>'] }],
])('%s does not mark it', (_name, other) => {
  expect(piecesOfWhole('title', title, [other])).toEqual([plain('Housing & health')])
})
