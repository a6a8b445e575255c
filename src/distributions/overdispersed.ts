/** The formula of negative binomial distributions for one number, with more zeros or without. */

import { pipe } from 'fp-ts/lib/function.js'
import { child, type Key } from '../random/key.js'
import { logRising } from '../tensors/gamma.js'
import * as T from '../tensors/index.js'
import * as Logits from '../tensors/logits.js'
import { floor, logFactorial } from '../tensors/special.js'
import { logGammaDraw } from './gammaDraw.js'
import { add, type Leaf, mul, sub, under } from './leaf.js'
import type { Leaves, Like } from './numberFormula.js'
import { poissonDraw } from './poissonDraw.js'

/** The parameters of one number. */
export type NegativeBinomialNumber = Leaves<'logMean' | 'logConcentration'>

/** `θ ln(1 + mean/θ)`: minus the log-probability of 0. */
export const costOfNone = ({ logMean, logConcentration }: NegativeBinomialNumber): Leaf =>
  pipe(logMean, sub(logConcentration), T.softplus, mul(T.exp(logConcentration)))

/**
 * With `R` the part that goes to 0 as θ grows, `R + x ln mean - (x + θ) ln(1 + mean/θ) - ln x!`: then it is that of a Poisson
 * distribution, digit by digit.
 */
export const logDensity = (x: Leaf, parameters: NegativeBinomialNumber): Leaf => {
  const { logMean, logConcentration } = parameters
  const concentration = pipe(logConcentration, T.exp, under(x))
  return pipe(
    x,
    mul(pipe(Logits.finiteRate(logMean), sub(pipe(logMean, sub(logConcentration), T.softplus)))),
    sub(costOfNone(parameters)),
    add(logRising(concentration)(x)),
    sub(logFactorial(x)),
  )
}

/** A Poisson draw whose rate is a gamma draw of this mean. */
export const counts = (key: Key, like: Like, { logMean, logConcentration }: NegativeBinomialNumber): Leaf =>
  pipe(
    logConcentration,
    under(like),
    logGammaDraw(child('rate')(key)),
    add(pipe(logMean, sub(logConcentration))),
    poissonDraw(child('count')(key)),
  )

/** `floor((θ - 1) mean / θ)`, or 0. */
export const mostProbable = ({ logMean, logConcentration }: NegativeBinomialNumber): Leaf =>
  pipe(T.exp(logMean), sub(pipe(logMean, sub(logConcentration), T.exp)), T.relu, floor)
