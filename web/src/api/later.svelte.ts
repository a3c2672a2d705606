import { AskError } from './client'
import { Task } from './task.svelte'

/** A part of a page that comes in a file of its own, once somebody needs it. */
export class Later<Module> {
  /** Undefined until it has come. */
  module = $state.raw<Module>()
  readonly task = new Task()

  readonly #load: () => Promise<Module>

  constructor(load: () => Promise<Module>) {
    this.#load = load
  }

  /** Sees to it that the part comes. */
  fetch(): void {
    if (this.module || this.task.pending || this.task.error) return
    void this.task.run(async () => {
      this.module = await this.#load().catch(refuse)
    })
  }
}

/** A browser does not say why a file did not come: the line is down, or the server has other files by now. */
export function refuse(cause: unknown): never {
  throw new AskError(navigator.onLine ? 'OUTDATED' : 'OFFLINE', String(cause))
}
