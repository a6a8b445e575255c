/** Work on an engine that is the user's, or on one that is chosen for it and closed afterwards. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Engine, EngineMissing } from './engine.js'
import { open, type Selected } from './select.js'

/**
 * Runs what needs an engine: on the one that is given, which stays open, or on the fastest that works, which is closed
 * when the work is over, whatever came of it.
 *
 * Errors: `EngineMissing`, and those of the work.
 */
export const using =
  (engine: Engine | undefined) =>
  <Failure, A>(work: (selected: Selected) => TE.TaskEither<Failure, A>): TE.TaskEither<Failure | EngineMissing, A> =>
    engine !== undefined
      ? work({ engine, notes: [] })
      : TE.bracketW(open('auto'), work, ({ engine }) => TE.fromTask(engine.close))
