import { describe, expect, it } from 'vitest'
import * as T from '../../src/tensors/index.js'
import { logSoftmax, logSumExpLast, oneHotOfLargest, softmax } from '../../src/tensors/softmax.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { groups, logSumExp } from '../support/reference.js'

const x = hostOf(['batch', 2, 3], [2, 2, 3], [0.5, -2, 4, -0.25, 0, -7.5, 1, 1, 1, 3, -3, 0.25])
const classes = (values: readonly number[] | undefined) => groups([2, 2, 3], [2])(values as readonly number[])
const gives = [
  ['batch', 2, 3],
  [2, 2, 3],
] as const

onEach(() => {
  conforms('softmax', {
    inputs: [x],
    operation: (logits) => softmax(logits),
    gives,
    reference: (values) => classes(values).flatMap((row) => row.map((each) => Math.exp(each - logSumExp(row)))),
  })

  conforms('logSoftmax', {
    inputs: [x],
    operation: (logits) => logSoftmax(logits),
    gives,
    reference: (values) => classes(values).flatMap((row) => row.map((each) => each - logSumExp(row))),
  })

  conforms('logSumExpLast', {
    inputs: [x],
    operation: (logits) => logSumExpLast<readonly ['batch', 2], 3>(logits),
    gives: [
      ['batch', 2],
      [2, 2],
    ],
    reference: (values) => classes(values).map(logSumExp),
  })

  conforms('oneHotOfLargest', {
    inputs: [x],
    operation: (logits) => oneHotOfLargest(logits),
    gives,
    reference: () => [0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 0],
    gradientTolerance: null,
  })

  it('oneHotOfLargest of one class is 1', () =>
    scoped(() => {
      expect(valuesOf(oneHotOfLargest(tensorOf(['batch', 1], [2, 1], [3, -4])))).toEqual([1, 1])
    }))

  it('all are finite with their gradients at ±10000', () =>
    scoped(() => {
      const far = tensorOf(['n', 3], [2, 3], [1e4, -1e4, 0, 1e4, 1e4, -1e4])
      expectNear(valuesOf(softmax(far)), [1, 0, 0, 0.5, 0.5, 0])
      expectNear(valuesOf(logSumExpLast<readonly ['n'], 3>(far)), [1e4, 1e4 + Math.LN2])
      const { gradient } = T.valueAndGradient((logits: typeof far) => [T.sum(0, 1)(logSoftmax(logits)), null])(far)
      expectNear(valuesOf(gradient), [-2, 1, 1, -0.5, -0.5, 1])
    }))
})

describe('oneHotOfLargest', () => {
  onCpu()

  it('has a gradient of 0', () =>
    scoped(() => {
      const { gradient } = T.valueAndGradient((logits: T.Tensor<readonly ['n', 3]>) => [
        T.sum(0, 1)(oneHotOfLargest(logits)),
        null,
      ])(tensorOf(['n', 3], [1, 3], [1, 2, 3]))
      expect(valuesOf(gradient).map(Math.abs)).toEqual([0, 0, 0])
    }))

  it('is 1 of the only class', () =>
    scoped(() => {
      expect(valuesOf(oneHotOfLargest(tensorOf(['n', 1], [2, 1], [-3, 0])))).toEqual([1, 1])
    }))
})
