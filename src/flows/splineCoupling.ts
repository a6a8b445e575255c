/** The coupling whose network bends every number that is moved by a spline of its own. */

import { type Positive, positive } from '../distributions/bound.js'
import type { Multiply, Subtract } from '../shapes/arithmetic.js'
import type { SizeHint, UnlessNever } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import type { Dim, DimOf } from '../shapes/dim.js'
import type { NetworkHint } from '../shapes/hint.js'
import { type MustBe, mustBe } from '../shapes/message.js'
import { counted, type OrMessage, type WholeNumber } from '../shapes/number.js'
import * as T from '../tensors/index.js'
import type { Bijection } from './bijection.js'
import type { ConditionerPart, ParamsOfNet } from './conditioner.js'
import { coupled, type Transform } from './coupling.js'
import { type Leaf, total } from './formula.js'
import { type KnownAxis, knownAxis } from './planar.js'
import { type Interval, spline } from './spline.js'

const BINS = 'Flow.splineCoupling: the number of bins'

const TWO = '2 or more'

/** The number of bins itself: 2 or more, for one has no knot inside. */
export type KnownBins<Given extends number> = OrMessage<
  Given,
  Given extends 1
    ? MustBe<typeof BINS, typeof TWO, Given>
    : WholeNumber<Given, typeof BINS> extends infer Words extends string
      ? Words
      : true
>

/** The bins of a spline, and how far from 0 the first begins and the last ends: beyond, it is the identity. */
export interface SplineOptions<Given extends number, Bound extends number> {
  readonly bins: KnownBins<Given>
  readonly bound: Positive<Bound, 'Flow.splineCoupling: the bound'>
}

const intervalOf = (bins: unknown, bound: unknown): Interval => ({
  bins: counted(bins, BINS) === 1 ? refuse(mustBe(BINS, TWO, 1)) : Number(bins),
  bound: positive('Flow.splineCoupling', 'bound', bound),
})

const bent =
  (interval: Interval) =>
  (moved: number): Transform =>
  (way, raw) => {
    const each = 3 * interval.bins - 1
    const event = [moved, each].map((size) => ({ dim: size, size }))
    const run = spline(interval)(way, T.unflattenEvent<readonly [Dim, Dim]>(event)(raw) as unknown as Leaf)
    return (x) => {
      const { y, logSlope } = run(x as unknown as Leaf)
      return { y: y as unknown as typeof x, logDeterminant: total(logSlope) }
    }
  }

/**
 * The first numbers stay, and a network of them bends each of the others by a monotonic rational-quadratic spline:
 * `splineCoupling(20, conditioner, { bins: 8, bound: 3 })`.
 *
 * The network gives for each number the raw widths of the bins, their heights, and the slopes between them: 3 bins less 1.
 * Zeros are the identity. Both directions take one pass.
 *
 * Shapes: `[Row, N] -> [Row, N]`; the conditioner is `[Row, Kept] -> [Row, (3 Bins - 1) (N - Kept)]`.
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it or a size has a name.
 * Source: Durkan, Bekasov, Murray and Papamakarios, "Neural Spline Flows", arXiv:1906.04032, section 3.1.
 *
 * @example
 * splineCoupling(2, Layer.sequence(Layer.dense(1, 8), Layer.tanh, Layer.dense(11)), { bins: 4, bound: 3 }).directions
 * //=> ['forward', 'inverse']
 */
export const splineCoupling = <
  const Given = SizeHint,
  Conditioner = NetworkHint,
  const Count extends number = number,
  const Bound extends number = number,
>(
  size: KnownAxis<Given, 'splineCoupling'>,
  conditioner: ConditionerPart<'Flow.splineCoupling', Given, Conditioner, Subtract<Multiply<3, Count>, 1>>,
  { bins, bound }: SplineOptions<Count, Bound>,
): UnlessNever<keyof Given, Bijection<readonly [DimOf<Given> & Dim], ParamsOfNet<Conditioner>>> => {
  const interval = intervalOf(bins, bound)
  const axis = knownAxis('splineCoupling', size)
  return coupled('splineCoupling', axis, conditioner, 3 * interval.bins - 1, bent(interval))
}
