// Reads the reports of Lighthouse in a folder, says what they say, and fails where that is less than promised.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Of 100: the middle one of several runs for performance, which depends on the machine too; every run for the rest. */
const promised = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 }

const folder = process.argv[2]
const runs = {}
for (const file of (await readdir(folder)).sort()) {
  const name = file.replace(/-\d+\.json$/, '')
  ;(runs[name] ??= []).push(resultOf(JSON.parse(await readFile(join(folder, file), 'utf8'))))
}

let isLess = Object.keys(runs).length === 0
for (const [name, results] of Object.entries(runs)) {
  for (const [category, least] of Object.entries(promised)) {
    const scores = results.map(({ scores }) => scores[category])
    const counts = category === 'performance' ? middle(scores) : Math.min(...scores)
    isLess ||= !(counts >= least)
    console.log(`${name.padEnd(9)} ${category.padEnd(14)} ${scores.join(' ').padEnd(12)} of ${least} promised`)
  }
  console.log(`${name.padEnd(9)} ${'blocking'.padEnd(14)} ${results.map(({ blocking }) => blocking).join(' ')} ms; shift ${Math.max(...results.map(({ shift }) => shift))}`)
}
process.exit(isLess ? 1 : 0)

/** A page that could not be loaded has no scores, which is less than any promise. */
function resultOf({ categories, audits }) {
  const scores = Object.fromEntries(Object.keys(promised).map((name) => [name, Math.round((categories[name]?.score ?? 0) * 100)]))
  const value = (audit) => Math.round((audits[audit]?.numericValue ?? 0) * 1000) / 1000
  return { scores, blocking: Math.round(value('total-blocking-time')), shift: value('cumulative-layout-shift') }
}

function middle(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)]
}
