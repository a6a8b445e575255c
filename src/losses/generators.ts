/**
 * f-divergences `D_f(p || q) = E_q[f(p/q)]`, each by its f: convex, and 0 at 1.
 *
 * Everything is a function of `t = log(p/q)`, as which ratios of densities are known: `f(e^t)`, and what a critic needs that says t.
 */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import type { Reads } from './notation.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A function of each number. Shapes: `[...Shape] -> [...Shape]`. */
export type OfLogRatio = <Kept extends AnyShape>(t: T.Tensor<Kept>) => T.Tensor<Kept>

/** An f-divergence. `Atom` says what is proved of it where it is that of the prior from the posterior. */
export interface Generator<out Atom extends string> {
  readonly atom: Atom
  readonly title: string
  /** What its numbers count, where they are not nats. */
  readonly unit?: string
  /** How it reads, of p and q. */
  readonly reads: (p: Reads, q: Reads) => Reads
  /** `f(e^t)`: its mean under q, with `t = log(p/q)`, is the divergence. */
  readonly of: OfLogRatio
  /** What stands for a critic's t under p: `f'(e^t)`, or else a number at which f* is finite. */
  readonly witness: OfLogRatio
  /** The convex conjugate f* of the witness: what stands for a critic's t under q. */
  readonly conjugate: OfLogRatio
}

/** The reading of a divergence by its letters: with a bar where its arguments may not be exchanged. */
const named =
  (text: string, latex = `\\mathrm{${text}}`, between: '||' | ',' = '||'): Generator<never>['reads'] =>
  (p, q) =>
    between === ','
      ? { text: `${text}(${p.text}, ${q.text})`, latex: `${latex}(${p.latex}, ${q.latex})` }
      : { text: `${text}(${p.text} || ${q.text})`, latex: `${latex}(${p.latex} \\,\\|\\, ${q.latex})` }

/** The same of q and p. */
const exchanged =
  (reads: Generator<never>['reads']): Generator<never>['reads'] =>
  (p, q) =>
    reads(q, p)

// -----------------------------------------------------------------------------
// those there are
// -----------------------------------------------------------------------------

/**
 * `KL(p || q)`, which covers: it is large where q leaves out what p has. f is `u log u`.
 *
 * Units: nats. Source: Nowozin, Cseke and Tomioka, "f-GAN", arXiv:1606.00709, table 1 and table 2: Kullback-Leibler.
 */
export const forwardKl: Generator<'+forward kl'> = {
  atom: '+forward kl',
  title: 'Forward KL divergence',
  reads: named('KL'),
  of: (t) => pipe(T.exp(t), T.same.mul(t)),
  witness: T.addScalar(1),
  conjugate: T.exp,
}

/**
 * `KL(q || p)`, which seeks: it is large where q has what p leaves out. It is that of the ELBO. f is `-log u`.
 *
 * Units: nats. Source: arXiv:1606.00709, tables 1 and 2: reverse KL.
 */
export const reverseKl: Generator<'+kl'> = {
  atom: '+kl',
  title: 'KL divergence',
  reads: exchanged(named('KL')),
  of: T.negate,
  witness: (t) => pipe(T.negate(t), T.exp, T.negate),
  conjugate: T.addScalar(-1),
}

/** `log 2 - log(1 + e^t)`. */
const belowHalf: OfLogRatio = (t) => pipe(T.softplus(t), T.negate, T.addScalar(Math.LN2))

/**
 * The Jensen-Shannon divergence: the mean of the KL divergences of p and of q from their mean, at most log 2 where they have nothing in
 * common. f is `(u log u - (u + 1) log((u + 1)/2)) / 2`.
 *
 * Units: nats. Source: arXiv:1606.00709, tables 1 and 2, halved, as Lin, 1991, defines it.
 */
