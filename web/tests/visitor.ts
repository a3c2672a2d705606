import type axe from 'axe-core'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject } from 'vitest'

/** The running server that is visited. */
export const base = (process.env['WELDI_BASE_URL'] ?? '').replace(/\/$/, '')

/** The browser of all walks, which each file joins; tests/one-browser.ts starts it. */
export let browser: Browser

beforeAll(async () => {
  browser = await chromium.connect(inject('browser'))
})

afterAll(async () => {
  await browser?.close()
})

/** Less than half as long as `axe.source`, and every page that is looked at reads it anew. */
const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** Somebody at a screen, who notes whatever must not happen. */
export class Visitor {
  readonly page: Page
  readonly complaints: string[] = []

  readonly #host: string
  #runsScripts = true

  private constructor(page: Page, host: string) {
    this.page = page
    this.#host = host
    page.on('console', (message) => {
      // Styles that came for a script wait in vain where none runs.
      if (!this.#runsScripts && message.text().includes('was preloaded using link preload')) return
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(`console: ${message.text()}`)
    })
    page.on('pageerror', (error) => this.complaints.push(`error: ${error.message}`))
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== new URL(host).origin) this.complaints.push(`foreign host: ${request.url()}`)
    })
  }

  static async with(browser: Browser, width: number, colorScheme: 'light' | 'dark' = 'light', locale = 'en', host = base): Promise<Visitor> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale, colorScheme })
    context.setDefaultTimeout(15_000)
    return new Visitor(await context.newPage(), host)
  }

  /** The search box, with scripts and without. */
  get search(): Locator {
    return this.page.locator('main input[name="words"]')
  }

  /** Goes to an address, and waits until the client has taken over from what the server wrote. */
  async opens(path: string): Promise<void> {
    await this.page.goto(this.#host + path)
    await this.page.locator('#app > .served').waitFor({ state: 'detached' })
  }

  /** Goes to an address as a browser that runs no scripts; those of the page are dropped, and what looks at it may run then. */
  async opensWithoutScripts(path: string): Promise<void> {
    this.#runsScripts = false
    const session = await this.page.context().newCDPSession(this.page)
    await session.send('Emulation.setScriptExecutionDisabled', { value: true })
    await this.page.goto(this.#host + path)
    await session.send('Emulation.setScriptExecutionDisabled', { value: false })
    await session.detach()
  }

  /** Goes on to an address of the library from the page that is open, as by a link. */
  async follows(path: string): Promise<void> {
    await this.page.evaluate((path) => {
      const link = document.createElement('a')
      link.href = path
      document.body.append(link)
      link.click()
      link.remove()
    }, path)
  }

  /** Follows the language switch, which a narrow screen folds. */
  async choosesLanguage(name: string): Promise<void> {
    const unfold = this.page.locator('#app > header button[aria-expanded]')
    if (await unfold.isVisible()) await unfold.click()
    await this.page.getByRole('link', { name, exact: true }).click()
  }

  /** Looks for barriers, for anything wider than the screen, and for complaints so far. */
  async checks(where: string): Promise<void> {
    // Evaluated by the debugger, which the page's own policy does not bind.
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(axeSource)
    const barriers = await this.page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ['violations'],
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      })
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`)
    })
    expect(barriers, `barriers on ${where}`).toEqual([])
    const overflow = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(overflow, `width of ${where}`).toBeLessThanOrEqual(0)
    expect(this.complaints, `complaints on ${where}`).toEqual([])
    await this.keepsPicture(where)
  }

  /** With SCREENSHOTS naming a folder, keeps a picture of what was seen. */
  async keepsPicture(where: string): Promise<void> {
    const folder = process.env['SCREENSHOTS']
    const width = this.page.viewportSize()?.width
    if (folder) await this.page.screenshot({ path: `${folder}/${where.replace(/\W+/g, '-')}-${width}.png`, fullPage: true })
  }

  /** Forgets all that came before, as in another browser, but for the files that were fetched: those cost most of the time. */
  async beginsAnew(): Promise<void> {
    const { page } = this
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    if (page.url().startsWith(this.#host)) await page.evaluate(() => sessionStorage.clear())
    await page.context().clearCookies()
    await page.goto('about:blank')
    this.complaints.length = 0
    this.#runsScripts = true
  }

  async leaves(): Promise<void> {
    await this.page.context().close()
  }
}
