/** What dense layers and heads share: sizes that are stated or taken from the layer before, and their first weights. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import { type KnownSize, knownSize } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import { type AnySize, type Dim, dimsOf, type Sizes } from '../shapes/dim.js'
import { eventFault } from '../shapes/event.js'
import { show } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { type Built, type Layer, madeOf } from './layer.js'
import type { AffineParameters, Step } from './step.js'

/** The input size of a layer or a head, or the message in its place. */
export type InputSize<Given, Name extends string> = KnownSize<Given, `${Name}: the input size`>

/** The output size of a layer or a head, or the message in its place. */
export type OutputSize<Given, Name extends string> = KnownSize<Given, `${Name}: the output size`>

/**
 * The first weights of an affine map: uniform within `±√(6 / (in + out))`, and biases of 0.
 *
 * Shapes: `[In, Out]` and `[Out]`.
 * Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS
 * 2010, equation 16.
 */
export const initialAffine =
  (input: AnySize, output: AnySize) =>
  (key: Key): AffineParameters<Dim, Dim> => {
    const limit = Math.sqrt(6 / (input.size + output.size))
    const shape: readonly [Dim, Dim] = [input.dim, output.dim]
    return {
      weight: pipe(
        Random.uniform(child('weight')(key))({ shape, sizes: [input.size, output.size] }),
        T.mulScalar(2 * limit),
        T.addScalar(-limit),
      ),
      bias: T.zeros<readonly [Dim]>([output.dim], [output.size]),
    }
  }

const takesOneAxis = (given: Sizes): string => `takes one axis but is given ${show(dimsOf(given))}`

/**
 * A layer from one axis to another, its input size stated first or taken from the layer before.
 *
 * The sizes are as many as were written: one that is `undefined` is refused, and not taken for one that was left out.
 */
export const affineLayer = <F extends Step>(
  name: string,
  sizes: readonly unknown[],
  build: (input: AnySize, output: AnySize) => Built,
): Layer<F> => {
  const known = (size: unknown, which: string) => orRefuse(knownSize(size, `${name}: the ${which} size`))
  const output = known(sizes.at(-1), 'output')
  const stated = sizes.length < 2 ? null : [known(sizes[0], 'input')]
  return madeOf({
    name,
    takes: stated,
    build: (given) =>
      given.length !== 1
        ? takesOneAxisOr(stated, given)
        : ((stated === null ? null : eventFault(stated, given)) ?? build(given[0] as AnySize, output)),
  })
}

const takesOneAxisOr = (stated: Sizes | null, given: Sizes): string =>
  (stated === null ? null : eventFault(stated, given)) ?? takesOneAxis(given)
