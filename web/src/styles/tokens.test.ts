import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const [light = '', dark = ''] = css.split('@media screen and (prefers-color-scheme: dark)')
const colours = (block: string) => [...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name = '', value = '']) => [name, value] as const)

/** The dark colours stand over the light ones, as in the browser. */
const schemes = { light: new Map(colours(light)), dark: new Map([...colours(light), ...colours(dark)]) }

/** Relative luminance after WCAG 2.2. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** What is read on what. */
const texts = [
  ['ink', 'paper'], ['ink', 'surface'], ['ink', 'tint'], ['ink', 'brick-tint'], ['ink', 'mark'],
  ['muted', 'paper'], ['muted', 'surface'],
  ['accent', 'paper'], ['accent', 'surface'], ['accent-strong', 'paper'], ['accent-strong', 'tint'],
  ['on-accent', 'accent'], ['on-accent', 'accent-strong'],
  ['brick', 'paper'], ['brick', 'surface'], ['brick', 'brick-tint'],
  ['ink', 'heat-1'], ['ink', 'heat-2'], ['ink', 'heat-3'], ['on-accent', 'heat-4'],
  ['on-band', 'band'], ['on-band-muted', 'band'], ['on-shine', 'shine'], ['on-shine', 'shine-strong'],
] as const

/** What must be told apart without being read: borders of fields, the ring of the focus, marks on the map. */
const shapes = [
  ['line-strong', 'paper'], ['line-strong', 'surface'], ['brick', 'paper'], ['brick', 'surface'], ['shine', 'band'],
  ['accent', 'land'], ['accent', 'paper'],
] as const

describe.each(Object.entries(schemes))('in the %s', (_name, scheme) => {
  const between = (one: string, other: string) => contrast(scheme.get(one) ?? '', scheme.get(other) ?? '')

  test.each(texts)('%s is read on %s', (text, ground) => expect(between(text, ground)).toBeGreaterThanOrEqual(4.5))

  test.each(shapes)('%s is seen on %s', (shape, ground) => expect(between(shape, ground)).toBeGreaterThanOrEqual(3))
})

test('both schemes are known to the browser, for its own controls', () => {
  expect(css).toContain('color-scheme: light dark')
  expect(colours(dark).length).toBeGreaterThan(10)
})
