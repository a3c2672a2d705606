import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'

/** What frames a page or is one, and is seen with every page; and the frame of the examples themselves. */
const seenAnyway = ['example', 'message', 'site-footer', 'site-header']

const here = new URL('.', import.meta.url)
const parts = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !seenAnyway.includes(entry.name))

test.each(parts.map(({ name }) => name))('%s has its examples', (name) => {
  const files = readdirSync(new URL(`${name}/`, here))
  expect(files.filter((file) => file.endsWith('.examples.svelte'))).toHaveLength(1)
})
