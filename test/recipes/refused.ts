/** What an effect or a decoding was refused with. */

import type { Either } from 'fp-ts/lib/Either.js'

/** The error that is there. Throws where there is none. */
export const refused = <Refused>(given: Either<Refused, unknown>): Refused => {
  if (given._tag === 'Left') return given.left
  throw new Error(`it was not refused: ${JSON.stringify(given.right)}`)
}
