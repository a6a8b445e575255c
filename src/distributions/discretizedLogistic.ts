/**
 * Mixtures of logistic distributions rounded to the whole numbers from 0 to 255, one for every number of the event: of pixels as they are
 * stored. What is below 0 or above 255 counts to the ends.
 */

import { pipe } from 'fp-ts/lib/function.js'
import type * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import {
  largestOfEach,
  logSumExpOfEach,
  logWeightsOfEach,
  nameUnderComponents,
  sumOfEach,
  underComponents,
} from '../tensors/components.js'
import * as T from '../tensors/index.js'
import { bindSame } from '../tensors/native.js'
import { floor } from '../tensors/special.js'
import { type Likelihood, type Of, valued } from './family.js'
import * as Noise from './noise.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** For every number of the event a mixture: the weights are the softmax of the logits; means and scales are in units of a level. */
export interface DiscretizedLogistic<Row extends Dim, Event extends AnyShape> extends Of<'DiscretizedLogistic'> {
  readonly logits: T.Tensor<readonly [Row, 'components', ...Event]>
  readonly mean: T.Tensor<readonly [Row, 'components', ...Event]>
  readonly logScale: T.Tensor<readonly [Row, 'components', ...Event]>
}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly DiscretizedLogistic: DiscretizedLogistic<Row, Event>
  }
  interface DistributionFacts {
    readonly DiscretizedLogistic: {
      readonly over: 'integer'
      readonly gradient: 'score'
      readonly axes: readonly ['latent']
      readonly kl: never
      readonly likelihood: true
      readonly head: never
    }
  }
}

/** The largest level. */
export const MOST = 255

/** Mixtures from their logits, means and log-scales. Shapes: three of `[Row, 'components', ...Event]`, others are refused. */
export const make = <Row extends Dim, Event extends AnyShape>(
  logits: T.Tensor<readonly [Row, 'components', ...Event]>,
  mean: T.Tensor<readonly [Row, 'components', ...Event]>,
  logScale: T.Tensor<readonly [Row, 'components', ...Event]>,
): DiscretizedLogistic<Row, Readonly<Event>> => {
  bindSame('DiscretizedLogistic.make', logits, mean)
  bindSame('DiscretizedLogistic.make', logits, logScale)
  return valued(family)<Row, Event>({ logits, mean, logScale })
}

/** The same distribution with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const flattenEvent =
  <const Name extends string>(name: Name) =>
  <Row extends Dim, Event extends AnyShape>(
    p: DiscretizedLogistic<Row, Event>,
  ): DiscretizedLogistic<Row, readonly [Name]> => {
    const named = nameUnderComponents(name)<Row, Event>
    return make<Row, readonly [Name]>(named(p.logits), named(p.mean), named(p.logScale))
  }

const eventOf = <Row extends Dim, Event extends AnyShape>(p: DiscretizedLogistic<Row, Event>): Event =>
  // safe: it is what the type of the shape says
  p.mean.shape.slice(2) as AnyShape as Event

const not = <Kept extends AnyShape>(mask: T.Tensor<Kept>): T.Tensor<Kept> => pipe(mask, T.negate, T.addScalar(1))

// -----------------------------------------------------------------------------
// probabilities
// -----------------------------------------------------------------------------

/** `ln(σ(b) - σ(a))` is `ln σ(b) + ln σ(-a) + ln(1 - e^(a - b))`, of which no part is a difference: exact in the tails. */
const ofComponents =
  <Row extends Dim, Event extends AnyShape>(p: DiscretizedLogistic<Row, Event>) =>
  <Lead extends AnyShape>(
    x: T.Tensor<readonly [...Lead, Row, 'components', ...Event]>,
  ): T.Tensor<readonly [...Lead, Row, 'components', ...Event]> => {
    const width = pipe(p.logScale, T.negate, T.exp)
    const at = pipe(x, T.trailing.sub(p.mean)<Lead>, T.trailing.mul(width)<Lead>)
    const half = T.mulScalar(0.5)(width)
    const [isLow, isHigh] = [not(T.step(x)), pipe(x, T.addScalar(0.5 - MOST), T.step)]
    const below = pipe(at, T.trailing.add(half)<Lead>, T.negate, T.softplus, T.same.mul(not(isHigh)))
    const above = pipe(at, T.trailing.sub(half)<Lead>, T.softplus, T.same.mul(not(isLow)))
    const inside = pipe(width, T.negate, T.expm1, T.negate, T.log)
    const within = pipe(not(isLow), T.same.mul(not(isHigh)), T.trailing.mul(inside)<Lead>)
    return pipe(within, T.same.sub(below), T.same.sub(above))
  }

