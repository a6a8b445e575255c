/** A recipe: an experiment as a value, with the options that it takes, the data that it fits and the paper it is from. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { DataError } from '../data/errors.js'
import type { DownloadEvent } from '../files/download.js'
import type { Key } from '../random/key.js'
import { refuse } from '../shapes/defect.js'
import type { Said } from '../shapes/message.js'
import type { Experiment, Settings } from './experiment.js'
import { camel, decodeOptions, type OptionRefused, type Options, type ValuesOf, type Written } from './options.js'

// -----------------------------------------------------------------------------
// data
// -----------------------------------------------------------------------------

/** Which data is asked for, and where its files are. */
export interface DataRequest {
  /** One of the names that the recipe takes. */
  readonly name: string
  /** For data that is drawn. */
  readonly key: Key
  /** A folder that holds the files already. */
  readonly directory?: string
  /** A folder for downloads. */
  readonly cache?: string
  /** The address of a folder to download from, in place of the usual ones. */
  readonly mirror?: string
  readonly onDownload?: (event: DownloadEvent) => void
}

/** The data that a recipe fits: its names, and how it is had. */
export interface RecipeData<Given> {
  /** The first is taken where none is named. */
  readonly names: readonly [string, ...string[]]
  readonly load: (request: DataRequest) => TE.TaskEither<DataError | OptionRefused, Given>
  /** Data of the sizes of that name, to build the model where its files are not there; no example of it is read. */
  readonly shape?: (name: string) => Given | null
}

// -----------------------------------------------------------------------------
// names that every recipe has
// -----------------------------------------------------------------------------

/** The options that every recipe has. */
export const COMMON = [
  ...['data', 'dataDir', 'mirror', 'epochs', 'batch', 'samples', 'patience', 'seed', 'engine', 'out', 'json', 'quiet'],
  ...[
    'config',
    'set',
    'checkpointSteps',
    'checkpointMinutes',
    'recipe',
    'help',
    'version',
    'tensorboard',
    'csv',
    'norms',
    'microBatch',
    'workers',
  ],
] as const

type CommonName = (typeof COMMON)[number]

type Taken<Name extends string> = Said<typeof taken<Name>>
const taken = <Name extends string>(name: Name) =>
  `recipe: every recipe has the option ${name}: give it another name` as const

/** The options themselves, with a message in the place of each whose name every recipe has. */
export type CheckedOptions<Given> = {
  readonly [Name in keyof Given]: Name extends CommonName ? Taken<Name> : Given[Name]
}

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What a recipe is made of. */
export interface RecipeParts<Own extends Options, Given> {
  /** Lower case, with dashes between words: `mnist-vae`. */
  readonly name: string
  /** Author, title, venue or arXiv number. */
  readonly paper: string
  /** What it trains, in one sentence. */
  readonly about: string
  readonly options: Own & CheckedOptions<Own>
  /** How long it trains where nobody says: 10 epochs of batches of 128 with one sample, if left out. */
  readonly settings?: Partial<Settings>
  readonly data: RecipeData<Given>
  /** Why options and data, by its name, do not go together, before anything is loaded; or `null`. */
  readonly conflict?: (options: ValuesOf<Own>, data: string) => OptionRefused | null
  readonly build: (given: { readonly options: ValuesOf<Own>; readonly data: Given }) => Experiment | OptionRefused
}

/** A recipe whose options have their values. */
export interface Configured {
  readonly values: Readonly<Record<string, unknown>>
  /** The experiment, once its data is there. */
  readonly prepare: (request: DataRequest) => TE.TaskEither<DataError | OptionRefused, Experiment>
  /** The experiment without its data, for the sizes of its model; `null` where they come with the data alone. */
  readonly sketch: (name: string) => Experiment | null
}

