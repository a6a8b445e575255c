/** Gradients of objectives of several samples that need no reparameterization: VIMCO and the reweighted wake phase. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Rows } from '../distributions/coordinates.js'
import { refuse } from '../shapes/defect.js'
import * as T from '../tensors/index.js'
import { DENSITY } from './asks.js'
import type { HasDraws } from './atoms.js'
import { DENSITIES, type Densities, fixed, partsOf, sharesOf } from './draws.js'
import { logWeight } from './estimators.js'
import { formula } from './formula.js'
import { identity } from './identity.js'
import { iwae } from './importance.js'
import { reported, weighed } from './logWeights.js'
import type { Term } from './term.js'
import type { TermValue } from './value.js'

type Supplies = Densities & HasDraws

/** What a bound of several draws is made of. */
const bound = (supplied: Supplies) => {
  const parts = partsOf(supplied, fixed(supplied))
  const weights = weighed(parts)
  const value = pipe(T.logSumExp('samples')(weights), T.addScalar(-Math.log(weights.sizes[0] as number)))
  return { parts, weights, value, shares: sharesOf(weights) }
}

// -----------------------------------------------------------------------------
// VIMCO
// -----------------------------------------------------------------------------

/**
 * The bound had each sample been as good as the geometric mean of the others. Sums of the others are taken one by one: of a large
 * weight, the whole less it would have no digits left.
 */
const withoutEach = (weights: Rows): Rows => {
  const count = weights.sizes[0] as number
  const total = T.sum('samples')(weights)
  // (Σ w - w) / (L - 1), less w: what a sample changes by
  const change = pipe(
    weights,
    T.mulScalar(-count),
    T.trailing.add(total)<readonly ['samples']>,
    T.mulScalar(1 / (count - 1)),
  )
  const others = pipe(weights, T.rename(0, 'others'), T.expand(0))
  const replaced = pipe(T.expand(1)(change), T.mul(T.expand(2)(identity('samples', 'others', count))), T.add(others))
  return pipe(replaced, T.logSumExp('others'), T.addScalar(-Math.log(count)))
}

const byVimco = (supplied: Supplies): TermValue<readonly ['batch']> => {
  const { parts, weights, value, shares } = bound(supplied)
  const count = weights.sizes[0] as number
  if (count < 2) refuse(`vimco: takes 2 samples or more but there is ${count}`)
  const gain = pipe(withoutEach(weights), T.negate, T.trailing.add(value)<readonly ['samples']>, T.stopGradient)
  const score = pipe(parts.posterior, T.same.mul(gain))
  const surrogate = pipe(weights, T.same.mul(shares), T.same.add(score), T.sum('samples'))
  return { value, surrogate, parts: reported(parts) }
}

/**
 * IWAE with the gradient of VIMCO: q moves by how much better the bound is for each sample, had that been like the others. No
 * gradient goes through the samples, so that a posterior over bits, classes or counts is trained by it; it is unbiased.
 *
 * Axes: batch. Units: nats per example. Errors: a `ShapeError` for one sample.
 * Source: Mnih and Rezende, "Variational Inference for Monte Carlo Objectives", arXiv:1602.06725, equations 8 to 10, with the
 * geometric mean.
 *
 * @example
 * vimco.formula.text
 * //=> 'log mean over samples of exp[log p(x|z) + log p(z) - log q(z|x)]'
 */
export const vimco: Term<readonly ['batch'], 'gain', '+iwae', Supplies> = {
  ...iwae(logWeight),
  needs: [...DENSITIES, 'draws'],
  asks: [DENSITY],
  evaluate: byVimco,
}

// -----------------------------------------------------------------------------
// the wake phases
// -----------------------------------------------------------------------------

/** The two objectives of the reweighted wake phase: for the player that moves q, and for the one that moves p. */
export interface WakePhases {
  readonly q: Term<readonly ['batch'], 'gain', '+wake phase of q', Supplies>
  readonly p: Term<readonly ['batch'], 'gain', '+iwae', Supplies>
}

const Q = formula('Σ w log q(z|x) / Σ w', '\\textstyle\\sum w \\log q(z|x) / \\sum w')

/**
 * The reweighted wake phases: p is moved by IWAE and q by the log-density of its draws, each weighed by its share of the weights, so
 * that q comes to cover the posterior: two players of `Train.play`. No gradient goes through the draws.
 *
 * The objective that moves q is not a bound, and is biased for few samples. Axes: batch. Units: nats per example.
 * Source: Bornschein and Bengio, "Reweighted Wake-Sleep", arXiv:1406.2751, section 2.3: the wake phase of p, and of q.
 *
 * @example
 * reweightedWake.q.formula.text
 * //=> 'Σ w log q(z|x) / Σ w'
 */
export const reweightedWake: WakePhases = {
  q: {
    ...{ axes: ['batch'], sense: 'gain', content: ['+wake phase of q'], formula: Q, schedules: [] },
    ...{ needs: [...DENSITIES, 'draws'], asks: [DENSITY], parts: [{ name: Q.text, weight: 1 }] },
    evaluate: (supplied) => {
      const { parts, shares } = bound(supplied)
      const value = pipe(parts.posterior, T.same.mul(shares), T.sum('samples'))
      return { value, surrogate: value, parts: [T.meanOfAll(value)] }
    },
  },
  p: {
    ...vimco,
    evaluate: (supplied) => {
      const { parts, value, shares } = bound(supplied)
      const joint = pipe(parts.likelihood, T.same.add(parts.prior))
      return { value, surrogate: pipe(joint, T.same.mul(shares), T.sum('samples')), parts: reported(parts) }
    },
  },
}
