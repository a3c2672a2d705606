// Where Chromium is on this machine: the variable CHROMIUM, the usual places, or Playwright's own download.
// Run as a program, it prints the place, or says that there is none.
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** How every Chromium is started here. Without most of these it asks its maker's hosts for news of its own. */
export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function findChromium() {
  if (process.env.CHROMIUM) return existsSync(process.env.CHROMIUM) ? process.env.CHROMIUM : undefined
  return [...usualPlaces, chromium.executablePath()].find((path) => path && existsSync(path))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = findChromium()
  if (!found) {
    console.error(process.env.CHROMIUM ? `CHROMIUM names ${process.env.CHROMIUM}, which is not there.` : 'No Chromium found.')
    process.exit(1)
  }
  console.log(found)
}
