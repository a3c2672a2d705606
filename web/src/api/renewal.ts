const name = 'renewed-from'

/** The script that this page was started with; its name changes with every build. */
function ownScript(): string {
  return document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? ''
}

/** Whether the server sends another build by now. While it cannot be reached nothing is known, so: no. */
async function isOutdated(): Promise<boolean> {
  try {
    const page = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' })
    const html = await page.text()
    return html.includes('<script type="module"') && !html.includes(`"${ownScript()}"`)
  } catch {
    return false
  }
}

/** Notes that this build was left for another, and says whether it had been already: two servers may disagree. */
function leavesAgain(): boolean {
  try {
    const before = sessionStorage.getItem(name)
    sessionStorage.setItem(name, ownScript())
    return before === ownScript()
  } catch {
    return true // What cannot be noted could go round for ever.
  }
}

/**
 * Loads the page anew when a part of it is gone because the library was upgraded since this tab was opened: once for
 * each build, and never while the network is away. Otherwise whoever asked for the part says that it did not come.
 */
export function renewWhenUpgraded(): void {
  addEventListener('vite:preloadError', () => void renew())
}

async function renew(): Promise<void> {
  if ((await isOutdated()) && !leavesAgain()) location.reload()
}
