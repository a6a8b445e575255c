/** f-divergences as costs: where both densities are known, from the posterior by weights, and of all codes by a critic. */

import { pipe } from 'fp-ts/lib/function.js'
import { logPriorOf } from '../distributions/priors.js'
import { child } from '../random/key.js'
import * as T from '../tensors/index.js'
import { type HasAnyPosterior, type HasAnyPrior, type HasPrior, type HasSamples, logPosteriorAt } from './atoms.js'
import { drawsOfPrior } from './discrepancy.js'
import { formula } from './formula.js'
import type { Generator } from './generators.js'
import { known, type LogWeightOnly, weightsOf } from './importance.js'
import type { Reads } from './notation.js'
import { type AnyAxes, type AxesOr, atom, type HasKey, type Sense, type Term } from './term.js'
import { type HasDiscriminator, logitOf, type NetworkOffer } from './totalCorrelation.js'
import { through } from './value.js'

/** A divergence as a formula. */
const ofReads = ({ reads }: Generator<string>, p: string, q: string) => {
  const read = (text: string): Reads => ({ text, latex: text })
  const { text, latex } = reads(read(p), read(q))
  return formula(text, latex)
}

/** What a divergence says of its number. */
const caption = ({ title, unit }: Generator<string>, words: string) => ({
  title: `${title}, estimated`,
  ...(unit === undefined ? {} : { unit }),
  note: words,
})

// -----------------------------------------------------------------------------
// where both densities are known
// -----------------------------------------------------------------------------

/**
 * The f-divergence `D_f(p(z) || q(z|x)) = E_q[f(p(z)/q(z|x))]` of the prior from the posterior, as a mean over the samples: a cost, in
 * the place of the KL.
 *
 * Of `reverseKl` it is `klByMonteCarlo`. Of `neymanChiSquared`, which is at least the KL, the log-likelihood less it is still a bound of
 * log p(x); of the others nothing is proved.
 *
 * Axes: batch. Units: those of the divergence. Range: any number; never negative in expectation.
 * Source: Nowozin, Cseke and Tomioka, "f-GAN", arXiv:1606.00709, equation 2.
 *
 * @example
 * divergenceByMonteCarlo(jensenShannon).formula.text
 * //=> 'JS(p(z), q(z|x))'
 */
export const divergenceByMonteCarlo = <const Atom extends string>(f: Generator<Atom>) =>
  atom(f.atom, {
    axes: ['batch'] as const,
    sense: 'cost',
    needs: ['posterior', 'prior', 'z'],
    formula: ofReads(f, 'p(z)', 'q(z|x)'),
    ...caption(f, 'How far the prior is from the posterior of an example: 0 is not at all.'),
    nats: (supplied: HasAnyPosterior & HasAnyPrior & HasSamples) =>
      pipe(logPriorOf(supplied.prior)(supplied), T.same.sub(logPosteriorAt(supplied)), f.of, T.mean('samples')),
  })

// -----------------------------------------------------------------------------
// from the posterior
// -----------------------------------------------------------------------------

/** The mean of f over samples, of their weights over the mean weight of their example, which is constant. */
const ofWeights =
  ({ of }: Generator<string>) =>
  (weights: T.Tensor<readonly ['samples', 'batch']>): T.Tensor<readonly ['batch']> => {
    const evidence = pipe(weights, T.logSumExp('samples'), T.addScalar(-Math.log(weights.sizes[0] as number)))
    const relative = T.trailing.sub(T.stopGradient(evidence))<readonly ['samples']>(weights)
    return pipe(relative, of<readonly ['samples', 'batch']>, T.mean('samples'))
  }

/**
 * The f-divergence `D_f(p(z|x) || q(z|x))` of the true posterior from q, from the L samples of `fit`: the mean of f of their weights over
 * the mean weight, which stands for p(x) and is constant. A cost, for a player that moves q alone.
 *
 * Of `reverseKl` it is IWAE less SGVB-A, which is below the KL in expectation and reaches it as L grows. It is 0 at one sample.
 *
 * Axes: batch. Units: those of the divergence. Range: never negative. Errors: as `iwae`.
 * Source: Wan, Li and Hovakimyan, "f-Divergence Variational Inference", arXiv:2009.13093, its Monte Carlo estimate, with the mean weight as
 * the evidence.
 *
 * @example
 * posteriorDivergence(forwardKl)(logWeight).formula.text
 * //=> 'KL(p(z|x) || q(z|x))'
 */
