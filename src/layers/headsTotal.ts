/** The head of counts that are shares of a total, which is known. */

import { pipe } from 'fp-ts/lib/function.js'
import { boundLogVariance } from '../distributions/bound.js'
import * as NegativeBinomial from '../distributions/negativeBinomial.js'
import { knownSize } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import type { AnySize, Dim, DimOf } from '../shapes/dim.js'
import { type EventSizes, type IsRecord, isShape, type ShowEvent, showEvent } from '../shapes/event.js'
import * as T from '../tensors/index.js'
import { logSoftmax } from '../tensors/softmax.js'
import { initialAffine, type OutputSize } from './affine.js'
import { type NotSeveral, several } from './concat.js'
import { type Built, type Layer, madeOfEvents } from './layer.js'
import type { AffineParameters, EventsStep } from './step.js'

// -----------------------------------------------------------------------------
// as a step
// -----------------------------------------------------------------------------

/** The affine map to the logits of the shares, and a log-concentration of each count. A type and not an interface, so that it is a tree. */
export type TotalParameters<In extends Dim, Output extends Dim> = {
  readonly shares: AffineParameters<In, Output>
  readonly logConcentration: T.Tensor<readonly [Output]>
}

/** The message of other events than those that are needed. */
type NeedsTotal<
  Hidden extends string,
  Total extends string,
  Given,
> = `takes ${Hidden} of one axis and the total ${Total} [1] but is given ${ShowEvent<Given>}`
const needsTotal = (hidden: string, total: string, given: EventSizes): string =>
  `takes ${hidden} of one axis and the total ${total} [1] but is given ${showEvent(given)}`

/** The size of what is hidden, or the message. */
type HiddenIn<In, Hidden extends string, Total extends string> =
  IsRecord<In> extends false
    ? NotSeveral<In>
    : In extends { readonly [Name in Hidden]: readonly [infer Size extends Dim] } & {
          readonly [Name in Total]: readonly [1]
        }
      ? readonly [Size]
      : NeedsTotal<Hidden, Total, In>

/** Counts that are shares of a total. */
export interface CountsOfTotal<Hidden extends string, Total extends string, Output extends Dim> extends EventsStep {
  readonly name: 'countsOfTotal'
  readonly takes: 'any'
  readonly out: HiddenIn<this['in'], Hidden, Total> extends infer Found
    ? Found extends string
      ? Found
      : readonly [Output]
    : never
  readonly parameters: HiddenIn<this['in'], Hidden, Total> extends readonly [infer Size extends Dim]
    ? TotalParameters<Size, Output>
    : never
  readonly kind: 'NegativeBinomial'
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/** Rows of any sizes: of a `Dim` the sizes of two tensors could not be the same. */
type Rows<Size extends Dim> = T.Tensor<readonly ['rows', Size]>

const built = (hidden: string, total: string, input: AnySize, output: AnySize): Built => ({
  out: [output],
  kind: 'NegativeBinomial',
  family: NegativeBinomial.family,
  init: (key) => ({
    shares: initialAffine(input, output)(key),
    logConcentration: T.zeros<readonly [Dim]>([output.dim], [output.size]),
  }),
  apply:
    ({ shares, logConcentration }: TotalParameters<Dim, 'counts'>) =>
    (x: Readonly<Record<string, unknown>>) => {
      const [of, all] = [x[hidden], x[total]] as [Rows<Dim>, Rows<1>] // safe: `build` has seen both
      const affine = T.affine(shares.weight, shares.bias)(of) as unknown as Rows<'counts'> // safe: what its weights say
      const logMean = pipe(logSoftmax(affine), T.add(all))
      const spread = pipe(T.zerosLike(logMean), T.trailing.add(boundLogVariance(logConcentration))<readonly ['rows']>)
      return NegativeBinomial.make<'rows', readonly ['counts']>(logMean, spread)
    },
})

/**
 * Negative binomial distributions of counts whose means are shares of a total: `countsOfTotal('hidden', 'logTotal', 2000)`, of what is
 * `hidden` and the logarithm of the `logTotal`, two of the events that it is given.
 *
 * The shares are a softmax of an affine map of what is hidden, and sum to 1. Each count has one log-concentration, a parameter, which
 * begins at 0 and is bounded.
 *
 * Shapes: `{ hidden: [Row, In], logTotal: [Row, 1] } -> NegativeBinomial<Row, [Out]>`.
 * Errors: a `ShapeError` when the size is not a whole number above 0.
 * Source: Lopez, Regier, Cole, Jordan and Yosef, "Deep Generative Modeling for Single-cell Transcriptomics", Nature Methods 15, 2018.
 *
 * @example
 * countsOfTotal('hidden', 'logTotal', 2000).name
 * //=> 'countsOfTotal'
 */
export const countsOfTotal = <const Hidden extends string, const Total extends string, const Output>(
  hidden: Hidden,
  total: Total,
  output: OutputSize<Output, 'countsOfTotal'>,
): Layer<CountsOfTotal<Hidden, Total, DimOf<Output> & Dim>> => {
  const size = orRefuse(knownSize(output, 'countsOfTotal: the output size'))
  return madeOfEvents({
    name: 'countsOfTotal',
    takes: null,
    build: (given) => {
      const events = several(given)
      if (typeof events === 'string') return events
      const [of, all] = [events[hidden], events[total]]
      const fits = of !== undefined && all !== undefined && isShape(of) && isShape(all)
      return fits && of.length === 1 && all.length === 1 && all[0]?.dim === 1
        ? built(hidden, total, of[0] as AnySize, size)
        : needsTotal(hidden, total, given)
    },
  })
}
