/** What dense layers and heads share: sizes that are stated or taken from the layer before, and their first weights. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import { type Dim, dimsOf, type Size, type Sizes } from '../shapes/dim.js'
import { knownSize } from '../shapes/door.js'
import { orRefuse } from '../shapes/refusal.js'
import { show } from '../shapes/show.js'
import * as T from '../tensors/index.js'
import { type Built, fits, type Layer, takes } from './layer.js'
import type { AffineParameters, Step } from './step.js'

/** Stands for the size that is not given. Not `never`, which a caller's mistake can be. */
export interface FromBefore {
  readonly inferred: true
}

/**
 * The first weights of an affine map: uniform within `±√(6 / (in + out))`, and biases of 0.
 *
 * Shapes: `[In, Out]` and `[Out]`.
 * Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS
 * 2010, equation 16.
 */
export const initialAffine =
  (input: Size<Dim>, output: Size<Dim>) =>
  (key: Key): AffineParameters<Dim, Dim> => {
    const limit = Math.sqrt(6 / (input.size + output.size))
    const shape: readonly [Dim, Dim] = [input.dim, output.dim]
    return {
      weight: pipe(
        Random.uniform(child('weight')(key))({ shape, sizes: [input.size, output.size] }),
        T.scaleBy(2 * limit),
        T.shiftBy(-limit),
      ),
      bias: T.zeros<readonly [Dim]>([output.dim], [output.size]),
    }
  }

const takesOneAxis = (given: Sizes): string => `takes one axis but is given ${show(dimsOf(given))}`

/** A layer from one axis to another, its input size stated first or taken from the layer before. */
export const affineLayer = <F extends Step>(
  name: string,
  [first, second]: readonly [first: unknown, second: unknown],
  build: (input: Size<Dim>, output: Size<Dim>) => Built,
): Layer<F> => {
  const known = (size: unknown, which: string) => orRefuse(knownSize(size, `${name}: the ${which} size`))
  const output = known(second === undefined ? first : second, 'output')
  const stated = second === undefined ? null : [known(first, 'input')]
  return {
    name,
    takes: stated,
    build: (given) =>
      given.length !== 1
        ? takesOneAxisOr(stated, given)
        : stated !== null && !fits(stated, given)
          ? takes(stated, given)
          : build(given[0] as Size<Dim>, output),
  }
}

const takesOneAxisOr = (stated: Sizes | null, given: Sizes): string =>
  stated === null ? takesOneAxis(given) : takes(stated, given)
