/** The sliced Wasserstein distance of codes and draws from the prior. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import { counted, type WholeNumber } from '../shapes/number.js'
import * as T from '../tensors/index.js'
import type { HasPrior, HasSamples } from './atoms.js'
import { drawsOfPrior } from './discrepancy.js'
import { formula } from './formula.js'
import { atom, type HasKey } from './term.js'

type Codes = HasSamples['z']

/** Directions of length 1, each as probable. Shapes: `['latent', 'directions']`. */
const directionsOf = (key: Key, latent: number, count: number): T.Tensor<readonly ['latent', 'directions']> => {
  const noise = Random.normal(key)({ shape: ['latent', 'directions'] as const, sizes: [latent, count] })
  const lengths = pipe(noise, T.square, T.keepDims.sum('latent'), T.sqrt)
  return pipe(noise, T.div(lengths))
}

/**
 * The squared Wasserstein distance of two sets of codes of the same size along each direction: the mean of the squared differences of
 * what is the first, the second and so on of both.
 *
 * Shapes: two of `['samples', 'batch', 'latent'] -> ['samples', 'directions']`. Range: never negative.
 * Source: Kolouri et al., arXiv:1804.01947.
 */
export const distancesAlong =
  (directions: T.Tensor<readonly ['latent', 'directions']>) =>
  (one: Codes, other: Codes): T.Tensor<readonly ['samples', 'directions']> => {
    const ordered = (codes: Codes) => pipe(codes, T.matmul(directions), T.sort('batch'))
    return pipe(ordered(one), T.same.sub(ordered(other)), T.square, T.mean('batch'))
  }

const WHAT = 'slicedWasserstein: the number of directions' as const

/**
 * The squared sliced Wasserstein distance between the codes of a batch and equally many draws from the prior, over random directions: a
 * cost. Where `maximumMeanDiscrepancy` takes memory for the square of the batch, this one sorts.
 *
 * It is of a batch, and above 0 also where the codes are distributed as the prior, the more so the smaller the batch: batches of one
 * size compare.
 *
 * Axes: samples. Range: never negative. Errors: a `ShapeError` for a number of directions that is not a whole number above 0.
 * Source: Kolouri, Pope, Martin and Rohde, "Sliced-Wasserstein Auto-Encoder", arXiv:1804.01947.
 *
 * @example
 * slicedWasserstein({ directions: 50 }).formula.text
 * //=> 'SW²(q(z), p(z))'
 */
export const slicedWasserstein = <const Given extends number>({
  directions,
}: {
  readonly directions: WholeNumber<Given, typeof WHAT>
}) => {
  const count = counted(directions, WHAT)
  return atom('+sliced Wasserstein distance of the batch', {
    axes: ['samples'] as const,
    sense: 'cost',
    needs: ['z', 'prior', 'key'],
    formula: formula('SW²(q(z), p(z))', '\\mathrm{SW}^2(q(z), p(z))'),
    title: 'Sliced Wasserstein distance',
    unit: 'squared distance',
    note: 'How far the codes of a batch are from the prior, along random directions: about 0 where they are distributed as it is.',
    nats: ({ z, key }: HasSamples & HasPrior & HasKey) => {
      const own = child('sliced Wasserstein')(key)
      const drawn = drawsOfPrior(child('prior')(own), z)
      const along = directionsOf(child('directions')(own), z.sizes[2] as number, count)
      return pipe(distancesAlong(along)(z, drawn), T.mean('directions'))
    },
  })
}
