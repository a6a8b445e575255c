/** Tensors side by side along their last axis, as one, and apart again. */

import * as tf from '@tensorflow/tfjs-core'
import { refuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import { show } from '../shapes/message.js'
import { shapeOf, unwrap, wrap } from './native.js'
import type { Tensor } from './tensor.js'

/**
 * Several tensors as one, whose last axis has the numbers of all of them, in their order, and keeps its name.
 *
 * Shapes: some of `[...Lead, Last] -> [...Lead, Last]`, where `Last` is a name, for it stands for several sizes.
 */
export const sideBySide = <Lead extends AnyShape, Last extends string>(
  tensors: readonly [Tensor<readonly [...Lead, Last]>, ...Tensor<readonly [...Lead, Last]>[]],
): Tensor<readonly [...Lead, Last]> =>
  tensors.length === 1 ? tensors[0] : wrap(shapeOf(tensors[0]), tf.concat(tensors.map(unwrap), -1))

/**
 * One tensor as several, each with its share of the last axis, whose name they keep.
 *
 * Shapes: `[...Lead, Last] -> [...Lead, Last]` of each size. Errors: a `ShapeError` when the sizes do not add up to the axis.
 */
export const apart =
  (sizes: readonly number[]) =>
  <Lead extends AnyShape, Last extends string>(
    x: Tensor<readonly [...Lead, Last]>,
  ): readonly Tensor<readonly [...Lead, Last]>[] => {
    const whole = sizes.reduce((sum, size) => sum + size, 0)
    if (whole !== x.sizes.at(-1)) refuse(`apart: ${show(x.shape)} has ${x.sizes.at(-1)} numbers and not ${whole}`)
    return sizes.length === 1
      ? [x]
      : tf.split(unwrap(x), [...sizes], -1).map((part) => wrap<readonly [...Lead, Last]>(shapeOf(x), part))
  }
