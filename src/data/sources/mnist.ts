/** MNIST: 70,000 handwritten digits of 28 x 28 grey pixels, from a directory or from public mirrors. */

import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { fileMissing } from '../../files/errors.js'
import type { Idx } from '../../files/idx.js'
import { classes } from '../classes.js'
import { type Dataset, eventOf } from '../dataset.js'
import type { DataError } from '../errors.js'
import { type Records, records } from '../records.js'
import { fromIdx } from './idxImages.js'
import { type FilesCache, type FilesDirectory, type Home, type Part, partOf } from './idxParts.js'
import type { NamedSource } from './named.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The two parts of MNIST, and their digits. */
export interface Mnist {
  readonly train: Dataset<readonly [784], 'unitInterval'>
  readonly test: Dataset<readonly [784], 'unitInterval'>
  /** The digits 0 to 9, in the order of the images; `null` where a directory holds no file of them. */
  readonly labels: { readonly train: Uint8Array | null; readonly test: Uint8Array | null }
}

/** A directory that holds the files already, itself or in its folder `mnist` or `MNIST/raw`; nothing is written. */
export interface MnistDirectory extends FilesDirectory {}

/** A folder for downloads: what is there already is read, the rest is fetched into `mnist` below it. */
export interface MnistCache extends FilesCache {}

/** Public copies of the four files. */
export const MNIST_MIRRORS: readonly string[] = [
  'https://ossci-datasets.s3.amazonaws.com/mnist',
  'https://storage.googleapis.com/cvdf-datasets/mnist',
]

const PARTS = {
  trainImages: {
    file: 'train-images-idx3-ubyte',
    alias: 'train-images.idx3-ubyte',
    sizes: [60_000, 28, 28],
    md5: null,
    sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  },
  trainLabels: {
    file: 'train-labels-idx1-ubyte',
    alias: 'train-labels.idx1-ubyte',
    sizes: [60_000],
    md5: null,
    sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  },
  testImages: {
    file: 't10k-images-idx3-ubyte',
    alias: 't10k-images.idx3-ubyte',
    sizes: [10_000, 28, 28],
    md5: null,
    sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  },
  testLabels: {
    file: 't10k-labels-idx1-ubyte',
    alias: 't10k-labels.idx1-ubyte',
    sizes: [10_000],
    md5: null,
    sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  },
} as const satisfies Readonly<Record<string, Part>>

const HOME: Home = { operation: 'mnist', folders: ['mnist', join('MNIST', 'raw')], mirrors: MNIST_MIRRORS }

// -----------------------------------------------------------------------------
// all files
// -----------------------------------------------------------------------------

const images = (part: 'train' | 'test') =>
  TE.flatMapEither(fromIdx({ name: `mnist ${part}`, ...eventOf('mnist', [784]), support: 'unitInterval' }))

const labels = (idx: TE.TaskEither<DataError, Idx>): TE.TaskEither<DataError, Uint8Array | null> =>
  pipe(
    idx,
    TE.map(({ values }): Uint8Array | null => values),
    TE.orElse((error) => (error._tag === 'FileMissing' ? TE.right(null) : TE.left(error))),
  )

/**
 * The 60,000 training and 10,000 test images of MNIST, as grey pixels in [0, 1], with their labels.
 *
 * Every file is checked against the SHA-256 of the original; for other data of the same form there is `imagesFromIdx`.
 *
 * Shapes: `[784]`, 28 rows of 28 pixels.
 * Errors: `FileMissing`, `FileUnreadable`, `FileDamaged`; with a cache also `DownloadFailed`, `FileUnwritable`.
 * Source: LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998.
 */
export const mnist = (from: MnistDirectory | MnistCache): TE.TaskEither<DataError, Mnist> => {
  const get = partOf(HOME, from)
  return pipe(
    TE.Do,
    TE.bindW('train', () => images('train')(get(PARTS.trainImages))),
    TE.bindW('test', () => images('test')(get(PARTS.testImages))),
    TE.bindW('trainLabels', () => labels(get(PARTS.trainLabels))),
    TE.bindW('testLabels', () => labels(get(PARTS.testLabels))),
    TE.map(({ train, test, trainLabels, testLabels }) => ({
      train,
      test,
      labels: { train: trainLabels, test: testLabels },
    })),
  )
}

// -----------------------------------------------------------------------------
// with its labels
// -----------------------------------------------------------------------------

/** The images of a part of MNIST as the field `x`, and their digits as the field `label`. */
export type LabelledDigits = Records<{
  readonly x: Dataset<readonly [784], 'unitInterval'>
  readonly label: Dataset<readonly [10], 'oneHot'>
}>

/** The two parts of MNIST, each with its digits. */
export interface LabelledMnist {
  readonly train: LabelledDigits
  readonly test: LabelledDigits
}

const labelled =
  (folder: string) =>
  ({ train, test, labels }: Mnist): E.Either<DataError, LabelledMnist> => {
    const absent = labels.train === null ? PARTS.trainLabels : PARTS.testLabels
    return labels.train === null || labels.test === null
      ? E.left(fileMissing('mnist', absent.file, [folder]))
      : E.right({
          train: records(train.name, { x: train, label: classes(10, labels.train) }),
          test: records(test.name, { x: test, label: classes(10, labels.test) }),
        })
  }

/**
 * MNIST with its digits: images as the field `x` and labels as the field `label`, one-hot.
 *
 * Shapes: `x` is `[784]`, `label` is `[10]`. Errors: as `mnist`, and `FileMissing` where there is no file of labels.
 */
export const labelledMnist = (from: MnistDirectory | MnistCache): TE.TaskEither<DataError, LabelledMnist> =>
  pipe(mnist(from), TE.flatMapEither(labelled('directory' in from ? from.directory : from.cache)))

/** MNIST by name. */
export const named: NamedSource = {
  _tag: 'Downloaded',
  values: ['unitInterval'],
  picture: { height: 28, width: 28 },
  counts: { train: 60_000, test: 10_000 },
  load: (from) =>
    pipe(
      mnist(from),
      TE.map(({ train, test, labels: { test: values } }) => ({
        grey: { train, test },
        binary: null,
        labels: values && { values },
      })),
    ),
}
