import { untrack } from 'svelte'
import { ask } from '../../api/client'
import type { Operation } from '../../api/operation'
import { Task } from '../../api/task.svelte'
import { MyAccount } from '../../generated/account-operations'
import type { MyAccountQuery } from '../../generated/operations'
import { reader } from '../../messages/reader.svelte'
import { parting } from '../../parts/account/parting.svelte'

export type Me = NonNullable<MyAccountQuery['viewer']>

/** Whoever is signed in, as their page shows them. */
class MyData {
  answer = $state.raw<MyAccountQuery>()
  readonly task = new Task()

  /** Asks anew; what is shown stays until the answer is there. */
  fetch(): Promise<void> {
    const { language } = reader
    return untrack(() =>
      this.task.run(async (signal) => {
        this.answer = await ask(MyAccount, { lang: [language] }, { signal, asMember: true })
        if (this.answer.viewer) parting.kind = undefined
      }),
    )
  }

  /** Forgets everything: nobody is signed in here any more. */
  forget(): void {
    this.task.stop()
    this.answer = undefined
  }
}

export const me = new MyData()

/** Sends an operation as the member who is signed in. */
export function asMember<Result, Variables>(operation: Operation<Result, Variables>, variables: Variables): Promise<Result> {
  return ask(operation, variables, { asMember: true })
}
