/** The data sets of the command line, with their pixels under one name. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as Binarize from '../data/binarize.js'
import type { Dataset } from '../data/dataset.js'
import type { DataError } from '../data/errors.js'
import type { ByteValues } from '../data/images.js'
import type { Examples, NamedSource, Split, TrainAndTest } from '../data/sources/named.js'
import { SOURCES, type SourceName } from '../data/sources/registry.js'
import type { Support } from '../distributions/support.js'
import type { DownloadEvent } from '../files/download.js'
import type { DownloadFailed } from '../files/errors.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Size } from '../shapes/dim.js'
import { named } from '../shapes/named.js'
import { elements } from '../tensors/tensor.js'
import { badInput, type CliError, toCliError } from './errors.js'
import type { TrainOptions } from './options.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Rows of pixels, whose number is known only when the program runs. */
export type Pixels<Values extends Support> = Dataset<readonly ['pixels'], Values>

/** Training and test examples. */
export interface Parts<Values extends Support> {
  readonly train: Pixels<Values>
  readonly test: Pixels<Values>
}

/** What a data set has: grey pixels, binary ones, or both. */
export interface Source {
  readonly grey: Parts<'unitInterval'> | null
  readonly binary: Parts<'binary'> | null
}

// -----------------------------------------------------------------------------
// pixels
// -----------------------------------------------------------------------------

/** The number of pixels of one example. */
export const pixelsOf = ({ event }: Pick<Dataset<AnyShape, Support>, 'event'>): Size<'pixels'> =>
  named('pixels', elements(event.map(({ size }) => size)))

const asPixels = <Values extends Support>(data: Examples<Values>): Pixels<Values> => ({
  ...data,
  shape: ['pixels'],
  event: [pixelsOf(data)],
})

const parts = <Values extends Support>({ train, test }: TrainAndTest<Values>): Parts<Values> => ({
  train: asPixels(train),
  test: asPixels(test),
})

// -----------------------------------------------------------------------------
// sources
// -----------------------------------------------------------------------------

/** Where files are, and who hears of downloads. */
export interface Places {
  readonly cache: string
  readonly onDownload: (event: DownloadEvent) => void
}

/** Without a network the reason of the first address is enough; a mirror that was named is spoken of in full. */
const notDownloaded = ({ data }: TrainOptions, { failures: [first] }: DownloadFailed): CliError =>
  badInput(
    `--data: ${data} cannot be downloaded (${first?.reason ?? 'no address to try'}): name a folder that holds its files with --data-dir`,
  )

/** An error of the data, under the option that led to it. */
const underOption =
  (options: TrainOptions) =>
  (error: DataError): CliError => {
    const { dataDir, mirror } = options
    if (error._tag === 'DownloadFailed' && mirror === undefined) return notDownloaded(options, error)
    const { message, exitCode } = toCliError(error)
    const option = dataDir !== undefined ? '--data-dir' : error._tag === 'DownloadFailed' ? '--mirror' : '--data'
    return { _tag: 'CliError', message: `${option}: ${message}`, exitCode }
  }

const needsFolder = (name: string): CliError =>
  badInput(`--data-dir: ${name} is read from a folder that holds its files, and none is given`)

/** The folder that was named, or else that of downloads. */
const fromWhere = ({ dataDir, mirror }: TrainOptions, { cache, onDownload }: Places) =>
  dataDir === undefined
    ? { cache, onEvent: onDownload, ...(mirror === undefined ? {} : { mirrors: [mirror] }) }
    : { directory: dataDir }

const loaded = (options: TrainOptions, around: Places, key: Key): TE.TaskEither<CliError, Split> => {
  const { data, dataDir } = options
  const entry: NamedSource = SOURCES[data]
  switch (entry._tag) {
    case 'Drawn':
      return TE.right(entry.load(key))
    case 'Read':
      return dataDir === undefined
        ? TE.left(needsFolder(data))
        : pipe(entry.load({ directory: dataDir }), TE.mapLeft(underOption(options)))
    case 'Downloaded':
      return pipe(entry.load(fromWhere(options, around)), TE.mapLeft(underOption(options)))
  }
}

/**
 * The data set that was asked for.
 *
 * Errors: a `CliError` that names the option or the file.
 */
export const source = (options: TrainOptions, around: Places, key: Key): TE.TaskEither<CliError, Source> =>
  pipe(
    loaded(options, around, key),
    TE.map(({ grey, binary }) => ({ grey: grey && parts(grey), binary: binary && parts(binary) })),
  )

// -----------------------------------------------------------------------------
// grey pixels meet a Bernoulli likelihood by a named choice
// -----------------------------------------------------------------------------

/** Whether a data set has examples of some values, as is known before it is loaded. */
const comesIn = (data: SourceName, values: ByteValues): boolean => {
  const entry: NamedSource = SOURCES[data]
  return entry.values.includes(values)
}

/** Whether grey pixels will be drawn anew as bits although nobody asked for it. */
export const binarizesUnasked = ({ likelihood, binarize, data }: TrainOptions): boolean =>
  binarize === undefined && likelihood === 'bernoulli' && !comesIn(data, 'binary')

/** What cannot be met: said before anything is made or loaded. */
export const conflict = ({ likelihood, binarize, data }: TrainOptions): CliError | null =>
  binarize === undefined
    ? null
    : likelihood === 'gaussian'
      ? badInput('--binarize: a Gaussian likelihood takes pixels as they are')
      : !comesIn(data, 'unitInterval')
        ? badInput(`--binarize: ${data} is binary already`)
        : null

const mapParts = <A extends Support, B extends Support>(
  { train, test }: Parts<A>,
  change: (data: Pixels<A>) => Pixels<B>,
): Parts<B> => ({ train: change(train), test: change(test) })

/** The data for a Bernoulli likelihood; `sample` for grey data when nothing was chosen, and the choice is reported. */
export const forBernoulli = (
  { grey, binary }: Source,
  { binarize }: TrainOptions,
): Parts<'binary' | 'relaxed'> | null =>
  binarize === undefined && binary !== null
    ? binary
    : grey &&
      mapParts<'unitInterval', 'binary' | 'relaxed'>(
        grey,
        binarize === 'relaxed' ? Binarize.relaxed : binarize === 'threshold' ? Binarize.threshold() : Binarize.sample,
      )

/** The data for a Gaussian likelihood, which takes pixels as they are. */
export const forGaussian = ({ grey, binary }: Source): Parts<'unitInterval' | 'binary'> | null => grey ?? binary
