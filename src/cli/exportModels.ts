/** From a checkpoint to its models as ONNX: its recipe is found by its header, or by the run beside it. */

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { loadTree, readTensors } from '../checkpoints/checkpoint.js'
import type { SafeTensors } from '../checkpoints/safetensors.js'
import type { OnnxFile } from '../export/index.js'
import type { Written } from '../recipes/options.js'
import { recipeOf } from '../recipes/registry.js'
import { type Asked, asked } from './asked.js'
import { optionsNoted } from './configuration.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { FILES } from './folder.js'
import { experimentOf, needed, runOf } from './looking.js'
import { withoutPlaces } from './options.js'
import { recipeBy } from './recipeFile.js'
import type { Surroundings } from './surroundings.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A file, and the option that named it. */
export interface Named {
  readonly option: string
  readonly file: string
}

/** An error of a file, under the option that led to it. */
export const underOption =
  ({ option }: Named) =>
  (error: Parameters<typeof toCliError>[0]): CliError => {
    const { message, ...rest } = toCliError(error)
    return { ...rest, message: `${option}: ${message}` }
  }

const foreign = ({ option, file }: Named, words: string): CliError =>
  badInput(`${option}: needs a checkpoint of shapebound train, and ${file} ${words}`)

/** What a checkpoint says of its run. */
interface Noted {
  readonly recipe: string
  readonly options: Written
}

const notedOf = (from: Named, { metadata }: SafeTensors): E.Either<CliError, Noted> => {
  const options = optionsNoted(metadata)
  return metadata.format !== 'shapebound parameters'
    ? E.left(foreign(from, 'does not say that it is one'))
    : options === null
      ? E.left(foreign(from, 'does not hold the options of its run'))
      : metadata.recipe === undefined
        ? E.left(foreign(from, 'does not name its recipe'))
        : E.right({ recipe: metadata.recipe, options })
}

// -----------------------------------------------------------------------------
// the recipe
// -----------------------------------------------------------------------------

/** A run by its recipe, with the options that the checkpoint holds. */
const askedBy =
  (from: Named, options: Written) =>
  (word: string): TE.TaskEither<CliError, Asked> =>
    pipe(
      recipeBy(word),
      TE.flatMapEither((found) => asked(found, options)),
      TE.mapLeft(({ message, ...rest }) => ({ ...rest, message: `${from.option}: ${from.file}: ${message}` })),
    )

/** The run that a checkpoint is of: by the recipe that was named, by one of the library, or by the folder that it is in. */
const runOfCheckpoint = (
  from: Named,
  { recipe, options }: Noted,
  word: string | undefined,
): TE.TaskEither<CliError, Asked> => {
  const folder = dirname(from.file)
  const named = word ?? (recipeOf(recipe) === null ? undefined : recipe)
  return named !== undefined
    ? askedBy(from, options)(named)
    : existsSync(join(folder, FILES.metrics))
      ? pipe(
          runOf({ command: 'export', target: folder, flags: { checkpoint: 'last' } }),
          TE.map((run) => run.asked),
        )
      : TE.left(foreign(from, `is of the recipe ${recipe}, whose file is not known: name it with --recipe`))
}

// -----------------------------------------------------------------------------
// the models
// -----------------------------------------------------------------------------

/** How the model came about, as the models tell it. */
const provenance = ({ metadata }: SafeTensors, { options }: Noted): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    ['objective', 'engine', 'steps'].flatMap((name) => {
      const value = metadata[name]
      return value === undefined ? [] : [[name, value]]
    }),
  ),
  ...('seed' in options ? { seed: String(options.seed) } : {}),
  // a model that is handed on must not tell the places of its run
  options: JSON.stringify(withoutPlaces(options)),
})

/** The models of a checkpoint, of a recipe that may be named. Errors: a `CliError` of one line. */
export const modelsOf = (
  from: Named,
  recipe: string | undefined,
  around: Surroundings,
): TE.TaskEither<CliError, readonly OnnxFile[]> =>
  pipe(
    readTensors(from.file),
    TE.mapLeft(underOption(from)),
    TE.bindTo('checkpoint'),
    TE.bind('noted', ({ checkpoint }) => TE.fromEither(notedOf(from, checkpoint))),
    TE.bind('asked', ({ noted }) => runOfCheckpoint(from, noted, recipe)),
    TE.bind('experiment', ({ asked: run }) => experimentOf(run, 'nothing', around)),
    TE.bind('files', (there) => needed('export', there, 'has no models to export', there.experiment.views.files)),
    TE.bind('template', ({ experiment }) => pipe(experiment.blank, TE.mapLeft(toCliError))),
    TE.bind('content', ({ template }) => pipe(loadTree(template)(from.file), TE.mapLeft(underOption(from)))),
    TE.flatMap(({ files, checkpoint, noted, content }) =>
      pipe(files(provenance(checkpoint, noted))(content.params), TE.mapLeft(toCliError)),
    ),
  )
