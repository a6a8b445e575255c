import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { refuseParameters, rowsFault } from '../../src/layers/inputs.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

const input = [
  { dim: 2, size: 2 },
  { dim: 'n', size: 3 },
]
const rows = (shape: readonly (string | number)[], sizes: readonly number[]) =>
  tensorOf(shape, sizes, Array(sizes.reduce((product, size) => product * size, 1)).fill(1))

describe('rowsFault', () => {
  it('takes rows of the input', () =>
    scoped(() => expect(rowsFault(input, rows(['batch', 2, 'n'], [4, 2, 3]))).toBeNull()))

  it('says what else it is given', () =>
    scoped(() => {
      expect(rowsFault(input, rows(['batch', 'n', 2], [4, 3, 2]))).toBe(
        'takes rows of [2, n] but is given [batch, n, 2]',
      )
      expect(rowsFault(input, rows([2, 'n'], [2, 3]))).toBe('takes rows of [2, n] but is given [2, n]')
      expect(rowsFault(input, rows(['batch', 2, 'n'], [4, 2, 5]))).toBe(
        'n is 5 in the rows [batch, 2, n] and 3 in its input [2, n]',
      )
      expect(rowsFault(input, rows(['batch', 2, 'n'], [4, 5, 3]))).toBe(
        'the rows [batch, 2, n] has the sizes [4, 5, 3]',
      )
      for (const wrong of [null, undefined, [1, 2], 'x'])
        expect(rowsFault(input, wrong)).toBe('takes rows of [2, n] but is given no tensor')
    }))
})

describe('refuseParameters', () => {
  it('takes as many as there are layers', () => refuseParameters(2, [null, null]))

  it('says what else it is given', () => {
    expect(() => refuseParameters(2, [null])).toThrow(
      new ShapeError('sequence: takes the parameters of 2 layers but is given those of 1'),
    )
    expect(() => refuseParameters(2, null)).toThrow(
      new ShapeError('sequence: takes the parameters of 2 layers but is given something else'),
    )
  })
})

describe('a network', () => {
  const network = Layer.sequence(Layer.dense(3, 2), Layer.tanh)

  it('refuses other rows and other parameters, where a cast has let them through', () =>
    scoped(() => {
      const apply = network.apply(network.init(from(1)))
      expect(() => apply(rows(['batch', 4], [2, 4]) as never)).toThrow(
        new ShapeError('sequence: takes rows of [3] but is given [batch, 4]'),
      )
      expect(() => network.apply([] as never)(rows(['batch', 3], [2, 3]) as never)).toThrow(
        new ShapeError('sequence: takes the parameters of 2 layers but is given those of 0'),
      )
      // parameters of another network with as many layers
      const other = Layer.sequence(Layer.dense(5, 2), Layer.tanh).init(from(1))
      expect(() => network.apply(other as never)(rows(['batch', 3], [2, 3]) as never)).toThrow(
        new ShapeError(
          'affine takes x [Row, In], weight [In, Out] and bias [Out] but is given [batch, 3], [5, 2] and [2]',
        ),
      )
    }))

  it('takes its own', () =>
    scoped(() => {
      const x = tensorOf(['batch', 3], [2, 3], [1, 2, 3, 4, 5, 6])
      expect(valuesOf(network.apply(network.init(from(1)))(x))).toHaveLength(4)
    }))
})
