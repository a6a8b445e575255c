/** An explorer that is served while its run goes on: a newer checkpoint is a newer model in the page. */

import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Made } from '../explorer/made.js'
import { script } from '../explorer/script.js'
import { type Served, serve } from '../explorer/server.js'
import { type CliError, toCliError } from './errors.js'
import type { Surroundings } from './surroundings.js'

// -----------------------------------------------------------------------------
// the checkpoint
// -----------------------------------------------------------------------------

/** Units: milliseconds between two looks at a checkpoint. */
const EVERY = 500

/** Which writing of a file is there; `null` of a file that is not. A checkpoint is another file each time, by its number. */
const stampOf = (file: string): Promise<string | null> =>
  stat(file).then(
    ({ ino, mtimeMs, size }) => `${ino} ${mtimeMs} ${size}`,
    () => null,
  )

/** Waits, unless it is told to stop: then `false`. */
const paused = (signal: AbortSignal): Promise<boolean> => setTimeout(EVERY, true, { signal }).catch(() => false)

/** Waits for the first checkpoint of a run that has just begun; `null` where it is told to stop before. */
export const firstOf =
  (file: string, signal: AbortSignal, { say }: Pick<Surroundings, 'say'>): T.Task<string | null> =>
  async () => {
    const there = await stampOf(file)
    if (there === null) say(`Waiting for ${file}, which a training writes after its first epoch. Ctrl-C ends it.`)
    for (let stamp = there; ; stamp = await stampOf(file)) if (stamp !== null || !(await paused(signal))) return stamp
  }

// -----------------------------------------------------------------------------
// serving
// -----------------------------------------------------------------------------

/** What is served, and how there is more of it. */
export interface Live extends Pick<Surroundings, 'say'> {
  readonly port: number
  readonly made: Made
  /** The checkpoint, and which writing of it the explorer is made of. */
  readonly file: string
  readonly stamp: string
  /** The explorer of the checkpoint as it is by then. */
  readonly again: TE.TaskEither<CliError, Made>
  /** Ends it. */
  readonly signal: AbortSignal
}

/** Shows every newer checkpoint until it is told to stop; one that cannot be shown is said, and the last one stays. */
const following =
  ({ file, stamp, again, signal, say }: Live, { show }: Served): T.Task<void> =>
  async () => {
    let last = stamp
    while (await paused(signal)) {
      const now = await stampOf(file)
      if (now === null || now === last) continue
      last = now
      pipe(
        await again(),
        E.match(({ message }) => say(message), show),
      )
    }
  }

/** Serves an explorer until it is told to stop, and gives its address. Errors: a `CliError` of one line. */
export const servedLive = (live: Live): TE.TaskEither<CliError, string> =>
  TE.bracket(
    pipe(
      script,
      // not of the key of the run: nobody who knows the run may guess it
      TE.flatMap((text) => serve({ ...live, script: text, token: randomBytes(16).toString('base64url') })),
      TE.mapLeft(toCliError),
    ),
    (served) => {
      live.say(served.address, 'Open it in a browser of this machine; it follows the run. Ctrl-C ends it.')
      return pipe(
        TE.fromTask<void, CliError>(following(live, served)),
        TE.map(() => served.address),
      )
    },
    ({ close }) => TE.fromTask(close),
  )
