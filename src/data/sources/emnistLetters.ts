/** EMNIST letters: 145,600 handwritten letters in 26 classes, large and small ones alike, 28 x 28 grey pixels each. */

import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Content, uncompressed } from '../../files/bytes.js'
import { fileDamaged } from '../../files/errors.js'
import { type Idx, parseIdx } from '../../files/idx.js'
import { fileInZip } from '../../files/zip.js'
import type { DataError } from '../errors.js'
import { type Archive, filesOf, type Get } from './archive.js'
import type { FilesCache, FilesDirectory } from './idxParts.js'
import { greyOf, type LabelledGrey, type LabelledParts, labelledGrey } from './likeMnist.js'
import type { NamedSource } from './named.js'
import { unsorted } from './unsorted.js'

const ARCHIVE: Archive = {
  operation: 'emnistLetters',
  file: 'gzip.zip',
  folder: 'emnist',
  mirrors: ['https://biometrics.nist.gov/cs_links/EMNIST', 'https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST'],
  md5: '58c8d27c78d21e728a6bc7b3cc06412e',
}

const COUNT = { train: 124_800, test: 20_800 } as const

const inArchive =
  (archive: Content): Get =>
  (name) =>
    pipe(TE.fromEither(fileInZip(`gzip/${name}.gz`)(archive)), TE.flatMap(uncompressed))

const SIDE = 28

/** The images as they are seen: in the files their rows are their columns. */
const turned = ({ values, ...idx }: Idx): Idx => {
  const out = new Uint8Array(values.length)
  for (let at = 0; at < out.length; at++) {
    const place = at % (SIDE * SIDE)
    out[at] = values[at - place + (place % SIDE) * SIDE + Math.floor(place / SIDE)] as number
  }
  return { ...idx, values: out }
}

const sized =
  (sizes: readonly number[]) =>
  (idx: Idx): E.Either<DataError, Idx> =>
    idx.sizes.join('x') === sizes.join('x')
      ? E.right(idx)
      : E.left(
          fileDamaged('emnistLetters', idx.file, `needs the sizes ${sizes.join('x')} but has ${idx.sizes.join('x')}`),
        )

const arrayOf = (get: Get, name: string, sizes: readonly number[]): TE.TaskEither<DataError, Idx> =>
  pipe(
    get(name),
    TE.flatMapEither((content): E.Either<DataError, Idx> => pipe(content, parseIdx, E.flatMap(sized(sizes)))),
  )

const partOf = (get: Get, part: 'train' | 'test'): TE.TaskEither<DataError, LabelledGrey<26>> =>
  pipe(
    TE.Do,
    TE.bind('images', () => arrayOf(get, `emnist-letters-${part}-images-idx3-ubyte`, [COUNT[part], SIDE, SIDE])),
    TE.bind('labels', () => arrayOf(get, `emnist-letters-${part}-labels-idx1-ubyte`, [COUNT[part]])),
    TE.flatMapEither(({ images, labels }) => labelledGrey(`emnist-letters ${part}`, 26, 1)(turned(images), labels)),
  )

/**
 * The 124,800 training and 20,800 test letters of EMNIST with their labels, 0 for A to 25 for Z, as the fields `x` and `label`:
 * from the archive of all of EMNIST, of half a gigabyte, or from the files that were in it.
 *
 * An archive that is fetched is checked against the MD5 that is published; one that is there already by its own checksums, and
 * files by their sizes and labels alone. The images are as they are seen, where the files hold them with rows as columns.
 *
 * The test letters are sorted: shuffle before you take some (`shuffle`).
 *
 * Shapes: `x` is `[784]`, 28 rows of 28 pixels, `label` is `[26]`. Errors: `FileMissing`, `FileUnreadable`, `FileDamaged`; with a
 * cache also `DownloadFailed`, `FileUnwritable`.
 * Source: Cohen, Afshar, Tapson and van Schaik, "EMNIST: an extension of MNIST to handwritten letters", arXiv:1702.05373.
 */
export const emnistLetters = (from: FilesDirectory | FilesCache): TE.TaskEither<DataError, LabelledParts<26>> =>
  pipe(
    filesOf(ARCHIVE, from, ['emnist', 'gzip', join('EMNIST', 'raw')], inArchive),
    TE.flatMap((get) =>
      pipe(
        TE.Do,
        TE.bind('train', () => partOf(get, 'train')),
        TE.bind('test', () => partOf(get, 'test')),
      ),
    ),
  )

/** EMNIST letters by name. */
export const named: NamedSource = {
  _tag: 'Downloaded',
  values: ['unitInterval'],
  picture: { height: 28, width: 28 },
  counts: COUNT,
  load: (from) =>
    pipe(
      emnistLetters(from),
      TE.map(({ train, test }) => greyOf({ train, test: unsorted(test) })),
    ),
}
