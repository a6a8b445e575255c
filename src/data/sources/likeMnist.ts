/** Data sets of 60,000 and 10,000 grey images of 28 x 28 pixels in ten classes, in files that are named as those of MNIST. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { fileDamaged } from '../../files/errors.js'
import type { Idx } from '../../files/idx.js'
import { classes } from '../classes.js'
import { type Dataset, eventOf } from '../dataset.js'
import type { DataError } from '../errors.js'
import { labelsOf } from '../labels.js'
import { type Records, records } from '../records.js'
import { fromIdx } from './idxImages.js'
import { type FilesCache, type FilesDirectory, type Home, type Part, partOf } from './idxParts.js'

/** Images as the field `x`, and what they are of as the field `label`. */
export type LabelledGrey<Classes extends number> = Records<{
  readonly x: Dataset<readonly [784], 'unitInterval'>
  readonly label: Dataset<readonly [Classes], 'oneHot'>
}>

/** The two parts of a data set, each with its labels. */
export interface LabelledParts<Classes extends number> {
  readonly train: LabelledGrey<Classes>
  readonly test: LabelledGrey<Classes>
}

/** What is known of the four files: SHA-256 of the uncompressed bytes, or MD5 of the gzip that is published. */
export interface Sums {
  readonly sha256?: string
  readonly md5?: string
}

/** A data set of this form. */
export interface LikeMnist extends Home {
  readonly sums: { readonly [Which in keyof typeof FILES]: Sums }
}

/** How many images each part has. */
export const COUNTS = { train: 60_000, test: 10_000 } as const

const FILES = {
  trainImages: ['train-images', 'idx3', [COUNTS.train, 28, 28]],
  trainLabels: ['train-labels', 'idx1', [COUNTS.train]],
  testImages: ['t10k-images', 'idx3', [COUNTS.test, 28, 28]],
  testLabels: ['t10k-labels', 'idx1', [COUNTS.test]],
} as const

const partIn = ({ sums }: LikeMnist, which: keyof typeof FILES): Part => {
  const [name, kind, sizes] = FILES[which]
  const { sha256 = null, md5 = null } = sums[which]
  return { file: `${name}-${kind}-ubyte`, alias: `${name}.${kind}-ubyte`, sizes, sha256, md5 }
}

/**
 * Images and the labels of as many. Errors: `FileDamaged` for a label that is no class.
 *
 * The labels begin at `first`: those of letters at 1.
 */
export const labelledGrey =
  <const Classes extends number>(name: string, count: Classes, first: number) =>
  (images: Idx, { file, values }: Idx): E.Either<DataError, LabelledGrey<Classes>> => {
    const row = values.findIndex((label) => label < first || label >= first + count)
    return row >= 0
      ? E.left(
          fileDamaged(
            name,
            file,
            `needs labels from ${first} to ${first + count - 1} but row ${row} has ${values[row]}`,
          ),
        )
      : pipe(
          images,
          fromIdx({ name, ...eventOf('images', [784]), support: 'unitInterval' }),
          E.map((x) => {
            const label = classes(
              count as never, // safe: it is a whole number above 0
              values.map((each) => each - first),
            )
            // safe: there are as many classes as the type says
            return records(name, { x, label } as never) as unknown as LabelledGrey<Classes>
          }),
        )
  }

/** Such a data set with its labels. Errors: as `partOf`, and `FileDamaged` for a label that is no class. */
export const likeMnist =
  (about: LikeMnist) =>
  (from: FilesDirectory | FilesCache): TE.TaskEither<DataError, LabelledParts<10>> => {
    const part = (which: keyof typeof FILES) => partOf(about, from)(partIn(about, which))
    const grey = (which: 'train' | 'test') => labelledGrey(`${about.folders[0]} ${which}`, 10, 0)
    return pipe(
      TE.Do,
      TE.bindW('trainImages', () => part('trainImages')),
      TE.bindW('trainLabels', () => part('trainLabels')),
      TE.bindW('testImages', () => part('testImages')),
      TE.bindW('testLabels', () => part('testLabels')),
      TE.flatMapEither(({ trainImages, trainLabels, testImages, testLabels }) =>
        pipe(
          E.Do,
          E.bind('train', () => grey('train')(trainImages, trainLabels)),
          E.bind('test', () => grey('test')(testImages, testLabels)),
        ),
      ),
    )
  }

/** The images, and the classes of those of the test, as a registry has them. */
export const greyOf = <Classes extends number>({ train, test }: LabelledParts<Classes>) => ({
  grey: { train: train.fields.x, test: test.fields.x },
  binary: null,
  labels: labelsOf(test.fields.label),
})
