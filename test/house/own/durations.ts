/** The formulas of durations: of a package of another that takes them for a likelihood, though no data is over such numbers. */

import { pipe } from 'fp-ts/lib/function.js'
import { type AnyDim, type AnyShape, Distribution, T } from 'shapebound'

export interface Duration<Row extends AnyDim, Event extends AnyShape> extends Distribution.Of<'Duration'> {
  readonly logRate: T.Tensor<readonly [Row, ...Event]>
}

declare module 'shapebound' {
  interface Kinds<Row extends AnyDim, Event extends AnyShape> {
    readonly Duration: Duration<Row, Event>
  }
  interface DistributionFacts {
    readonly Duration: {
      readonly over: 'positive'
      readonly gradient: 'score'
      readonly axes: readonly ['latent']
      readonly kl: never
      readonly likelihood: true
      readonly head: 'logRate'
    }
  }
}

const middle = ({ logRate }: Distribution.Leaves<'logRate'>) => T.exp(T.negate(logRate))

export const formula = {
  name: 'Duration',
  over: 'positive',
  gradient: 'score',
  parameters: ['logRate'],
  logDensity: (x, { logRate }) => pipe(x, Distribution.mul(T.exp(logRate)), T.negate, Distribution.add(logRate)),
  center: middle,
  sample: (_key, _like, { logRate }) => logRate,
  head: { logRate: Distribution.unbounded },
  kl: {},
} as const satisfies Omit<Distribution.Formula<'Duration', 'logRate'>, 'mean'>

/** The mean that a likelihood has. */
export const mean = middle
