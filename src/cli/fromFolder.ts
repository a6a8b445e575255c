/** From the folder of a run to what it was asked to be: its configuration, its recipe, and its options decoded. */

import { join, resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { read } from '../files/read.js'
import { type Metric, parse } from '../reports/metrics.js'
import { type Asked, asked } from './asked.js'
import { type Configuration, parseConfiguration } from './configuration.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { FILES } from './folder.js'
import { recipeBy } from './recipeFile.js'
import { parseTested, type Tested } from './tested.js'

/** A run that was begun. */
export interface BegunRun {
  /** The path of its folder. */
  readonly path: string
  readonly configuration: Configuration
  readonly asked: Asked
  /** The lines of its steps and epochs, each whole, without their line feeds. */
  readonly metrics: readonly string[]
  /** What it measured on its test data; `null` of one that has not come to its end. */
  readonly tested: Tested | null
}

/** What is asked for anew. */
export interface Anew {
  readonly epochs?: number
  readonly dataDir?: string
}

/** The whole lines of a text: one that was cut while it was written is none. */
export const wholeLines = (text: string): readonly string[] => text.split('\n').slice(0, -1)

/** The lines after the configuration: those of steps and epochs, and what was measured at the end. */
const parted = (path: string, command: string, lines: readonly string[]) =>
  pipe(
    parseTested(lines.at(-1) ?? ''),
    E.bimap(
      (words) => badInput(`${command}: ${join(path, FILES.metrics)} line ${lines.length}: ${words}`),
      (tested) => ({ tested, metrics: lines.slice(1, tested === null ? undefined : -1) }),
    ),
  )

const linesIn = (path: string, command: string): TE.TaskEither<CliError, readonly string[]> =>
  pipe(
    read(command)(join(path, FILES.metrics)),
    TE.bimap(toCliError, ({ bytes }) => wholeLines(new TextDecoder().decode(bytes))),
  )

/** The run of a folder, for a command that is named in what is refused. Errors: a `CliError` of one line. */
export const runIn = (
  folder: string,
  { epochs, dataDir }: Anew = {},
  command = 'resume',
): TE.TaskEither<CliError, BegunRun> => {
  const path = resolve(folder)
  return pipe(
    linesIn(path, command),
    TE.bindTo('lines'),
    TE.bind('said', ({ lines: [first = ''] }) =>
      pipe(
        parseConfiguration(first),
        E.mapLeft((words) => badInput(`${command}: ${join(path, FILES.metrics)} ${words}`)),
        TE.fromEither,
      ),
    ),
    TE.bind('found', ({ said }) => recipeBy(said.file ?? said.recipe)),
    TE.let('configuration', ({ said }) => ({
      ...said,
      options: {
        ...said.options,
        ...(epochs === undefined ? {} : { epochs }),
        ...(dataDir === undefined ? {} : { dataDir: resolve(dataDir) }),
      },
    })),
    TE.bind('asked', ({ found, configuration }) =>
      TE.fromEither(asked(found, { ...configuration.options, engine: configuration.engine, out: path })),
    ),
    TE.bind('own', ({ lines }) => TE.fromEither(parted(path, command, lines))),
    TE.map(({ own, configuration, asked: run }) => ({ path, configuration, asked: run, ...own })),
  )
}

/** The metrics of a run. Errors: a `CliError` of one line. */
export const metricsIn = ({ path, metrics }: BegunRun): E.Either<CliError, readonly Metric[]> =>
  pipe(parse(join(path, FILES.metrics))(metrics.map((each) => `${each}\n`).join('')), E.mapLeft(toCliError))
