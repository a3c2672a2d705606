/** A piece of a text, and whether the searched words stand there. */
export interface Piece {
  readonly text: string
  readonly isMarked: boolean
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
}

/**
 * Takes a highlight apart, which the API sends as safe HTML with `<mark>` around the words. Shown as text, piece by
 * piece, nothing in it can ever come to life.
 */
export function piecesOf(fragment: string): Piece[] {
  return fragment
    .split(/<mark>(.*?)<\/mark>/s)
    .map((html, i) => ({ text: textOf(html), isMarked: i % 2 === 1 }))
    .filter(({ text }) => text !== '')
}

function textOf(html: string): string {
  return html.replace(/&(?:amp|lt|gt|quot|#34|#39);/g, (entity) => entities[entity] ?? entity)
}

interface Highlight {
  readonly field: string
  readonly language: string
  readonly fragments: readonly string[]
}

/** A whole text with the searched words marked; plain where no highlight covers all of it. */
export function piecesOfWhole(field: string, text: { value: string; language: string }, highlights: readonly Highlight[]): Piece[] {
  const whole = highlights
    .filter((highlight) => highlight.field === field && highlight.language === text.language)
    .flatMap(({ fragments }) => fragments.map(piecesOf))
    .find((pieces) => pieces.map((piece) => piece.text).join('') === text.value)
  return whole ?? [{ text: text.value, isMarked: false }]
}
