/** The Frey faces: one man's face in 1,965 frames of a film, 28 x 20 grey pixels each. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { placesUnder } from '../../files/read.js'
import { type Dataset, eventOf } from '../dataset.js'
import type { DataError } from '../errors.js'
import { split } from '../split.js'
import { readImages } from './imageFiles.js'
import type { NamedSource } from './named.js'

const FILE = 'images-idx3-ubyte'

/**
 * The Frey faces in the order of the film, from a directory that holds them in IDX, itself or in its folder
 * `frey-faces`.
 *
 * Neighbors are nearly alike: shuffle before splitting (`subset` with a permutation).
 *
 * Shapes: `[560]`, 28 rows of 20 pixels. Errors: `FileMissing`, `FileUnreadable`, `FileDamaged`.
 * Source: used in Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, section 5.
 */
export const freyFaces = ({
  directory,
}: {
  readonly directory: string
}): TE.TaskEither<DataError, Dataset<readonly [560], 'unitInterval'>> =>
  readImages({ name: 'frey-faces', support: 'unitInterval', ...eventOf('freyFaces', [560]) })({
    operation: 'freyFaces',
    file: FILE,
    places: placesUnder(directory, ['frey-faces'], [FILE, 'images.idx3-ubyte']),
    sha256: 'c943677a3bcb83ed2de1207d4355c360cabfee597a538f9735ec3254886c365f',
  })

/** How many frames there are, and how many of them, which come without a split, are for tests: the last ones. */
const [FRAMES, TEST] = [1965, 200] as const

/** The Frey faces by name. */
export const named: NamedSource = {
  _tag: 'Read',
  values: ['unitInterval'],
  picture: { height: 28, width: 20 },
  counts: { train: FRAMES - TEST, test: TEST },
  load: (from) =>
    pipe(
      freyFaces(from),
      TE.flatMapEither((all) => split(FRAMES - TEST)(all)),
      TE.map(([train, test]) => ({ grey: { train, test }, binary: null })),
    ),
}