export const jensenShannon: Generator<'+jensen-shannon'> = {
  atom: '+jensen-shannon',
  title: 'Jensen-Shannon divergence',
  reads: named('JS', undefined, ','),
  // not of t e^t and (e^t + 1) log(e^t + 1), which are both as large as e^t and their difference is not
  of: (t) => pipe(T.negate(t), belowHalf, T.same.mul(T.exp(t)), T.same.add(belowHalf(t)), T.mulScalar(0.5)),
  witness: (t) => pipe(T.negate(t), belowHalf, T.mulScalar(0.5)),
  conjugate: (t) => pipe(belowHalf(t), T.mulScalar(-0.5)),
}

const CHI_SQUARED = named('χ²', '\\chi^2')

/**
 * The χ² divergence of Pearson, `∫ (p - q)²/q`. f is `(u - 1)²`.
 *
 * Range: never negative; at least KL(p || q). Source: arXiv:1606.00709, tables 1 and 2.
 */
export const pearsonChiSquared: Generator<'+pearson chi squared'> = {
  atom: '+pearson chi squared',
  title: 'Pearson χ² divergence',
  unit: 'χ²',
  reads: CHI_SQUARED,
  of: (t) => T.square(T.expm1(t)),
  witness: (t) => pipe(T.expm1(t), T.mulScalar(2)),
  conjugate: (t) => pipe(T.mulScalar(2)(t), T.expm1),
}

/**
 * The χ² divergence of Neyman, `∫ (p - q)²/p`: that of Pearson with p and q exchanged. f is `(u - 1)²/u`.
 *
 * It is at least `e^KL(q || p) - 1`, and so at least the KL: in its place in the ELBO it leaves a bound, but grows exponentially.
 *
 * Range: never negative. Source: arXiv:1606.00709, tables 1 and 2; above the KL: Gibbs and Su, "On Choosing and Bounding Probability
 * Metrics", 2002, theorem 5.
 */
export const neymanChiSquared: Generator<'+kl, at least once'> = {
  atom: '+kl, at least once',
  title: 'Neyman χ² divergence',
  unit: 'χ²',
  reads: exchanged(CHI_SQUARED),
  of: (t) => pipe(T.expm1(t), T.same.mul(T.expm1(T.negate(t))), T.negate),
  witness: (t) => pipe(T.mulScalar(-2)(t), T.expm1, T.negate),
  conjugate: (t) => pipe(T.negate(t), T.expm1, T.mulScalar(-2)),
}

/**
 * The squared Hellinger distance `∫ (√p - √q)²`. f is `(√u - 1)²`.
 *
 * Range: 0 to 2. Source: arXiv:1606.00709, tables 1 and 2; some books halve it.
 */
export const squaredHellinger: Generator<'+squared hellinger'> = {
  atom: '+squared hellinger',
  title: 'Squared Hellinger distance',
  unit: 'squared distance',
  reads: named('H²', 'H^2', ','),
  of: (t) => pipe(T.mulScalar(0.5)(t), T.expm1, T.square),
  witness: (t) => pipe(T.mulScalar(-0.5)(t), T.expm1, T.negate),
  conjugate: (t) => pipe(T.mulScalar(0.5)(t), T.expm1),
}

/**
 * The total variation distance `∫ |p - q| / 2`: by how much the probability of some event differs at most. f is `|u - 1|/2`.
 *
 * A critic finds it where its t goes to infinity on one side and on the other: `f'` itself has no slope to learn by.
 *
 * Range: 0 to 1. Source: arXiv:1606.00709, tables 1 and 2.
 */
export const totalVariation: Generator<'+total variation'> = {
  atom: '+total variation',
  title: 'Total variation distance',
  unit: 'probability',
  reads: named('TV', undefined, ','),
  of: (t) => pipe(T.expm1(t), T.abs, T.mulScalar(0.5)),
  witness: (t) => pipe(T.sigmoid(t), T.addScalar(-0.5)),
  conjugate: (t) => pipe(T.sigmoid(t), T.addScalar(-0.5)),
}
