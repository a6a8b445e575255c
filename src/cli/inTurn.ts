/** Many examples, some at a time. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

/** How many examples are shown to a model at once. */
const AT_ONCE = 1024

/** What comes of some examples, one lot after the other. */
export const inTurn = <Error, Of>(
  count: number,
  of: (first: number, rows: number) => TE.TaskEither<Error, Of>,
): TE.TaskEither<Error, readonly Of[]> =>
  pipe(
    Array.from({ length: Math.ceil(count / AT_ONCE) }, (_, at) => at * AT_ONCE),
    TE.traverseSeqArray((first) => of(first, Math.min(AT_ONCE, count - first))),
  )
