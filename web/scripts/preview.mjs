// Draws public/preview.png, the picture of link previews, from preview.svg beside this file. Run it when that has changed.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { findChromium, flags } from '../tests/chromium.mjs'

const svg = await readFile(new URL('preview.svg', import.meta.url), 'utf8')
const browser = await chromium.launch({ executablePath: findChromium(), args: flags })
const page = await browser.newPage({ viewport: { width: 1200, height: 630 } })
await page.setContent(`<style>body { margin: 0 }</style>${svg}`)
await page.screenshot({ path: fileURLToPath(new URL('../public/preview.png', import.meta.url)) })
await browser.close()
