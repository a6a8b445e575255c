/** The thermodynamic variational objective. */

import { pipe } from 'fp-ts/lib/function.js'
import { refuse } from '../shapes/defect.js'
import { mustBe } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { DENSITY } from './asks.js'
import type { HasDraws } from './atoms.js'
import { DENSITIES, type Densities, fixed, partsOf, sharesOf } from './draws.js'
import { logWeight } from './estimators.js'
import { formula } from './formula.js'
import { type Parts, reported, weighed } from './logWeights.js'
import type { Term } from './term.js'

type Batch = T.Tensor<readonly ['batch']>

/** A temperature of the path from q to the posterior, and how far it is to the next. */
interface Point {
  readonly beta: number
  readonly width: number
}

const OPERATION = 'thermodynamic: the temperatures'

const pointsOf = (betas: readonly number[]): readonly [Point, ...Point[]] => {
  const rises = betas.every((beta, at) => (at === 0 ? beta === 0 : beta > (betas[at - 1] as number)) && beta < 1)
  const [first, ...others] = betas.map((beta, at) => ({ beta, width: (betas[at + 1] ?? 1) - beta }))
  return first !== undefined && rises
    ? [first, ...others]
    : refuse(mustBe(OPERATION, '0 and larger ones below 1, rising', `[${betas.join(', ')}]`))
}

/** The mean of the log-weight under the path at a temperature, and what is differentiated in its place. */
const at = (parts: Parts, { beta, width }: Point): { readonly value: Batch; readonly surrogate: Batch } => {
  const weights = weighed(parts)
  const shares = sharesOf(weights, beta)
  const mean = pipe(weights, T.same.mul(shares), T.sum('samples'))
  const apart = pipe(weights, T.trailing.sub(mean)<readonly ['samples']>, T.same.mul(shares), T.stopGradient)
  const joint = pipe(parts.likelihood, T.same.add(parts.prior), T.mulScalar(beta))
  const path = pipe(parts.posterior, T.mulScalar(1 - beta), T.same.add(joint))
  const covariance = pipe(path, T.same.mul(apart), T.sum('samples'))
  return {
    value: T.mulScalar(width)(mean),
    surrogate: pipe(mean, T.same.add(covariance), T.mulScalar(width)),
  }
}

/**
 * The thermodynamic variational objective `Σ_k (β_k+1 - β_k) E_k[log w]`: the integral over the path `q^(1-β) p^β` from q to the
 * posterior, which is log p(x), from below by its left sum. The means are weighed by the powers `w^β` of the L samples of `fit`.
 *
 * `[0]` is the ELBO, and more temperatures are nearer to log p(x). It is a bound: log w rises with β, so that the left sum is below
 * the integral, and that of L samples is IWAE. No gradient goes through the samples: it is a covariance under the path.
 *
 * Axes: batch. Units: nats per example. Range: temperatures from 0, rising, below 1. Errors: a `ShapeError` for others.
 * Source: Masrani, Le and Wood, "The Thermodynamic Variational Objective", arXiv:1907.00031, equations 9 and 13 and section 4.
 *
 * @example
 * thermodynamic([0, 0.03, 0.3]).formula.text
 * //=> 'Σ_k (β_k+1 - β_k) E_k[log w]'
 */
export const thermodynamic = (
  betas: readonly number[],
): Term<readonly ['batch'], 'gain', '+thermodynamic', Densities & HasDraws> => {
  const points = pointsOf(betas)
  return {
    axes: ['batch'],
    sense: 'gain',
    content: ['+thermodynamic'],
    formula: formula('Σ_k (β_k+1 - β_k) E_k[log w]', '\\sum_k (\\beta_{k+1} - \\beta_k) \\mathbb{E}_k[\\log w]'),
    needs: [...DENSITIES, 'draws'],
    asks: [DENSITY],
    parts: logWeight.parts,
    schedules: [],
    evaluate: (supplied) => {
      const parts = partsOf(supplied, fixed(supplied))
      const [first, ...others] = points.map((point) => at(parts, point))
      const sum = others.reduce(
        (before, each) => ({
          value: pipe(before.value, T.same.add(each.value)),
          surrogate: pipe(before.surrogate, T.same.add(each.surrogate)),
        }),
        first as { readonly value: Batch; readonly surrogate: Batch }, // safe: there is at least one
      )
      return { ...sum, parts: reported(parts) }
    },
  }
}