/**
 * The log-probability of whole numbers `x` from 0 to 255, summed over the event: of every number `ln Σ_k w_k (σ((x + ½ - μ_k) / s_k) -
 * σ((x - ½ - μ_k) / s_k))`, where at 0 the second and at 255 the first of both is left out, being 0 and 1.
 *
 * Exact to float32 far from all means too: no small number takes the place of a difference that has rounded to 0. It is the formula for
 * any `x`: that data are such numbers is for the program that reads them.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats. Range: never positive.
 * Source: Salimans et al., "PixelCNN++", arXiv:1701.05517, section 2.1, with channels that are independent.
 */
export const logProb =
  <Row extends Dim, Event extends AnyShape>(p: DiscretizedLogistic<Row, Event>) =>
  <Lead extends AnyShape>(x: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> => {
    const event = eventOf(p)
    return pipe(
      x,
      underComponents(event, p.mean.sizes[1] as number)<readonly [...Lead, Row]>,
      ofComponents(p)<Lead>,
      T.trailing.add(logWeightsOfEach(event)<readonly [Row]>(p.logits))<Lead>,
      logSumExpOfEach(event)<readonly [...Lead, Row]>,
      T.sumEvent(event)<readonly [...Lead, Row]>,
    )
  }

/**
 * The mean before numbers are rounded to levels, but within 0 and 255: `Σ_k w_k s_k (softplus(μ_k / s_k) - softplus((μ_k - 255) / s_k))`. That
 * of the levels is at most half a level from it, and the same where scales are above half a level.
 *
 * Shapes: `[Row, ...Event]`. Range: 0 to 255.
 */
export const mean = <Row extends Dim, Event extends AnyShape>(
  p: DiscretizedLogistic<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => {
  const event = eventOf(p)
  const per = pipe(p.logScale, T.negate, T.exp)
  // what softplus adds to the larger of its number and 0; those of μ and μ - 255 are μ within 0 and 255
  const bend = (x: typeof per) => pipe(x, T.same.mul(per), T.abs, T.negate, T.softplus)
  const bends = pipe(bend(p.mean), T.same.sub(bend(T.addScalar(-MOST)(p.mean))), T.same.mul(T.exp(p.logScale)))
  return pipe(
    logWeightsOfEach(event)<readonly [Row]>(p.logits),
    T.exp,
    T.same.mul(pipe(p.mean, T.clip(0, MOST), T.same.add(bends))),
    sumOfEach(event)<readonly [Row]>,
  )
}

/** The level next to the mean. Its gradient is 0. */
const center = <Row extends Dim, Event extends AnyShape>(
  p: DiscretizedLogistic<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => pipe(mean(p), T.addScalar(0.5), floor)

// -----------------------------------------------------------------------------
// draws
// -----------------------------------------------------------------------------

const draws =
  <Row extends Dim, Event extends AnyShape>(key: Key, p: DiscretizedLogistic<Row, Event>) =>
  <Lead extends AnyShape>({ shape, sizes }: Random.Drawn<Lead>): T.Tensor<readonly [...Lead, Row, ...Event]> => {
    const event = eventOf(p)
    const all: readonly [...Lead, Row, 'components', ...Event] = [...shape, ...p.mean.shape]
    const like = { shape: all, sizes: [...sizes, ...p.mean.sizes] }
    const chosen = pipe(
      Noise.gumbel(child('component')(key))(like),
      T.trailing.add(p.logits)<Lead>,
      largestOfEach(event)<readonly [...Lead, Row]>,
    )
    const each = pipe(
      Noise.logistic(child('noise')(key))(like),
      T.trailing.mul(T.exp(p.logScale))<Lead>,
      T.trailing.add(p.mean)<Lead>,
      T.same.mul(chosen),
    )
    return pipe(
      sumOfEach(event)<readonly [...Lead, Row]>(each),
      T.addScalar(0.5),
      floor,
      T.clip(0, MOST),
      T.stopGradient,
    )
  }

/** Draws of levels. They carry no gradient. Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. Range: whole numbers from 0 to 255. */
export const draw =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(
    p: DiscretizedLogistic<Row, Event>,
  ): T.Tensor<readonly [Samples, Row, ...Event]> =>
    draws<Row, Event>(key, p)<readonly [Samples]>({ shape: [samples], sizes: [count] })

/** What it can do, whatever its parameters: over whole numbers. Its samples carry no gradient. */
export const family: Likelihood<'DiscretizedLogistic'> = {
  kind: 'DiscretizedLogistic',
  over: 'integer',
  gradient: 'score',
  axes: ['latent'],
  parameters: ['logits', 'mean', 'logScale'],
  independent: true,
  coordinate: null,
  logProb: (p) => (x) => logProb(p)<readonly []>(x),
  mean,
  sample:
    (key) =>
    <Row extends Dim, Event extends AnyShape>(p: DiscretizedLogistic<Row, Event>) =>
      draws<Row, Event>(key, p)<readonly []>({ shape: [], sizes: [] }),
  named: flattenEvent('latent'),
  logProbAt: (q) => logProb(q)<readonly ['samples']>,
  draw: (key, count) => (q) => ({ z: draw(key, 'samples', count)(q) }),
  center,
  kl: {},
  head: {},
}
