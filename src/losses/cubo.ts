/** The upper bound of log p(x) by a χ divergence. */

import { refuse } from '../shapes/defect.js'
import { mustBe } from '../shapes/message.js'
import type { OrMessage, OutOfRange } from '../shapes/number.js'
import { formula } from './formula.js'
import { known, type LogWeightOnly, powerMean, weightsOf } from './importance.js'
import type { AtLeastOne } from './signedAtoms.js'
import type { AnyAxes, AxesOr, Sense, Term } from './term.js'

const WHAT = 'cubo: the order' as const

/** Literals that are not all 1 or more; `never` where a number is not known. */
type Below1<Order extends number> = number extends Order ? never : AtLeastOne<Order> extends true ? never : Order

type ChiOrder<Order extends number> = OrMessage<Order, OutOfRange<Order, Below1<Order>, typeof WHAT, '1 or more'>>

/**
 * The χ upper bound `1/n log E_q[w^n]` of log p(x), with w the weight of a sample, from the L samples of `fit`: a cost. What brings it
 * down brings down the χ divergence of order n of the posterior from q, so that q comes to cover the posterior.
 *
 * `1/n log E_q[w^n]` itself is above log p(x) for every n of 1 and more. Its estimate from L samples rises with L from the ELBO at one
 * sample, and bounds log p(x) from neither side: so nothing is proved of it, and `Evaluate.bound` refuses it. It is the Rényi estimate
 * of order `1 - n`, as a cost. Its gradient is biased for few samples; at the true posterior it is exact.
 *
 * Range: n of 1 or more; the literature takes 2. Axes: batch. Units: nats per example.
 * Errors: a `ShapeError` with the message of the compiler, for another order and as `iwae`.
 * Source: Dieng et al., "Variational Inference via χ Upper Bound Minimization", arXiv:1611.00328, section 2.
 *
 * @example
 * cubo(2)(logWeight).sense
 * //=> 'cost'
 */
export const cubo =
  <const Order extends number>(order: ChiOrder<Order>) =>
  <Axes extends AnyAxes, Direction extends Sense, Atoms extends string, Needs>(
    weight: LogWeightOnly<'cubo', Axes, Direction, Atoms, Needs>,
  ): Term<AxesOr<LogWeightOnly<'cubo', Axes, Direction, Atoms, Needs>, readonly ['batch']>, 'cost', '+cubo', Needs> => {
    const power = Number(order)
    if (!(power >= 1 && Number.isFinite(power))) refuse(mustBe(WHAT, '1 or more', power))
    const given = weightsOf<Needs>('cubo', weight)
    const { text, latex } = given.formula
    const written = formula(
      `1/${power} log mean over samples of exp[${power} (${text})]`,
      `\\frac{1}{${power}} \\log \\operatorname{mean}_{\\text{samples}} \\exp\\left[${power} \\left(${latex}\\right)\\right]`,
    )
    return known('+cubo', written, given, powerMean(power)(given), 'cost') as never // safe: `weightsOf` refuses whatever the parameter does
  }
