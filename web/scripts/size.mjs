// Says how heavy the built pages are, and fails when the reading client outgrows its limits. Run it after `npm run build`.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const kilo = 1000

/** Compressed, in KB: what comes before the served text can be read at ease, what the first page and every other one may cost on a slow line, and what the lines of a map may. */
const limits = { entry: 3, home: { js: 45, css: 12 }, page: { js: 70, css: 12 }, map: 20 }

/** The build's own account of its files: what each needs at once, and what it may fetch later. */
const manifest = JSON.parse(await readFile(join(dist, '.manifest.json'), 'utf8'))
const client = 'index.html'
const start = 'src/start/begin.ts'

/** What stands inside the page itself. */
const inside = /<style[^>]*>(.*?)<\/style>/s.exec(await readFile(join(dist, client), 'utf8'))?.[1] ?? ''

/** A reader gets the words of one language besides; here, of the heaviest: those of home and, on any other page, more. */
const messagesOf = (name, folder) => laterOf(name).filter((later) => new RegExp(`^src/messages/${folder}\\w+\\.ts$`).test(later))
const words = await heaviest(messagesOf(start, ''))
const furtherWords = await heaviest(messagesOf(start, 'further/'))
const wordsOf = async (page, name) => [...words, ...(page === 'home' ? [] : furtherWords), ...(await heaviest(messagesOf(name, 'account/')))]

let tooHeavy = false
for (const name of laterOf(start).filter((name) => /^src\/pages\/.+Page\.svelte$/.test(name))) {
  const page = name.split('/')[2]
  const files = filesOf([client, start, name, ...(await wordsOf(page, name))])
  const weight = { js: await weigh(files.filter(isScript)), css: await weigh(files.filter((file) => !isScript(file)), inside) }
  const limit = limits[page] ?? limits.page
  tooHeavy ||= weight.js.zipped > limit.js * kilo || weight.css.zipped > limit.css * kilo
  const whole = await weigh([...new Set([...files, ...filesOf(ownLaterOf(name))])].filter((file) => isScript(file) && !isDrawn(file)))
  tooHeavy ||= whole.zipped > limits.page.js * kilo
  const said = Object.entries(weight).map(([kind, { zipped }]) => `${kind} ${show(zipped)} KB of ${limit[kind]}`)
  if (whole.zipped > weight.js.zipped) said.push(`js with what it may fetch later ${show(whole.zipped)} KB of ${limits.page.js}`)
  console.log(`${page.padEnd(12)} ${said.join(', ')}`)
}

const entry = await weigh(filesOf([client]).filter(isScript))
tooHeavy ||= entry.zipped > limits.entry * kilo
console.log(`entry        ${show(entry.zipped)} KB of ${limits.entry}`)

const map = await weigh(filesOf(['src/parts/map/drawn.ts']).filter(isDrawn))
tooHeavy ||= map.zipped > limits.map * kilo
console.log(`map          ${show(map.zipped)} KB of ${limits.map}, once somebody looks at one`)

const editor = await weigh(filesOf(['graphiql/index.html', ...laterOf('graphiql/index.html')]))
console.log(`graphiql     ${show(editor.zipped)} KB`)

process.exit(tooHeavy ? 1 : 0)

/** The files that these modules need at once, each once. */
function filesOf(names) {
  const modules = withImports(names).map((name) => manifest[name])
  return [...new Set(modules.flatMap(({ file, css = [] }) => [file, ...css]))]
}

function withImports(names, known = new Set()) {
  for (const name of names) {
    if (known.has(name)) continue
    known.add(name)
    withImports(manifest[name].imports ?? [], known)
  }
  return [...known]
}

/** What a module, with all that it needs at once, may fetch later. */
function laterOf(name) {
  return [...new Set(withImports([name]).flatMap((needed) => manifest[needed].dynamicImports ?? []))]
}

/** What a page alone may fetch later: views and maps, not other pages, nor words. */
function ownLaterOf(name) {
  const ofAll = laterOf(start)
  return laterOf(name).filter((later) => !ofAll.includes(later) && !later.startsWith('src/messages/'))
}

function isScript(file) {
  return file.endsWith('.js')
}

/** Whether a file holds the lines of the map, which are counted by themselves. */
function isDrawn(file) {
  return file.includes('/drawn')
}

async function weigh(files, ...more) {
  const contents = [...(await Promise.all(files.map((file) => readFile(join(dist, file))))), ...more]
  return { zipped: contents.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0) }
}

async function heaviest(names) {
  const weights = await Promise.all(names.map(async (name) => ({ name, ...(await weigh(filesOf([name]))) })))
  return weights.sort((a, b) => b.zipped - a.zipped).slice(0, 1).map(({ name }) => name)
}

function show(bytes) {
  return (bytes / kilo).toFixed(1)
}