export const posteriorDivergence =
  <const Atom extends string>(f: Generator<Atom>) =>
  <Axes extends AnyAxes, Direction extends Sense, Atoms extends string, Needs>(
    weight: LogWeightOnly<'posteriorDivergence', Axes, Direction, Atoms, Needs>,
  ): Term<
    AxesOr<LogWeightOnly<'posteriorDivergence', Axes, Direction, Atoms, Needs>, readonly ['batch']>,
    'cost',
    '+divergence from the posterior',
    Needs
  > => {
    const given = weightsOf<Needs>('posteriorDivergence', weight)
    const run = through<readonly ['samples', 'batch'], readonly ['batch']>(ofWeights(f))
    const content = '+divergence from the posterior'
    // safe: `weightsOf` refuses whatever the parameter does
    return known<typeof content, Needs, 'cost'>(
      content,
      ofReads(f, 'p(z|x)', 'q(z|x)'),
      given,
      (supplied, at) => run(given.evaluate(supplied, at)),
      'cost',
    ) as never
  }

// -----------------------------------------------------------------------------
// by a critic
// -----------------------------------------------------------------------------

/** What both terms of a critic have in common: its bound, at codes that a gradient goes to or not. */
const byCritic = <const Name extends NetworkOffer>(
  f: Generator<string>,
  name: Name,
  codesOf: (z: HasSamples['z']) => HasSamples['z'],
) => ({
  axes: ['samples', 'batch'] as const,
  needs: ['z', 'prior', 'networks', 'key'] as const,
  formula: ofReads(f, 'p(z)', 'q(z)'),
  nats: (supplied: HasSamples & HasPrior & HasDiscriminator<Name> & HasKey) => {
    const z = codesOf(supplied.z)
    // the logit says that it is a code: its t is that of q over p
    const t = (at: HasSamples['z']) => T.negate(logitOf(supplied, name, at))
    const drawn = drawsOfPrior(child(name)(supplied.key), z)
    return pipe(f.witness(t(drawn)), T.same.sub(f.conjugate(t(z))))
  },
})

/**
 * The f-divergence `D_f(p(z) || q(z))` of the prior from all codes, by a network beside the model: a cost. With T the witness of the
 * network's logit it is `E_p[T(z)] - E_q[f*(T(z))]`, which is below the divergence whatever the network, and reaches it for the best.
 *
 * `Elbo.divergenceBound` of the same name trains the network, as another player. The logit says that it is a code.
 *
 * Axes: samples, batch. Units: those of the divergence. Range: any number; in expectation at most the divergence.
 * Source: Nowozin, Cseke and Tomioka, arXiv:1606.00709, equations 4 and 6.
 */
export const marginalDivergence =
  (f: Generator<string>) =>
  <const Name extends NetworkOffer>(name: Name) =>
    atom('+marginal divergence', {
      ...byCritic(f, name, (z) => z),
      sense: 'cost',
      ...caption(f, 'How far the prior is from all codes, for a network that tells them apart: 0 is not at all.'),
    })

/**
 * The same bound as a gain of the network, and the objective of a player that moves it alone. No gradient goes to the codes.
 *
 * Axes: samples, batch. Units: those of the divergence. Range: any number; in expectation at most the divergence.
 * Source: Nowozin, Cseke and Tomioka, arXiv:1606.00709, equation 6 and algorithm 1.
 */
export const divergenceBound =
  (f: Generator<string>) =>
  <const Name extends NetworkOffer>(name: Name) =>
    atom('+divergence bound', {
      ...byCritic(f, name, T.stopGradient),
      sense: 'gain',
      ...caption(f, 'How well codes are told from draws of the prior: at most their divergence.'),
    })
