import { expect, test } from 'vitest'
import { qrPath } from './qr'

test('a code is square, with a quiet edge around its three corner marks', () => {
  const { d, size } = qrPath('otpauth://totp/WELDI:reader@library.test?secret=GEZDGNBVGY3TQOJQ')
  expect(size % 4).toBe(1) // 17 + 4 times the version, and twice the edge
  const isDark = (x: number, y: number) => d.includes(`M${x} ${y}h`)
  for (const [x, y] of [[4, 4], [size - 11, 4], [4, size - 11]] as const) {
    expect([0, 6].map((i) => isDark(x + i, y + i))).toEqual([true, true])
    expect(isDark(x + 1, y + 1)).toBe(false)
    expect(isDark(x + 3, y + 3)).toBe(true)
  }
  for (let i = 0; i < size; i++) expect(isDark(i, 3) || isDark(3, i) || isDark(i, size - 4) || isDark(size - 4, i)).toBe(false)
})
