import { formatLanguage } from '../../format/format'
import type { TextFragment } from '../../generated/operations'
import type { Messages } from '../../messages/en'

type Marked = Pick<TextFragment, 'language' | 'origin' | 'isStale'>

/** What has to be said about a text where there is no room for a sentence: its language if it is not the reader's, that a machine wrote it, that it is behind its original. */
export function marksOf(text: Marked, { language, messages }: { language: string; messages: Messages }): string[] {
  return [
    text.language !== language && messages.inLanguage(formatLanguage(text.language, language)),
    text.origin === 'MACHINE' && messages.machineMark,
    text.isStale && messages.staleMark,
  ].filter((mark) => mark !== false)
}
