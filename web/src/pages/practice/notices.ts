import { formatLanguage } from '../../format/format'
import type { TextFragment } from '../../generated/operations'
import type { Messages } from '../../messages/en'

type Told = Pick<TextFragment, 'language' | 'origin' | 'isStale'>

/** What has to be said about a text that is not in the reader's language, or that a machine wrote, or that is behind its original. */
export function noticesOf(text: Told, { language, messages }: { language: string; messages: Messages }): string[] {
  return [
    text.language !== language && messages.servedIn(formatLanguage(text.language, language)),
    text.origin === 'MACHINE' && messages.machine,
    text.isStale && messages.stale,
  ].filter((notice) => notice !== false)
}
