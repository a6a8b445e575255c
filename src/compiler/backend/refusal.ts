/** What a trace refuses, and the words it does so with. */

import { TaggedError } from '../../shapes/tagged.js'
import { caller } from './caller.js'

export type RefusalReason =
  | 'closed-over tensor'
  | 'variable'
  | 'other trace'
  | 'host randomness'
  | 'reading'
  | 'no mapping'
  | 'asynchronous'

/** A function that cannot be traced: which operation stood in the way, what it takes, and who called it. */
export interface TraceRefused {
  readonly _tag: 'TraceRefused'
  readonly reason: RefusalReason
  /** TensorFlow.js's name of the operation. */
  readonly operation: string
  /** The function that called it, and where. */
  readonly caller: string
  readonly message: string
}

/** Carries a refusal through TensorFlow.js, out of the function being traced. */
export class RefusalError extends TaggedError<'RefusalError'> {
  constructor(readonly refusal: TraceRefused) {
    super('RefusalError', refusal.message)
  }
}

/** `trace: <operation> takes <wanted> but is given <got> (called by …)`. */
export const refusal = (reason: RefusalReason, operation: string, wanted: string, got: string): TraceRefused => {
  const by = caller()
  const message = `trace: ${operation} takes ${wanted} but is given ${got} (called by ${by})`
  return { _tag: 'TraceRefused', reason, operation, caller: by, message }
}

/** Throws the refusal; TensorFlow.js unwinds its own scopes. */
export const refuse = (reason: RefusalReason, operation: string, wanted: string, got: string): never => {
  throw new RefusalError(refusal(reason, operation, wanted, got))
}
