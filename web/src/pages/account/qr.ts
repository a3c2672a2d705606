import { encode } from 'uqr'

/** The quiet edge that readers of codes want, in modules. */
const edge = 4

/** The dark modules of the QR code of a text as the path of a drawing, and how many modules wide and high that is. */
export function qrPath(text: string): { readonly d: string; readonly size: number } {
  const { data, size } = encode(text, { ecc: 'M', border: edge })
  const squares = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
  return { d: squares.join(''), size }
}
