/** How an effect or a check ends: its value, or what it was refused with; a test fails where it ends the other way. */

import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

type Refusal = string | { readonly message: string } | { readonly words: string }

const messageOf = (refusal: Refusal): string =>
  typeof refusal === 'string' ? refusal : 'message' in refusal ? refusal.message : refusal.words

/** The right side, or a failed test with the message of the left one. */
export const right = <Value>(result: Either<Refusal, Value>): Value => {
  if (result._tag === 'Left') throw new Error(`left: ${messageOf(result.left)}`)
  return result.right
}

/** What an effect gives, or a failed test. */
export const run = async <Value>(effect: TaskEither<{ readonly message: string }, Value>): Promise<Value> =>
  right(await effect())

/** What an effect is refused with, or a failed test. */
export const refusal = async <Refused, Value>(effect: TaskEither<Refused, Value>): Promise<Refused> => {
  const result = await effect()
  if (result._tag === 'Right') throw new Error('right: nothing was refused')
  return result.left
}
