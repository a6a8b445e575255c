/** Estimators of the evidence lower bound, as values over the same terms. */

import { pipe } from 'fp-ts/lib/function.js'
import { refuse } from '../shapes/refusal.js'
import { type Show, same, show } from '../shapes/show.js'
import { kl, logLikelihood, logPosterior, logPrior } from './atoms.js'
import { average, logMeanExp } from './axes.js'
import * as Content from './content.js'
import { minus, plus } from './joining.js'
import { type AnyAxes, erase, type Sense, type Term } from './term.js'
import { type KnownWeight, scale } from './weighting.js'

/**
 * `log p(x|z) + log p(z) - log q(z|x)`: the log-weight of a sample.
 *
 * Axes: samples, batch. Units: nats per example. Source: Burda et al., arXiv:1509.00519, section 3.
 */
export const logWeight = pipe(logLikelihood, plus(logPrior), minus(logPosterior))

/**
 * SGVB-A: the bound by Monte Carlo alone.
 *
 * Axes: batch. Units: nats per example. Source: Kingma and Welling, arXiv:1312.6114, equation 6.
 */
export const elboByMonteCarlo = pipe(logWeight, average('samples'))

/**
 * SGVB-B: the bound with the KL in closed form, usually of the lower variance.
 *
 * Axes: batch. Units: nats per example. Source: Kingma and Welling, arXiv:1312.6114, equation 7.
 *
 * @example
 * elbo.formula.text
 * //=> 'E_q[log p(x|z)] - KL(q(z|x) || p(z))'
 */
export const elbo = pipe(logLikelihood, average('samples'), minus(kl))

/**
 * The bound with a weight on the KL; still a bound when the weight is a literal of 1 or more.
 *
 * Axes: batch. Source: Higgins et al., "beta-VAE", ICLR 2017, equation 4.
 */
export const elboWithBeta = <const Beta extends number>(beta: KnownWeight<Beta>) =>
  pipe(logLikelihood, average('samples'), minus(pipe(kl, scale<Beta>(beta))))

type LogWeightOnly<Axes extends AnyAxes, Direction extends Sense, Atoms extends string, Needs> =
  Content.IsLogWeight<Atoms> extends true
    ? Axes extends readonly ['samples', 'batch']
      ? Term<Axes, Direction, Atoms, Needs>
      : OtherAxes<Axes>
    : typeof NOT_A_LOG_WEIGHT

const NOT_A_LOG_WEIGHT = 'iwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x)' as const

type OtherAxes<Axes extends AnyAxes> =
  `iwae takes a log-weight of the axes [samples, batch] but is given ${Show<Axes>}: average nothing before`
const otherAxes = (axes: AnyAxes): string =>
  `iwae takes a log-weight of the axes [samples, batch] but is given ${show(axes)}: average nothing before`

/**
 * The importance-weighted bound `log (1/L) Σ exp(log-weight)`, from the L samples of `fit`.
 *
 * Axes: batch. Units: nats per example. Errors: a `ShapeError` with the words of the compiler, past a cast.
 * Source: Burda, Grosse and Salakhutdinov, "Importance Weighted Autoencoders", arXiv:1509.00519, equation 8.
 */
export const iwae = <Axes extends AnyAxes, Direction extends Sense, Atoms extends string, Needs>(
  weight: LogWeightOnly<Axes, Direction, Atoms, Needs>,
): Term<readonly ['batch'], 'gain', '+iwae', Needs> => {
  const { content, axes } = erase(weight)
  if (!Content.isLogWeight(content)) refuse(NOT_A_LOG_WEIGHT)
  if (!same(axes, ['samples', 'batch'])) refuse(otherAxes(axes))
  // safe: it is a log-weight of the axes samples and batch, and so a gain
  return logMeanExp('samples')(weight as unknown as typeof logWeight) as never
}
