/** The fixed binarization of MNIST, on which densities were compared from 2011 on: "static MNIST". */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { placesUnder } from '../../files/read.js'
import { type Dataset, eventOf } from '../dataset.js'
import type { DataError } from '../errors.js'
import { readImages } from './imageFiles.js'
import type { NamedSource } from './named.js'
import { unsorted } from './unsorted.js'

/** The fixed binarization of MNIST, in its three parts. */
export interface BinarizedMnist {
  readonly train: Dataset<readonly [784], 'binary'>
  readonly valid: Dataset<readonly [784], 'binary'>
  readonly test: Dataset<readonly [784], 'binary'>
}

const SHA256 = {
  train: '0eae7dff54784fdce12433da8ed5d8549d4676c91740d78aa0b18fa99a8b96f2',
  valid: '1b017d51bf2733a6cbde62f26dd36be91c88ab4e95f8de9cdafadcb26fe9a852',
  test: '491785121c5ff9ffb073809cd7c755a241b9e04052f1cf2ec7c9608a9346e097',
} as const

const part = (directory: string, which: keyof typeof SHA256) => {
  const file = `${which}-images-idx3-ubyte`
  const asked = {
    name: `binarized-mnist ${which}`,
    support: 'binary',
    ...eventOf('binarizedMnist', [784]),
  } as const
  return readImages(asked)({
    operation: 'binarizedMnist',
    file,
    places: placesUnder(directory, ['binarized-mnist'], [file, `${which}-images.idx3-ubyte`]),
    sha256: SHA256[which],
  })
}

/**
 * The 50,000 training, 10,000 validation and 10,000 test images of the fixed binarization, from a directory that holds
 * them in IDX, itself or in its folder `binarized-mnist`.
 *
 * They are in another order than MNIST: its labels do not belong to them. The test images are sorted by class: the first
 * of them are all zeros, so shuffle before you take some (`shuffle`).
 *
 * Shapes: `[784]`, 28 rows of 28 pixels. Errors: `FileMissing`, `FileUnreadable`, `FileDamaged`.
 * Source: Larochelle and Murray, "The Neural Autoregressive Distribution Estimator", AISTATS 2011.
 */
export const binarizedMnist = ({
  directory,
}: {
  readonly directory: string
}): TE.TaskEither<DataError, BinarizedMnist> =>
  pipe(
    TE.Do,
    TE.bind('train', () => part(directory, 'train')),
    TE.bind('valid', () => part(directory, 'valid')),
    TE.bind('test', () => part(directory, 'test')),
  )

/** Binarized MNIST by name. */
export const named: NamedSource = {
  _tag: 'Read',
  values: ['binary'],
  picture: { height: 28, width: 28 },
  counts: { train: 50_000, test: 10_000 },
  load: (from) =>
    pipe(
      binarizedMnist(from),
      TE.map(({ train, test }) => ({ grey: null, binary: { train, test: unsorted(test) } })),
    ),
}
