import { AskError } from '../../api/client'

/** Why a mutation was not done, as every payload says it. */
export interface Refusal {
  readonly code: string
  readonly message: string
  readonly field: readonly string[] | null
}

interface Payload {
  readonly userErrors: readonly Refusal[]
}

/** One form on its way to the library and back. What was typed is no part of it, and stands whatever comes. */
export class Submission {
  pending = $state(false)
  refusals = $state.raw<readonly Refusal[]>([])
  error = $state.raw<AskError>()

  /** Sends, and gives the answer; undefined where it was refused, failed, or another one is still on its way. */
  async send<P extends Payload>(ask: () => Promise<P | null>): Promise<P | undefined> {
    if (this.pending) return undefined
    this.pending = true
    this.forget()
    try {
      const payload = await ask()
      if (!payload) throw new AskError('BAD_ANSWER', 'The answer holds nothing.')
      this.refusals = payload.userErrors
      return payload.userErrors.length > 0 ? undefined : payload
    } catch (cause) {
      this.error = cause instanceof AskError ? cause : new AskError('FAULT', String(cause))
      if (!(cause instanceof AskError)) console.error(cause)
      return undefined
    } finally {
      this.pending = false
    }
  }

  /** Forgets what came of the last time. */
  forget(): void {
    this.refusals = []
    this.error = undefined
  }
}
