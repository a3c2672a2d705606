// A library of ten thousand practices, on a server of its own: WELDI_SERVER names the program.
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Visitor, openBrowser } from './visitor'

const program = process.env['WELDI_SERVER'] ?? ''
const { WELDI_BASE_URL: _, ...env } = process.env // which is the other server's

let browser: Browser | undefined
let server: ChildProcess | undefined
let folder = ''
let host = ''

beforeAll(async () => {
  if (!program) return
  folder = await mkdtemp(join(tmpdir(), 'weldi-large-'))
  const data = ['--data', join(folder, 'data')]
  await promisify(execFile)(program, ['corpus', ...data, '10000'], { env })
  server = spawn(program, ['--addr', '127.0.0.1:0', '--no-seed', ...data], { stdio: ['ignore', 'pipe', 'ignore'], env })
  host = await addressOf(server)
  browser = await openBrowser()
}, 180_000)

afterAll(async () => {
  await browser?.close()
  if (server?.exitCode === null) {
    const ended = new Promise((resolve) => server?.once('exit', resolve))
    server.kill()
    await ended
  }
  if (folder) await rm(folder, { recursive: true })
})

/** Where a server says that it is. It goes on being listened to: nobody may talk into a closed pipe. */
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.stdout?.on('data', (said: Buffer) => {
      const [, address] = / is at (http:\/\/[^,]*),/.exec(said.toString()) ?? []
      if (address) resolve(address)
    })
    server.once('exit', () => reject(new Error('The server did not start.')))
  })
}

test.skipIf(!program)('ten thousand results are counted by the language and unfold as far as they may', async () => {
  if (!browser) throw new Error('There is no browser.')
  const visitor = await Visitor.with(browser, 1024, 'light', 'fr', host)
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
