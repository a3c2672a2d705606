// Starts one browser before all walks, and ends it after them.
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { findChromium, flags } from './chromium.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the browser is joined. */
    browser: string
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  if (!process.env['WELDI_BASE_URL']) throw new Error('Name a running server in WELDI_BASE_URL, such as http://127.0.0.1:8080.')
  const executablePath = findChromium()
  if (!executablePath) throw new Error('No Chromium found: run scripts/ensure-chromium.sh.')
  const server = await chromium.launchServer({ executablePath, args: flags })
  provide('browser', server.wsEndpoint())
  return () => server.close()
}
