// Writes pages, as scripts leave them, into the folder that is named first, and says which is which. The addresses, without
// host, come line by line on the standard input; the running server is that of WELDI_BASE_URL.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { chromium } from 'playwright-core'
import { findChromium, flags } from '../tests/chromium.mjs'

const folder = process.argv[2]
const paths = (await text(process.stdin)).split('\n').filter(Boolean)

const browser = await chromium.launch({ executablePath: findChromium(), args: flags })
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
for (const [i, path] of paths.entries()) {
  const name = `rendered-${i + 1}.html`
  await page.goto(process.env.WELDI_BASE_URL + path)
  await page.locator('#app > .served').waitFor({ state: 'detached' })
  await page.waitForLoadState('networkidle')
  await writeFile(join(folder, name), await page.content())
  console.log(`${name} ${path}`)
}
await browser.close()
