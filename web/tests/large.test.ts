// A library of ten thousand practices, on a server of its own: WELDI_SERVER names the program.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { program, startLibrary, type OwnLibrary } from './own-library'
import { Visitor, browser } from './visitor'

let library: OwnLibrary | undefined

beforeAll(async () => {
  if (!program) return
  library = await startLibrary(['--no-seed'], ['corpus', '10000'])
}, 180_000)

afterAll(async () => {
  await library?.stop()
})

test.skipIf(!program)('ten thousand results are counted by the language and unfold as far as they may', async () => {
  if (!library) throw new Error('There is no library.')
  const visitor = await Visitor.with(browser, 1024, 'light', 'fr', library.host)
  const { page } = visitor
  let asked = 0
  page.on('request', (request) => (asked += request.url().endsWith('/graphql') ? 1 : 0))
  await visitor.opens('/fr/practices?shown=99999')
  expect(await page.locator('#results-heading').textContent()).toMatch(/10\s\d{3} pratiques/)
  expect(await page.getByRole('article').count()).toBe(1000)
  expect(asked).toBe(10)
  expect(await page.getByRole('link', { name: 'Afficher la suite' }).count()).toBe(0)
  expect(await page.getByRole('main').textContent()).toMatch(/Les 1\s000 premières sont affichées/)
  expect(visitor.complaints).toEqual([])

  await visitor.opens('/fr/coverage')
  await page.getByRole('table').waitFor()
  await visitor.checks('coverage of ten thousand')
  await visitor.leaves()
})
