/** What every head is put through: outputs of ±10000 before the maps that bound them. */

import * as tf from '@tensorflow/tfjs-core'
import { expect } from 'vitest'
import { valueAndGradient } from '../../src/tensors/gradient.js'
import { unwrap, wrap } from '../../src/tensors/native.js'
import type { AnyTensor, Tensor } from '../../src/tensors/tensor.js'
import { leaves, map } from '../../src/tensors/tree.js'
import { scoped, tensorOf, valuesOf } from '../support/engine.js'

/** Raw outputs: every weight is 1, and the rows are these. */
export const RAW = [-1e4, -100, -1, 0, 1, 100, 1e4]

/** Rows of one number. */
export const rows = (values: readonly number[]) => tensorOf(['batch', 1], [values.length, 1], values)

/** What a head of one input gives, and its gradient, are finite whatever its raw outputs are; gives the numbers. */
export const expectFiniteAtExtremes = <Params>(
  params: () => Params,
  nats: (own: Params, x: Tensor<readonly ['batch', 1]>) => readonly AnyTensor[],
): readonly (readonly number[])[] =>
  scoped(() => {
    const unit = map((each) => wrap(each.shape, tf.ones([...each.sizes])))(params())
    const { gradient, rest } = valueAndGradient((own: Params) => {
      const given = nats(own, rows(RAW))
      return [
        wrap<readonly []>(
          [],
          given.map((each) => tf.sum(unwrap(each))).reduce((sum, each) => tf.add(sum, each)),
        ),
        given,
      ]
    })(unit)
    const numbers = rest.map(valuesOf)
    const all = [...numbers.flat(), ...leaves(gradient).flatMap(({ value }) => valuesOf(value))]
    expect(all.filter((each) => !Number.isFinite(each))).toEqual([])
    return numbers
  })
