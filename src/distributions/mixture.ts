/** What mixtures of diagonal normal distributions have in common, whether they have rows of their own or are a prior. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import { same } from '../shapes/equal.js'
import { show } from '../shapes/message.js'
import { underComponents, weightedSum } from '../tensors/components.js'
import * as T from '../tensors/index.js'
import { bind, bindSame } from '../tensors/native.js'
import { logSoftmax, logSumExpLast, oneHotOfLargest } from '../tensors/softmax.js'
import type { AnyTensor } from '../tensors/tensor.js'
import * as Noise from './noise.js'

/** The weights are the softmax of the logits. `Own` are the rows, or nothing for a prior. */
export interface Components<Own extends AnyShape, Event extends AnyShape> {
  readonly logits: T.Tensor<readonly [...Own, 'components']>
  readonly mean: T.Tensor<readonly [...Own, 'components', ...Event]>
  readonly logVariance: T.Tensor<readonly [...Own, 'components', ...Event]>
}

/** Refuses parts that are not of one mixture, which a cast may have let past the compiler. */
export const refuseOthers = (operation: string, logits: AnyTensor, mean: AnyTensor, logVariance: AnyTensor): void => {
  bindSame(operation, mean, logVariance)
  if (!same(mean.shape.slice(0, logits.shape.length), logits.shape))
    refuse(`${operation}: the logits are ${show(logits.shape)} but the means are ${show(mean.shape)}`)
  bind(operation, [logits, mean])
}

const LOG_TWO_PI = Math.log(2 * Math.PI)

/**
 * The logarithm of the density of each component times its weight.
 *
 * Shapes: `[...Lead, ...Own, ...Event] -> [...Lead, ...Own, 'components']`. Units: nats.
 * Source: Bishop, "Pattern Recognition and Machine Learning", equation 2.188, a term of its sum.
 */
export const logDensityOfEach =
  <Own extends AnyShape, Event extends AnyShape>(p: Components<Own, Event>, event: Event) =>
  <Lead extends AnyShape>(
    x: T.Tensor<readonly [...Lead, ...Own, ...Event]>,
  ): T.Tensor<readonly [...Lead, ...Own, 'components']> =>
    pipe(
      x,
      underComponents(event, p.logits.sizes.at(-1) as number)<readonly [...Lead, ...Own]>,
      T.trailing.sub(p.mean)<Lead>,
      T.square,
      T.trailing.mul(pipe(p.logVariance, T.negate, T.exp))<Lead>,
      T.trailing.add(p.logVariance)<Lead>,
      T.addScalar(LOG_TWO_PI),
      T.sumEvent(event)<readonly [...Lead, ...Own, 'components']>,
      T.mulScalar(-0.5),
      T.trailing.add(logSoftmax(p.logits))<Lead>,
    )

/**
 * The logarithm of the weighted sum of the components' densities, without overflow.
 *
 * Shapes: `[...Lead, ...Own, ...Event] -> [...Lead, ...Own]`. Units: nats.
 * Source: Bishop, "Pattern Recognition and Machine Learning", equation 2.188.
 */
export const logDensity =
  <Own extends AnyShape, Event extends AnyShape>(p: Components<Own, Event>, event: Event) =>
  <Lead extends AnyShape>(x: T.Tensor<readonly [...Lead, ...Own, ...Event]>): T.Tensor<readonly [...Lead, ...Own]> =>
    pipe(logDensityOfEach(p, event)<Lead>(x), logSumExpLast<readonly [...Lead, ...Own], 'components'>)

/** What is drawn of the components, and under which names and of which sizes. */
interface DrawnOf<Own extends AnyShape, Lead extends AnyShape> extends Random.Drawn<Lead> {
  /** 1 at the component that each is drawn of, else 0. */
  readonly chosen: T.Tensor<readonly [...Lead, ...Own, 'components']>
}

/** Draws of the components that are chosen: the gradient goes to their means and log-variances. */
export const drawsOf =
  <Own extends AnyShape, Event extends AnyShape>(
    key: Key,
    { mean, logVariance }: Omit<Components<Own, Event>, 'logits'>,
  ) =>
  <Lead extends AnyShape>({
    shape,
    sizes,
    chosen,
  }: DrawnOf<Own, Lead>): T.Tensor<readonly [...Lead, ...Own, ...Event]> => {
    const numbers: readonly [...Lead, ...Own, 'components', ...Event] = [...shape, ...mean.shape]
    const each = pipe(
      Random.normal(child('noise')(key))({ shape: numbers, sizes: [...sizes, ...mean.sizes] }),
      T.trailing.mul(pipe(logVariance, T.mulScalar(0.5), T.exp))<Lead>,
      T.trailing.add(mean)<Lead>,
    )
    return weightedSum<readonly [...Lead, ...Own]>(chosen)<Event>(each)
  }

/**
 * Draws: a component by its weight, then a number of it. They carry no gradient: which component is drawn depends on
 * the logits, and a gradient through the means alone would be biased.
 *
 * Shapes: `[...Lead, ...Own, ...Event]`.
 */
export const draws =
  <Own extends AnyShape, Event extends AnyShape>(key: Key, p: Components<Own, Event>) =>
  <Lead extends AnyShape>({ shape, sizes }: Random.Drawn<Lead>): T.Tensor<readonly [...Lead, ...Own, ...Event]> => {
    const choices: readonly [...Lead, ...Own, 'components'] = [...shape, ...p.logits.shape]
    const chosen = pipe(
      Noise.gumbel(child('component')(key))({ shape: choices, sizes: [...sizes, ...p.logits.sizes] }),
      T.trailing.add(p.logits)<Lead>,
      oneHotOfLargest,
    )
    return T.stopGradient(drawsOf<Own, Event>(key, p)<Lead>({ shape, sizes, chosen }))
  }
