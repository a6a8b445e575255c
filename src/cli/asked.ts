/** What a run is asked to be, from a command line or from the folder of a run: a recipe, its options, and the common ones. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { DataError } from '../data/errors.js'
import type { DownloadEvent } from '../files/download.js'
import { child, from, type Key } from '../random/key.js'
import type { Experiment, Settings } from '../recipes/experiment.js'
import { dashed, type OptionRefused, unknownOption, type Written } from '../recipes/options.js'
import type { Configured, DataRequest } from '../recipes/recipe.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { type CommonOptions, commonIn, optionsOf, ownIn } from './options.js'
import type { FoundRecipe } from './recipeFile.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A run as it is asked for: everything decoded, nothing loaded. */
export interface Asked extends FoundRecipe {
  readonly common: CommonOptions
  readonly configured: Configured
}

/** Where files are, and who hears of downloads. */
export interface Places {
  readonly cache: string
  readonly onDownload: (event: DownloadEvent) => void
}

/** The settings of a run. */
export const settingsOf = ({ common: { epochs, batch, microBatch, samples, patience } }: Asked): Settings => ({
  ...{ epochs, batch, samples },
  ...(microBatch === undefined ? {} : { microBatch }),
  ...(patience === undefined ? {} : { patience }),
})

/** The key that everything of a run is drawn from. */
export const keyOf = ({ common }: Asked): Key => from(common.seed)

// -----------------------------------------------------------------------------
// errors
// -----------------------------------------------------------------------------

/** A value of an option that was refused, under the name that the option has on a command line. */
export const refusedOption = ({ option, message }: OptionRefused): CliError =>
  badInput(`--${dashed(option)}: ${message}`)

const isRefused = (error: DataError | OptionRefused): error is OptionRefused => error._tag === 'OptionRefused'

/** An error of the data, under the option that led to it. */
const underOption =
  ({ common: { data, dataDir, mirror } }: Asked) =>
  (error: DataError | OptionRefused): CliError => {
    if (isRefused(error)) return refusedOption(error)
    const lost = error._tag === 'DownloadFailed'
    if (lost && mirror === undefined)
      // without a network the reason of the first address is enough; a mirror that was named is spoken of in full
      return badInput(
        `--data: ${data} cannot be downloaded (${error.failures[0]?.reason ?? 'no address to try'}): name a folder that holds its files with --data-dir`,
      )
    const { message, exitCode } = toCliError(error)
    const option = dataDir !== undefined ? '--data-dir' : lost ? '--mirror' : '--data'
    return { _tag: 'CliError', message: `${option}: ${message}`, exitCode }
  }

// -----------------------------------------------------------------------------
// decoding and opening
// -----------------------------------------------------------------------------

/** What was written, or the refusal of a name that there is no option of. */
const known = (found: FoundRecipe, written: Written): E.Either<OptionRefused, Written> => {
  const names = Object.keys(optionsOf(found.recipe))
  const stray = Object.keys(written).find((name) => !names.includes(name))
  return stray === undefined ? E.right(written) : E.left(unknownOption(stray, names))
}

/** What was written, decoded. Errors: a `CliError` of one line. */
export const asked = (found: FoundRecipe, written: Written): E.Either<CliError, Asked> =>
  pipe(
    E.Do,
    E.tap(() => known(found, written)),
    E.bind('common', () => commonIn(found.recipe, written)),
    E.bind('configured', ({ common }) => found.recipe.configure(ownIn(found.recipe, written), common.data)),
    E.bimap(refusedOption, (decoded) => ({ ...found, ...decoded })),
  )

const requestOf = (run: Asked, { cache, onDownload }: Places): DataRequest => {
  const { data, dataDir, mirror } = run.common
  return {
    ...{ name: data, cache, onDownload, key: child('data')(keyOf(run)) },
    ...(dataDir === undefined ? {} : { directory: dataDir }),
    ...(mirror === undefined ? {} : { mirror }),
  }
}

const thrown = (file: string | null, caught: unknown): CliError =>
  badInput(`train: ${file ?? 'the recipe'}: ${caught instanceof Error ? caught.message : String(caught)}`)

/** The experiment of a run, with its data. What a recipe of somebody's own throws is a `CliError` too. */
export const opened = (run: Asked, around: Places): TE.TaskEither<CliError, Experiment> =>
  pipe(
    TE.tryCatch(
      () => run.configured.prepare(requestOf(run, around))(),
      (caught) => thrown(run.file, caught),
    ),
    TE.flatMapEither(E.mapLeft(underOption(run))),
  )
