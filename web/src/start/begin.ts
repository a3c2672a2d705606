import { flushSync, mount } from 'svelte'
import App from '../App.svelte'
import { router } from '../address/router.svelte'
import { allEnded } from '../api/task.svelte'
import { prepareFormats } from '../format/format'
import { reader } from '../messages/reader.svelte'
import { pages } from '../pages/pages.svelte'
import { keepServedText } from '../pages/text/served-text'
import { handOver } from './hand-over'
import { painted, pause } from './painted'
import { endSteps, takeSteps } from './steps'

/**
 * Puts the client in the place of what the server wrote, in one step, once it has all that it shows at first: a page that
 * changes or jumps before the reader's eyes is worse than one that can be read meanwhile and takes over a moment later.
 */
export async function begin(served: HTMLElement): Promise<void> {
  const prepared = prepareFormats(router.language, pause) // while files are on their way
  await Promise.all([reader.follow(), pages.fetch(router.address.place), prepared])
  await pause()
  keepServedText(served, router.link(router.address.place))
  const client = served.cloneNode(false) as HTMLElement
  client.classList.add('coming')
  served.after(client)
  await pause()
  mount(App, { target: client })
  flushSync()
  while (await takeSteps()) await allEnded() // the page asks its questions with the first of them
  endSteps()
  await painted()
  handOver(served, client)
  router.returnToHeight()
}