/** A recipe, closed over: all recipes are of this type, and each says which options it has. */
export interface Recipe<out Own extends Options = Options> {
  readonly _tag: 'Recipe'
  readonly name: string
  readonly paper: string
  readonly about: string
  readonly options: Own
  readonly settings: Settings
  /** The names of the data that it fits; the first is taken where none is named. */
  readonly data: readonly [string, ...string[]]
  /** Decodes options. The data, by its name, is only checked against them. */
  readonly configure: (written: Written, data: string) => E.Either<OptionRefused, Configured>
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

const DEFAULTS: Settings = { epochs: 10, batch: 128, samples: 1 }

/** What of a recipe cannot be, or `null`: the run-time check of what the compiler checks, and of what it cannot. */
const recipeFault = ({ name, options }: { readonly name: string; readonly options: Options }): string | null => {
  const common = Object.keys(options).find((option) => (COMMON as readonly string[]).includes(camel(option)))
  const odd = Object.keys(options).find((option) => !/^[a-z][a-zA-Z0-9]*$/.test(option))
  const unfit = Object.entries(options).find(
    ([, { preset, decode }]) => preset !== undefined && E.isLeft(decode(preset)),
  )
  return !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)
    ? `recipe: the name must be lower case, with dashes between words, not ${name}`
    : common !== undefined
      ? taken(common)
      : odd !== undefined
        ? `recipe: the name of an option must be letters and digits, not ${odd}`
        : unfit !== undefined
          ? `recipe: the default of ${unfit[0]} must be ${unfit[1].expected}, not ${unfit[1].preset}`
          : null
}

const isRefused = (given: Experiment | OptionRefused): given is OptionRefused => '_tag' in given

const configuredOf =
  <Own extends Options, Given>({ data, build }: RecipeParts<Own, Given>) =>
  (options: ValuesOf<Own>): Configured => ({
    values: options,
    prepare: (request) =>
      pipe(
        data.load(request),
        TE.flatMapEither((given) => {
          const built = build({ options, data: given })
          return isRefused(built) ? E.left(built) : E.right(built)
        }),
      ),
    sketch: (name) => {
      const given = data.shape?.(name) ?? null
      const built = given === null ? null : build({ options, data: given })
      return built === null || isRefused(built) ? null : built
    },
  })

/**
 * A recipe: `build` makes of options and data an experiment, with `Recipe.experiment` or `Recipe.game`.
 *
 * Options are typed by what they say of themselves: `whole` and `real` are numbers, a `choice` is one of its texts, and one
 * without a default may be `undefined`.
 *
 * Errors: a `ShapeError` when a name or a default is not what it must be.
 *
 * @example
 * const recipe = make({
 *   name: 'tiny-vae',
 *   paper: 'Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114',
 *   about: 'a variational autoencoder of one layer on each side',
 *   options: { latent: whole({ default: 2, from: 1, about: 'dimensions of the latent' }) },
 *   data: { names: ['sprites'], load: ({ key }) => TE.right(sprites({ key, count: 64, size: 4 }).binary) },
 *   build: ({ options, data }) => {
 *     const latent = Dim.named('latent', options.latent)
 *     const model = Vae.make({
 *       encoder: Layer.sequence(Layer.normalHead(16, latent)),
 *       decoder: Layer.sequence(Layer.bernoulliHead(latent, 16)),
 *       prior: DiagonalNormal.standard(latent),
 *     })
 *     const optimizer = Optimizer.adam()
 *     return experiment({ model, objective: Elbo.elbo, data, test: data, optimizer, looks: ofVae(model) })
 *   },
 * })
 * recipe.settings.epochs
 * //=> 10
 */
export const make = <const Own extends Options, Given>(parts: RecipeParts<Own, Given>): Recipe<Own> => {
  const { name, paper, about, options, settings, data, conflict } = parts
  const own: Options = options
  const fault = recipeFault({ name, options: own })
  if (fault !== null) return refuse(fault)
  const configured = configuredOf(parts)
  return {
    _tag: 'Recipe',
    ...{ name, paper, about, options, settings: { ...DEFAULTS, ...settings }, data: data.names },
    configure: (written, named) =>
      pipe(
        decodeOptions<Own>(options)(written),
        E.flatMap((values) => {
          const refusal = conflict?.(values, named) ?? null
          return refusal === null ? E.right(configured(values)) : E.left(refusal)
        }),
      ),
  }
}

/** Whether something is a recipe: what a file of somebody's own exports. */
export const isRecipe = (given: unknown): given is Recipe =>
  typeof given === 'object' &&
  given !== null &&
  '_tag' in given &&
  given._tag === 'Recipe' &&
  'configure' in given &&
  typeof given.configure === 'function'
