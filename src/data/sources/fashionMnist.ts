/** Fashion-MNIST: 70,000 pieces of clothing in ten classes, 28 x 28 grey pixels each. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { DataError } from '../errors.js'
import type { FilesCache, FilesDirectory } from './idxParts.js'
import { COUNTS, greyOf, type LabelledParts, likeMnist } from './likeMnist.js'
import type { NamedSource } from './named.js'

/** What the ten classes are, in their order. */
export const FASHION_CLASSES = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
] as const

const read = likeMnist({
  operation: 'fashionMnist',
  folders: ['fashion-mnist', 'FashionMNIST/raw'],
  mirrors: [
    'https://fashion-mnist.s3-website.eu-central-1.amazonaws.com',
    'https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion',
  ],
  sums: {
    trainImages: { sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888' },
    trainLabels: { sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9' },
    testImages: { sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b' },
    testLabels: { sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34' },
  },
})

/**
 * The 60,000 training and 10,000 test images of Fashion-MNIST with their labels, as the fields `x` and `label`.
 *
 * Shapes: `x` is `[784]`, 28 rows of 28 pixels, `label` is `[10]`. Errors: `FileMissing`, `FileUnreadable`, `FileDamaged`; with a
 * cache also `DownloadFailed`, `FileUnwritable`.
 * Source: Xiao, Rasul and Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms",
 * arXiv:1708.07747.
 */
export const fashionMnist = (from: FilesDirectory | FilesCache): TE.TaskEither<DataError, LabelledParts<10>> =>
  read(from)

/** Fashion-MNIST by name. */
export const named: NamedSource = {
  _tag: 'Downloaded',
  values: ['unitInterval'],
  picture: { height: 28, width: 28 },
  counts: COUNTS,
  load: (from) => pipe(fashionMnist(from), TE.map(greyOf)),
}
