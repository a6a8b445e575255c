/** Pictures by the name of their data set, as one row of pixels each: what the built-in recipes fit. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as Binarize from '../data/binarize.js'
import type { Dataset, Picture } from '../data/dataset.js'
import type { DataError } from '../data/errors.js'
import type { ByteValues } from '../data/images.js'
import type { Labels } from '../data/labels.js'
import type { Examples, NamedSource, Split, TrainAndTest } from '../data/sources/named.js'
import { SOURCES } from '../data/sources/registry.js'
import type { Support } from '../distributions/support.js'
import type { AnyShape, Size } from '../shapes/dim.js'
import { named } from '../shapes/named.js'
import { elements } from '../tensors/tensor.js'
import { type OptionRefused, optionRefused } from './options.js'
import type { DataRequest, RecipeData } from './recipe.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Rows of pixels, whose number is known only when the program runs. */
export type Pixels<Values extends Support> = Dataset<readonly ['pixels'], Values>

/** Training and test examples. */
export interface Halves<out Half> {
  readonly train: Half
  readonly test: Half
  /** The classes of the test examples, where they have any. */
  readonly labels?: Labels | null
}

/** The same of pixels. */
export interface Parts<Values extends Support> extends Halves<Pixels<Values>> {}

/** Parts of data as an experiment takes them: what is trained on, what is measured, and the classes of that where they are known. */
export const halvesOf = <Half>({ train, test, labels = null }: Halves<Half>) => ({ data: train, test, labels })

/** What a data set has: grey pixels, binary ones, or both. */
export interface Pictures {
  readonly grey: Parts<'unitInterval'> | null
  readonly binary: Parts<'binary'> | null
}

// -----------------------------------------------------------------------------
// pixels
// -----------------------------------------------------------------------------

/** The number of pixels of one example. */
export const pixelsOf = ({ event }: Pick<Dataset<AnyShape, Support>, 'event'>): Size<'pixels'> =>
  named('pixels', elements(event.map(({ size }) => size)))

/** A row of pixels of each example. */
export const asPixels = <Values extends Support>(data: Examples<Values>): Pixels<Values> => ({
  ...data,
  shape: ['pixels'],
  event: [pixelsOf(data)],
})

const parts = <Values extends Support>(
  { train, test }: TrainAndTest<Values>,
  labels: Labels | null,
): Parts<Values> => ({ train: asPixels(train), test: asPixels(test), labels })

// -----------------------------------------------------------------------------
// loading
// -----------------------------------------------------------------------------

const sources: Readonly<Record<string, NamedSource>> = SOURCES

/** The names of the data sets that there are, the one that needs nothing first. */
export const NAMES = Object.keys(SOURCES) as [string, ...string[]] // safe: the registry is not empty

/** The data set of a name. */
export const sourceOf = (name: string): NamedSource | null => sources[name] ?? null

/** The folder that was named, or else that of downloads. */
export const fromWhere = ({ directory, mirror, cache = '.', onDownload }: DataRequest) =>
  directory === undefined
    ? {
        cache,
        ...(onDownload === undefined ? {} : { onEvent: onDownload }),
        ...(mirror === undefined ? {} : { mirrors: [mirror] }),
      }
    : { directory }

const loaded = (request: DataRequest): TE.TaskEither<DataError | OptionRefused, Split> => {
  const { name, directory, key } = request
  const entry = sourceOf(name)
  switch (entry?._tag) {
    case undefined:
      return TE.left(optionRefused('data', `there is no data set ${name}: there are ${NAMES.join(', ')}`))
    case 'Drawn':
      return TE.right(entry.load(key))
    case 'Read':
      return directory === undefined
        ? TE.left(optionRefused('dataDir', `${name} is read from a folder that holds its files, and none is given`))
        : entry.load({ directory })
    case 'Downloaded':
      return entry.load(fromWhere(request))
  }
}

const picturesOf = ({ grey, binary, labels = null }: Split): Pictures => ({
  grey: grey && parts(grey, labels),
  binary: binary && parts(binary, labels),
})

