/** Many examples, some at a time. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

/** How many examples are shown to a model at once. */
const AT_ONCE = 1024

/** What comes of some examples, one lot after the other: of each the first, how many, and which lot it is. */
export const inTurn = <Error, Of>(
  count: number,
  of: (first: number, rows: number, lot: number) => TE.TaskEither<Error, Of>,
): TE.TaskEither<Error, readonly Of[]> =>
  pipe(
    Array.from({ length: Math.ceil(count / AT_ONCE) }, (_, lot) => lot),
    TE.traverseSeqArray((lot) => of(lot * AT_ONCE, Math.min(AT_ONCE, count - lot * AT_ONCE), lot)),
  )
