import type { Component } from 'svelte'
import type { Place } from '../address/address'
import { refuse } from '../api/later.svelte'
import { Task } from '../api/task.svelte'
import { reader } from '../messages/reader.svelte'

type Name = Place['page']

/** What a page is told: the place that it stands for. */
export interface PageProps<N extends Name> {
  readonly place: Extract<Place, { page: N }>
}

type Loaders = { readonly [N in Name]: () => Promise<{ default: Component<PageProps<N>> | Component<Record<string, never>> }> }

/** Each page is a file of its own, which comes when somebody goes there. */
const loaders: Loaders = {
  home: () => import('./home/HomePage.svelte'),
  list: () => import('./list/ListPage.svelte'),
  practice: () => import('./practice/PracticePage.svelte'),
  version: () => import('./text/TextPage.svelte'),
  theme: () => import('./theme/ThemePage.svelte'),
  territory: () => import('./territory/TerritoryPage.svelte'),
  coverage: () => import('./coverage/CoveragePage.svelte'),
  compare: () => import('./compare/ComparePage.svelte'),
  text: () => import('./text/TextPage.svelte'),
  account: () => import('./account/AccountPage.svelte'),
  'way-in': () => import('./way-in/WayInPage.svelte'),
  concern: () => import('./concern/ConcernPage.svelte'),
  examples: () => import('./examples/ExamplesPage.svelte'),
  nowhere: () => import('./not-found/NotFoundPage.svelte'),
}

type AnyPage = Component<PageProps<Name>>

/** The pages that have come so far. */
class Pages {
  readonly task = new Task()

  #here = $state.raw<Partial<Record<Name, AnyPage>>>({})

  /** The page for a place; undefined while it is on its way. */
  for(place: Place): AnyPage | undefined {
    return this.#here[place.page]
  }

  /** Sees to it that the page for a place comes, and its words beside it: the first page that is gone to waits for no second file. */
  async fetch({ page }: Place): Promise<void> {
    if (this.#here[page]) return this.task.stop()
    await this.task.run(async (signal) => {
      const [{ default: component }] = await Promise.all([loaders[page](), page === 'home' || reader.goFurther()]).catch(refuse)
      signal.throwIfAborted()
      this.#here = { ...this.#here, [page]: component as AnyPage }
    })
  }
}

export const pages = new Pages()
