/** Dropout: numbers that are left out at random while a network learns. */

import * as Random from '../random/draw.js'
import type { Key } from '../random/key.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Shape } from '../shapes/dim.js'
import { mustBe } from '../shapes/message.js'
import type { OrMessage, OutOfRange } from '../shapes/number.js'
import * as T from '../tensors/index.js'
import type { Context, ContextStep } from './context.js'
import { type Layer, madeOf } from './layer.js'
import { using } from './running.js'

/** Dropout as a step. */
export interface Dropout extends ContextStep {
  readonly name: 'dropout'
  readonly takes: 'any'
  readonly out: this['in']
  readonly parameters: null
  readonly kind: 'Tensor'
  readonly uses: 'noise'
  readonly state: null
}

/** The literals that are no probability below 1. */
type NotBelow1<Given extends number> = Given extends unknown
  ? number extends Given
    ? never
    : `${Given}` extends `-${string}`
      ? Given
      : `${Given}` extends '0' | `0.${string}` | `${string}e-${string}`
        ? never
        : Given
  : never

const PROBABILITY = 'dropout: the probability'

const SHARE = 'from 0 to below 1'

/** The probability itself, or the message in its place. */
export type DropoutProbability<Given extends number> = OrMessage<
  Given,
  OutOfRange<Given, NotBelow1<Given>, typeof PROBABILITY, typeof SHARE>
>

type AnyTensor = T.Tensor<AnyShape>

/** Noise of the shape of `x`. Safe: what a layer is given has a shape of dimensions. */
const noiseFor = (key: Key, { shape, sizes }: AnyTensor): AnyTensor =>
  Random.uniform(key)({ shape: shape as Shape, sizes }) as T.AnyTensor as AnyTensor

/** `x` where the noise is above the probability, as much larger as fewer are left; else 0. */
const dropped =
  (probability: number, noise: AnyTensor) =>
  (x: AnyTensor): AnyTensor => {
    const kept = T.step(T.addScalar(-probability)(noise))
    return T.mulScalar(1 / (1 - probability))(T.same.mul(kept)(x))
  }

/**
 * Each number is 0 with a probability in training, and the others are larger by `1 / (1 - probability)`, so that the mean
 * stays: `dropout(0.5)`. In evaluation all stay as they are.
 *
 * Shapes: `[Row, ...Event] -> [Row, ...Event]`. Errors: a `ShapeError` for a probability that is not from 0 to below 1.
 * Source: Srivastava et al., "Dropout", JMLR 15 (2014), section 10 for the scale in training.
 */
export const dropout = <const Given extends number>(probability: DropoutProbability<Given>): Layer<Dropout> => {
  const share = Number(probability)
  if (!(share >= 0 && share < 1)) return refuse(mustBe(PROBABILITY, SHARE, probability))
  return madeOf({
    name: 'dropout',
    takes: null,
    build: (given) =>
      using({
        out: given,
        uses: 'noise',
        init: () => null,
        run:
          (_none: null, { key, mode }: Context<null>) =>
          (x: AnyTensor) => {
            const noisy = mode === 'training' && share > 0
            return [noisy ? dropped(share, noiseFor(key, x))(x) : x, null]
          },
      }),
  })
}
