// Says how heavy the built pages are, and fails when the reading client outgrows its limits. Run it after `npm run build`.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const kilo = 1000

/** Compressed, in KB: what a first page may cost on a slow line. */
const limits = { js: 45, css: 12 }

const html = await readFile(join(dist, 'index.html'), 'utf8')
let tooHeavy = false
for (const [kind, limit] of Object.entries(limits)) {
  const files = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path]) => path).filter((path) => path.endsWith(`.${kind}`))
  const { raw, zipped } = await weigh(files)
  tooHeavy ||= zipped > limit * kilo
  console.log(`client  ${kind.padEnd(4)}${show(raw)} KB, ${show(zipped)} KB compressed, at most ${limit}`)
}

const assets = (await readdir(join(dist, 'assets'))).filter((name) => !name.startsWith('client-')).map((name) => `assets/${name}`)
const editor = await weigh(assets)
console.log(`graphiql all ${show(editor.raw)} KB, ${show(editor.zipped)} KB compressed`)

process.exit(tooHeavy ? 1 : 0)

async function weigh(paths) {
  const files = await Promise.all(paths.map((path) => readFile(join(dist, path))))
  const sum = (sizes) => sizes.reduce((all, size) => all + size, 0)
  return { raw: sum(files.map((file) => file.length)), zipped: sum(files.map((file) => gzipSync(file, { level: 9 }).length)) }
}

function show(bytes) {
  return (bytes / kilo).toFixed(1)
}