/** The pictures of a data set by its name. Errors: `OptionRefused`, and those of its files. */
export const pictures = (request: DataRequest): TE.TaskEither<DataError | OptionRefused, Pictures> =>
  pipe(loaded(request), TE.map(picturesOf))

/** The data of a recipe: pictures of some data sets. */
export const picturesNamed = (...names: readonly [string, ...string[]]): RecipeData<Pictures> => ({
  names,
  load: pictures,
  shape: shapeOf,
})

// -----------------------------------------------------------------------------
// without the files
// -----------------------------------------------------------------------------

/** Examples of some sizes, one if nobody says how many, of which there is nothing to see. */
export const nothing = <Values extends Support>(
  name: string,
  support: Values,
  picture: Picture,
  count = 1,
): Pixels<Values> => {
  const pixels = picture.height * picture.width * (picture.channels ?? 1)
  return {
    ...{ name, support, count, picture, shape: ['pixels'], event: [named('pixels', pixels)] },
    rows: ({ length }) => new Float32Array(pixels * length),
  }
}

/** As many pictures as a data set has, of its sizes, of which there is nothing to see; `null` where there is no data set of the name. */
export const shapeOf = (name: string): Pictures | null => {
  const entry = sourceOf(name)
  if (entry === null) return null
  const { picture, values, counts } = entry
  const halvesOver = <Values extends ByteValues>(support: Values): Parts<Values> | null =>
    values.includes(support)
      ? {
          train: nothing(name, support, picture, counts.train),
          test: nothing(name, support, picture, counts.test),
        }
      : null
  return { grey: halvesOver('unitInterval'), binary: halvesOver('binary') }
}

// -----------------------------------------------------------------------------
// grey pixels meet a Bernoulli likelihood by a named choice
// -----------------------------------------------------------------------------

/** How grey pixels meet a Bernoulli likelihood. */
export const BINARIZATIONS = ['sample', 'threshold', 'relaxed'] as const

/** How grey pixels are binarized: `sample` where nothing was chosen, and the choice is reported. */
type Binarization = (typeof BINARIZATIONS)[number] | undefined

const comesIn = (data: string, values: ByteValues): boolean => sourceOf(data)?.values.includes(values) === true

/** What is said where grey pixels are drawn anew as bits although nobody asked for it. */
export const binarizationNotes = (binarize: Binarization, { binary }: Pick<Pictures, 'binary'>): readonly string[] =>
  binarize === undefined && binary === null
    ? ['binarize    sample: grey pixels are drawn anew as 0 or 1 at each visit (choose with --binarize)']
    : []

/** Why data of that name cannot be binarized as it was asked to be, or `null`. */
export const binarizationConflict = (binarize: Binarization, data: string): OptionRefused | null =>
  binarize !== undefined && !comesIn(data, 'unitInterval')
    ? optionRefused('binarize', `${data} is binary already`)
    : null

const mapParts = <A extends Support, B extends Support>(
  { train, test, labels = null }: Parts<A>,
  change: (data: Pixels<A>) => Pixels<B>,
): Parts<B> => ({ train: change(train), test: change(test), labels })

/** What is said where a data set has no pixels of a kind. */
const none = optionRefused('data', 'it has no pixels of the kind that was asked for')

/** The data for a Bernoulli likelihood; `sample` for grey data when nothing was chosen. */
export const forBernoulli = (
  { grey, binary }: Pictures,
  binarize: Binarization,
): Parts<'binary' | 'relaxed'> | OptionRefused =>
  binarize === undefined && binary !== null
    ? binary
    : grey === null
      ? none
      : mapParts<'unitInterval', 'binary' | 'relaxed'>(
          grey,
          binarize === 'relaxed' ? Binarize.relaxed : binarize === 'threshold' ? Binarize.threshold() : Binarize.sample,
        )

/** The data for a likelihood that takes pixels as they are. */
export const asTheyAre = ({ grey, binary }: Pictures): Parts<'unitInterval' | 'binary'> | OptionRefused =>
  grey ?? binary ?? none
