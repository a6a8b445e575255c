/** Work on an engine that is the user's, or on one that is chosen for it and closed afterwards. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { warn } from '#platform'
import type { Engine, EngineMissing } from './engine.js'
import { open, type Selection } from './select.js'

/** What has been said in this process: it is said once. */
const said = new Set<string>()

/**
 * Warns that an engine is not the fast one.
 *
 * Whoever names an engine has the notes of `choose`; whoever names none has not asked for the slow one.
 */
const warnOf = (notes: readonly string[]): void => {
  for (const note of notes.filter((each) => !said.has(each))) {
    said.add(note)
    warn(note, 'SlowEngineWarning')
  }
}

/**
 * Runs what needs an engine: on the one that is given, which stays open, or on the fastest that works, which is closed
 * when the work is over, whatever came of it.
 *
 * A chosen engine that is not the fast one is warned of, once in a process. Errors: `EngineMissing`, and those of the work.
 */
export const using =
  (engine: Engine | undefined) =>
  <Failure, A>(work: (selected: Selection) => TE.TaskEither<Failure, A>): TE.TaskEither<Failure | EngineMissing, A> =>
    engine !== undefined
      ? work({ engine, notes: [] })
      : TE.bracketW(
          pipe(
            open('auto'),
            TE.tapIO(
              ({ notes }) =>
                () =>
                  warnOf(notes),
            ),
          ),
          work,
          ({ engine }) => TE.fromTask(engine.close),
        )
