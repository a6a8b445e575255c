/** `shapebound explore`: a run as a page that runs its model, as a file or served while the run goes on. */

import { basename, dirname, join, resolve } from 'node:path'
import { Option } from 'commander'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { readTensors } from '../checkpoints/checkpoint.js'
import { fileOf } from '../explorer/file.js'
import type { Made } from '../explorer/made.js'
import type { Rounding } from '../explorer/model.js'
import { roundingWords } from '../explorer/rounded.js'
import { script } from '../explorer/script.js'
import { putAll } from '../files/atomicWrite.js'
import { type CliError, toCliError } from './errors.js'
import { explorerOf, POINTS } from './explorer.js'
import { FILES } from './folder.js'
import { count, folderCommand, type LookFlags, lookOptions } from './folderCommand.js'
import { firstOf, servedLive } from './live.js'
import { type Looked, type Looking, looking, needed, runOf, targetOf } from './looking.js'
import type { Surroundings } from './surroundings.js'

interface ExploreFlags extends LookFlags {
  readonly out?: string
  readonly points: number
  readonly small: boolean
  readonly port?: number
}

/** What `--json` prints of a page that is written. */
interface Written {
  readonly out: string
  /** Units: bytes. */
  readonly size: number
  readonly points: number
  /** How far decoded numbers are from those of the model itself. */
  readonly rounding: Rounding | null
}

/** What `--json` prints of a page that was served; `null` of one that was told to stop before its run had a checkpoint. */
interface WasServed {
  readonly address: string | null
}

type Explored = Written | WasServed

/** The file of the parameters that are looked at. */
const checkpointOf = (target: string, { checkpoint }: LookFlags): string => {
  const { folder, file } = targetOf(target)
  return file ?? join(folder, checkpoint === 'best' ? FILES.best : FILES.checkpoint)
}

/** The explorer of a run as it is by then. */
const madeOf = (
  target: string,
  flags: ExploreFlags,
  there: Omit<Looking, 'reread' | 'chosen'>,
): TE.TaskEither<CliError, Made> =>
  pipe(
    readTensors(checkpointOf(target, flags)),
    TE.mapLeft(toCliError),
    TE.flatMap(({ metadata: { objective = '', steps = '?' } }) =>
      explorerOf({
        ...{ experiment: there.experiment, params: there.params, engine: there.engine, key: there.key, objective },
        ...{ recipe: there.asked.recipe.name, data: there.asked.common.data },
        ...{ trained: `Trained for ${steps} steps.`, points: flags.points, small: flags.small },
      }),
    ),
    TE.flatMap((made) => needed('explore', there, 'has no encoder and decoder that a page could run', made)),
  )

const written = (out: string, made: Made): TE.TaskEither<CliError, Written> =>
  pipe(
    script,
    TE.map((text) => fileOf(made, text)),
    TE.flatMap((content) =>
      pipe(
        putAll(dirname(out), [{ name: basename(out), content }]),
        TE.map(() => ({
          ...{ out, size: Buffer.byteLength(content), points: made.header.points?.count ?? 0 },
          rounding: made.header.rounding,
        })),
      ),
    ),
    TE.mapLeft(toCliError),
  )

const lookedOf = (target: string, flags: ExploreFlags): Looked => ({
  ...{ command: 'explore', target, flags, needs: flags.points === 0 ? 'nothing' : 'examples' },
})

const asFile = (target: string, flags: ExploreFlags, around: Surroundings): TE.TaskEither<CliError, Explored> =>
  looking(lookedOf(target, flags), around, (there) =>
    pipe(
      madeOf(target, flags, there),
      TE.flatMap((made) => written(resolve(flags.out ?? join(targetOf(target).folder, FILES.explorer)), made)),
    ),
  )

/** Serves it until it is told to stop: each newer checkpoint is a newer model in the page. */
const asServed = (
  target: string,
  flags: ExploreFlags,
  port: number,
  around: Surroundings,
): TE.TaskEither<CliError, WasServed> => {
  const file = checkpointOf(target, flags)
  const signal = around.stopping.begin()
  const live = (stamp: string) =>
    looking(lookedOf(target, flags), around, (there) => {
      const again = pipe(
        there.reread,
        TE.flatMap((params) => madeOf(target, flags, { ...there, params })),
      )
      return pipe(
        madeOf(target, flags, there),
        TE.flatMap((made) => servedLive({ port, made, file, stamp, again, signal, say: around.say })),
      )
    })
  return pipe(
    runOf(lookedOf(target, flags)),
    TE.flatMapTask(() => firstOf(file, signal, around)),
    TE.flatMap((stamp) => (stamp === null ? TE.right(null) : live(stamp))),
    TE.map((address) => ({ address })),
  )
}

const lines = (found: Explored): readonly string[] => {
  if ('address' in found) return []
  const { out, size, points, rounding } = found
  return [
    `page        ${(size / 1e6).toFixed(2)} MB, with ${points === 0 ? 'none of the data' : `${points} test examples`}`,
    ...(rounding === null ? [] : [`weights     ${roundingWords(rounding)}`]),
    `written to  ${out}`,
  ]
}

/** The command. */
export const exploreCommand = folderCommand<ExploreFlags, Explored>({
  name: 'explore',
  about: 'a page that runs the model of a run, as a file or served: a map of its latent, drawing, ways between codes',
  takes: '<dir>',
  options: [
    new Option('--out <file>', `the page (default: ${FILES.explorer} in the folder of the run)`),
    count('points', 'how many test examples it holds; 0 for none, where the data is private', POINTS, [0]),
    new Option('--small', 'weights as int8: half the size, and less exact').default(false),
    count(
      'port',
      'serve it to this machine, and follow the run; 0 for any port that is free',
      undefined,
      [0, 65_535],
    ).conflicts('out'),
    ...lookOptions,
  ],
  examples: [
    'explore runs/sprites-1',
    'explore runs/sprites-1 --out latent.html --points 0 --small',
    'explore runs/sprites-1 --port 0 --points 5000',
  ],
  act: ([target = ''], flags, around) =>
    flags.port === undefined ? asFile(target, flags, around) : asServed(target, flags, flags.port, around),
  words: lines,
})
