/** Exponential numbers: of a package of another, over numbers that no distribution of the library is over. */

import { pipe } from 'fp-ts/lib/function.js'
import { type AnyDim, type AnyShape, Distribution, Layer, T } from 'shapebound'

const { add, mul, sub, Noise } = Distribution

export interface Exponential<Row extends AnyDim, Event extends AnyShape> extends Distribution.Of<'Exponential'> {
  readonly logRate: T.Tensor<readonly [Row, ...Event]>
}

declare module 'shapebound' {
  interface Kinds<Row extends AnyDim, Event extends AnyShape> {
    readonly Exponential: Exponential<Row, Event>
  }
  interface DistributionFacts {
    readonly Exponential: {
      readonly over: 'positive'
      readonly gradient: 'pathwise'
      readonly axes: readonly ['latent']
      readonly kl: 'Exponential' | 'StandardExponential'
      readonly likelihood: false
      readonly head: 'logRate'
    }
  }
  interface PriorsOver<Event extends AnyShape> {
    readonly StandardExponential: Distribution.Standard<'Exponential', Event>
  }
}

type Parameters = Distribution.Leaves<'logRate'>

/** `eʳ - 1 - r`, with `r = ln(rate_p / rate_q)`. */
const kl = (q: Parameters, p: Parameters) => {
  const ratio = pipe(p.logRate, sub(q.logRate))
  return pipe(T.expm1(ratio), sub(ratio))
}

export const exponential = Distribution.independent({
  name: 'Exponential',
  over: 'positive',
  gradient: 'pathwise',
  parameters: ['logRate'],
  logDensity: (x, { logRate }) => pipe(x, mul(T.exp(logRate)), T.negate, add(logRate)),
  mean: null, // no data set is over such numbers
  center: ({ logRate }) => T.exp(T.negate(logRate)),
  sample: (key, like, { logRate }) =>
    pipe(Noise.uniform(key)(like), T.log, T.negate, mul(pipe(logRate, T.negate, T.exp))),
  head: { logRate: Distribution.boundLogVariance },
  kl: { Exponential: kl, StandardExponential: kl },
})

export const exponentialHead = Layer.head('exponentialHead', exponential.family)
export const standardExponential = Distribution.standardOf(
  exponential.family,
  'standardExponential',
  exponential.atZeros,
)
