import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'

const here = new URL('.', import.meta.url)
const parts = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'example')

test.each(parts.map(({ name }) => name))('%s has its examples', (name) => {
  const files = readdirSync(new URL(`${name}/`, here))
  expect(files.filter((file) => file.endsWith('.examples.svelte'))).toHaveLength(1)
})
