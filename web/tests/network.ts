// What stands between a page and the API: answers that come late, that are changed on the way, or that never come.
import type { Page, Route } from 'playwright-core'

export const api = '**/graphql'

/** Answers the questions that hold a name in their text; the others are the server's. */
export async function answers(page: Page, name: string, answer: (route: Route) => Promise<unknown>): Promise<void> {
  await page.route(api, async (route) => {
    if (!route.request().postData()?.includes(name)) return route.fallback()
    await answer(route)
  })
}

/** Holds the questions that hold a name in their text, until it is told to release them. */
export async function holds(page: Page, name: string): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await answers(page, name, async (route) => {
    await released
    await route.continue()
  })
  return release
}

/** Lets the server answer and changes what it said. */
export async function changes(page: Page, name: string, change: (data: any) => unknown): Promise<void> {
  await answers(page, name, async (route) => {
    const response = await route.fetch()
    const body = await response.json()
    change(body.data)
    await route.fulfill({ response, json: body })
  })
}
