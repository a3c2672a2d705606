import { untrack } from 'svelte'
import { ask } from '../../api/client'
import { Task } from '../../api/task.svelte'
import { IdentityProviders } from '../../generated/account-operations'
import type { IdentityProvidersQuery } from '../../generated/operations'

export type Provider = IdentityProvidersQuery['identityProviders'][number]

/** The identity providers of this library, which is asked for them once. */
class Providers {
  all = $state.raw<readonly Provider[]>([])
  readonly task = new Task()

  #isKnown = false

  /** Where they cannot be had there are none: the password still leads in. */
  fetch(): void {
    if (this.#isKnown) return
    untrack(() => {
      void this.task.run(async (signal) => {
        this.all = (await ask(IdentityProviders, {}, { signal })).identityProviders
        this.#isKnown = true
      })
    })
  }
}

export const providers = new Providers()
