/** KMNIST: 70,000 cursive Japanese characters in ten classes, 28 x 28 grey pixels each. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { DataError } from '../errors.js'
import type { FilesCache, FilesDirectory } from './idxParts.js'
import { COUNTS, greyOf, type LabelledParts, likeMnist } from './likeMnist.js'
import type { NamedSource } from './named.js'

const read = likeMnist({
  operation: 'kmnist',
  folders: ['kmnist', 'KMNIST/raw'],
  mirrors: ['http://codh.rois.ac.jp/kmnist/dataset/kmnist'],
  sums: {
    trainImages: { md5: 'bdb82020997e1d708af4cf47b453dcf7' },
    trainLabels: { md5: 'e144d726b3acfaa3e44228e80efcd344' },
    testImages: { md5: '5c965bf0a639b31b8f53240b1b52f4d7' },
    testLabels: { md5: '7320c461ea6c1c855c0b718fb2a4b134' },
  },
})

/**
 * The 60,000 training and 10,000 test images of KMNIST with their labels, as the fields `x` and `label`.
 *
 * Files that are fetched are checked against the MD5 that is published of their gzip; those that are there already by their
 * sizes and their labels alone.
 *
 * Shapes: `x` is `[784]`, 28 rows of 28 pixels, `label` is `[10]`. Errors: `FileMissing`, `FileUnreadable`, `FileDamaged`; with a
 * cache also `DownloadFailed`, `FileUnwritable`.
 * Source: Clanuwat, Bober-Irizar, Kitamoto, Lamb, Yamamoto and Ha, "Deep Learning for Classical Japanese Literature",
 * arXiv:1812.01718.
 */
export const kmnist = (from: FilesDirectory | FilesCache): TE.TaskEither<DataError, LabelledParts<10>> => read(from)

/** KMNIST by name. */
export const named: NamedSource = {
  _tag: 'Downloaded',
  values: ['unitInterval'],
  picture: { height: 28, width: 28 },
  counts: COUNTS,
  load: (from) => pipe(kmnist(from), TE.map(greyOf)),
}
