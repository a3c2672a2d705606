import { formatLanguage } from '../../format/format'
import type { TextFragment } from '../../generated/operations'
import type { FurtherMessages } from '../../messages/further/en'

type Told = Pick<TextFragment, 'language' | 'origin' | 'isStale'>

/** What has to be said about a text that is not in the reader's language, or that a machine wrote, or that is behind its original. */
export function noticesOf(text: Told, { language, further }: { language: string; further: FurtherMessages }): string[] {
  return [
    text.language !== language && further.servedIn(formatLanguage(text.language, language)),
    text.origin === 'MACHINE' && further.machine,
    text.isStale && further.stale,
  ].filter((notice) => notice !== false)
}
