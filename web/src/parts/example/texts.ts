import type { TextFragment } from '../../generated/operations'

/** A text as the API serves it. */
export function textOf(value: string, language = 'en', origin: TextFragment['origin'] = 'ORIGINAL'): TextFragment {
  return { value, language, direction: language === 'ar' ? 'RTL' : 'LTR', origin, isStale: false }
}

/** As long as a title may be. */
export const longTitle = 'A title that goes on and on '.repeat(11).slice(0, 300).trim()

/** What would be markup, were it not a text. */
export const markup = '<b onclick="alert(1)">bold</b> & <script>alert(1)</script>'
