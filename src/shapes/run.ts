/** Effects as promises, for programs that use no fp-ts: each resolves with the value, or rejects with the error. */

import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** What is thrown of a refusal: itself, which has a tag to tell it by. */
const thrown = (refused: unknown): Error =>
  refused instanceof Error ? refused : new Error(String(refused), { cause: refused })

/**
 * The value of an `Either`, such as `T.decode` gives.
 *
 * Errors: throws its left side, an `Error` with a `_tag`.
 *
 * @example
 * value(T.asIndices(10)(T.host(['batch'], { batch: 1 }, Float32Array.of(11))))
 * //=> throws: asIndices: takes whole numbers from 0 to 9 but is given 11 at [0]
 */
export const value = <A>(either: Either<unknown, A>): A => {
  if (either._tag === 'Left') throw thrown(either.left)
  return either.right
}

/**
 * Runs an effect: `const trained = await Run.promise(Train.fit(…))`.
 *
 * Errors: rejects with its left side, an `Error` with a `_tag` such as `Diverged`.
 *
 * @example
 * const params = { weight: T.host([2], {}, new Float32Array(2)) }
 * await promise(Checkpoint.load(params)('none.safetensors')).catch(({ _tag }) => _tag)
 * //=> 'FileMissing'
 */
export const promise = <A>(effect: TaskEither<unknown, A>): Promise<A> => effect().then(value)
