// Says how heavy the built pages are, and fails when the reading client outgrows its limits. Run it after `npm run build`.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const kilo = 1000

/** Compressed, in KB: what a first page may cost on a slow line. */
const limits = { js: 45, css: 12 }

const all = (await readdir(join(dist, 'assets'))).map((name) => `assets/${name}`)

/** A reader gets the words of one language besides; here, of the heaviest. */
const words = await heaviest(all.filter((path) => path.startsWith('assets/client-messages-')))

const html = await readFile(join(dist, 'index.html'), 'utf8')
let tooHeavy = false
for (const [kind, limit] of Object.entries(limits)) {
  const files = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path]) => path).filter((path) => path.endsWith(`.${kind}`))
  const { raw, zipped } = await weigh(kind === 'js' ? [...files, ...words] : files)
  tooHeavy ||= zipped > limit * kilo
  console.log(`client  ${kind.padEnd(4)}${show(raw)} KB, ${show(zipped)} KB compressed, at most ${limit}`)
}

const editor = await weigh(all.filter((path) => !path.startsWith('assets/client-')))
console.log(`graphiql all ${show(editor.raw)} KB, ${show(editor.zipped)} KB compressed`)

process.exit(tooHeavy ? 1 : 0)

async function weigh(paths) {
  const files = await Promise.all(paths.map((path) => readFile(join(dist, path))))
  const sum = (sizes) => sizes.reduce((all, size) => all + size, 0)
  return { raw: sum(files.map((file) => file.length)), zipped: sum(files.map((file) => gzipSync(file, { level: 9 }).length)) }
}

async function heaviest(paths) {
  const weights = await Promise.all(paths.map(async (path) => ({ path, ...(await weigh([path])) })))
  return weights.sort((a, b) => b.zipped - a.zipped).slice(0, 1).map(({ path }) => path)
}

function show(bytes) {
  return (bytes / kilo).toFixed(1)
}
