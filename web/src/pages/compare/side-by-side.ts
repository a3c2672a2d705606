import type { ComparePracticeQuery, PracticeSectionKind } from '../../generated/operations'

/** A practice as it is compared. */
export type Practice = NonNullable<ComparePracticeQuery['practice']>

type Section = Practice['sections'][number]

/** One section of every practice; undefined where a practice does not tell it. */
export interface Row {
  readonly kind: PracticeSectionKind
  readonly cells: readonly { readonly practice: Practice; readonly section: Section | undefined }[]
}

/** All sections in reading order. */
const order: readonly PracticeSectionKind[] = ['CHALLENGE', 'APPROACH', 'BENEFICIARIES', 'RESULTS', 'LESSONS', 'CONDITIONS', 'RESOURCES']

/** The sections side by side. One that nobody tells is left out. */
export function rowsOf(practices: readonly Practice[]): Row[] {
  return order
    .map((kind) => ({
      kind,
      cells: practices.map((practice) => ({ practice, section: practice.sections.find((section) => section.kind === kind) })),
    }))
    .filter(({ cells }) => cells.some(({ section }) => section))
}
