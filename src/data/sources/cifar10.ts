/** CIFAR-10: 60,000 photographs of ten kinds of things, 32 x 32 pixels in colors each. */

import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Content } from '../../files/bytes.js'
import { fileDamaged } from '../../files/errors.js'
import { fileInTar } from '../../files/tar.js'
import { classes } from '../classes.js'
import { type Dataset, eventOf } from '../dataset.js'
import type { DataError } from '../errors.js'
import { fromPixels } from '../images.js'
import { type Records, records } from '../records.js'
import { type Archive, filesOf, type Get } from './archive.js'
import type { FilesCache, FilesDirectory } from './idxParts.js'
import type { NamedSource } from './named.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Photographs as the field `x`, and what they are of as the field `label`. */
export type LabelledPhotographs = Records<{
  readonly x: Dataset<readonly [32, 32, 3], 'unitInterval'>
  readonly label: Dataset<readonly [10], 'oneHot'>
}>

/** The two parts of CIFAR-10. */
export interface Cifar10 {
  readonly train: LabelledPhotographs
  readonly test: LabelledPhotographs
}

/** What the ten classes are, in their order. */
export const CIFAR10_CLASSES = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const

// -----------------------------------------------------------------------------
// one file: records of a label, and all its red, all its green and all its blue
// -----------------------------------------------------------------------------

const SIDE = 32
const PLANE = SIDE * SIDE
const RECORD = 1 + 3 * PLANE
const PER_FILE = 10_000

const lengthFault = ({ file, bytes }: Content): DataError | null => {
  const needed = RECORD * PER_FILE
  return bytes.length === needed
    ? null
    : fileDamaged('cifar10', file, `needs ${needed} bytes for ${PER_FILE} photographs but has ${bytes.length}`)
}

const labelFault = ({ file, bytes }: Content): DataError | null => {
  for (let at = 0; at < bytes.length; at += RECORD)
    if ((bytes[at] as number) > 9)
      return fileDamaged('cifar10', file, `needs labels from 0 to 9 but row ${at / RECORD} has the label ${bytes[at]}`)
  return null
}

/** The colors of each pixel side by side. */
const interleave = (bytes: Uint8Array, record: number, out: Uint8Array, to: number): void => {
  for (let pixel = 0; pixel < PLANE; pixel++)
    for (let color = 0; color < 3; color++)
      out[to + pixel * 3 + color] = bytes[record * RECORD + 1 + color * PLANE + pixel] as number
}

const partOf = (name: string, contents: readonly Content[]): E.Either<DataError, LabelledPhotographs> => {
  const fault = contents.map((each) => lengthFault(each) ?? labelFault(each)).find((each) => each !== null)
  if (fault !== undefined && fault !== null) return E.left(fault)
  const pixels = new Uint8Array(contents.length * PER_FILE * 3 * PLANE)
  const labels = new Uint8Array(contents.length * PER_FILE)
  contents.forEach(({ bytes }, at) => {
    for (let record = 0; record < PER_FILE; record++) {
      const row = at * PER_FILE + record
      labels[row] = bytes[record * RECORD] as number
      interleave(bytes, record, pixels, row * 3 * PLANE)
    }
  })
  const picture = { height: SIDE, width: SIDE, channels: 3 } as const
  const about = { name, support: 'unitInterval', picture, ...eventOf('cifar10', [SIDE, SIDE, 3]) } as const
  return E.right(records(name, { x: fromPixels({ ...about, pixels }), label: classes(10, labels) }))
}

// -----------------------------------------------------------------------------
// the archive, or the files that were in it
// -----------------------------------------------------------------------------

const FOLDER = 'cifar-10-batches-bin'
const TRAIN = [1, 2, 3, 4, 5].map((at) => `data_batch_${at}.bin`)
const TEST = 'test_batch.bin'

const ARCHIVE: Archive = {
  operation: 'cifar10',
  file: 'cifar-10-binary.tar.gz',
  folder: 'cifar-10',
  mirrors: ['https://www.cs.toronto.edu/~kriz'],
  md5: 'c32a1d4ab5d03f1284b67883e8d87530',
}

const inArchive =
  (archive: Content): Get =>
  (name) =>
    TE.fromEither(fileInTar(`${FOLDER}/${name}`)(archive))

/**
 * The 50,000 training and 10,000 test photographs of CIFAR-10 with their labels, as the fields `x` and `label`, from the binary
 * version of the data set: its archive, or the files that were in it.
 *
 * An archive that is fetched is checked against the MD5 that is published; one that is there already, and files, by their form,
 * their sizes and their labels alone.
 *
 * Shapes: `x` is `[32, 32, 3]`, red, green and blue of each pixel, `label` is `[10]`. Errors: `FileMissing`, `FileUnreadable`,
 * `FileDamaged`; with a cache also `DownloadFailed`, `FileUnwritable`.
 * Source: Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.
 */
export const cifar10 = (from: FilesDirectory | FilesCache): TE.TaskEither<DataError, Cifar10> =>
  pipe(
    filesOf(ARCHIVE, from, [join('cifar-10', FOLDER), FOLDER, 'cifar-10'], inArchive),
    TE.flatMap((get) =>
      pipe(
        TE.Do,
        TE.bind('train', () => pipe(TRAIN, TE.traverseSeqArray(get))),
        TE.bind('test', () => get(TEST)),
      ),
    ),
    TE.flatMapEither(({ train, test }) =>
      pipe(
        E.Do,
        E.bind('train', () => partOf('cifar-10 train', train)),
        E.bind('test', () => partOf('cifar-10 test', [test])),
      ),
    ),
  )

/** CIFAR-10 by name. */
export const named: NamedSource = {
  _tag: 'Downloaded',
  values: ['unitInterval'],
  picture: { height: 32, width: 32, channels: 3 },
  counts: { train: 50_000, test: 10_000 },
  load: (from) =>
    pipe(
      cifar10(from),
      TE.map(({ train, test }) => ({ grey: { train: train.fields.x, test: test.fields.x }, binary: null })),
    ),
}
