import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { sum } from '../support/reference.js'

const VALUES = Array.from({ length: 24 }, (_, index) => Math.cos(index) + index / 7)
const pictures = hostOf(['batch', 3, 4], [2, 3, 4], VALUES)
const samples = hostOf(['samples', 'batch', 4], [3, 2, 4], VALUES)
const identity = (x: readonly number[] | undefined) => x as readonly number[]

const chunks = (values: readonly number[], size: number) =>
  Array.from({ length: values.length / size }, (_, index) => values.slice(index * size, (index + 1) * size))

onEach(() => {
  conforms('flattenEvent', {
    inputs: [pictures],
    operation: (x) => T.flattenEvent('features')(x),
    gives: [
      ['batch', 'features'],
      [2, 12],
    ],
    reference: identity,
  })

  conforms('unflattenEvent', {
    inputs: [hostOf(['batch', 'features'], [2, 12], VALUES)],
    operation: (x) =>
      T.unflattenEvent<readonly [3, 'width']>([
        { dim: 3, size: 3 },
        { dim: 'width', size: 4 },
      ])(x),
    gives: [
      ['batch', 3, 'width'],
      [2, 3, 4],
    ],
    reference: identity,
  })

  conforms('sumEvent', {
    inputs: [hostOf(['samples', 'batch', 2, 2], [3, 2, 2, 2], VALUES)],
    operation: (x) => T.sumEvent([2, 2] as const)<readonly ['samples', 'batch']>(x),
    gives: [
      ['samples', 'batch'],
      [3, 2],
    ],
    reference: (x) => chunks(identity(x), 4).map(sum),
  })

  conforms('sumEvent of an event without axes', {
    inputs: [hostOf(['batch'], [3], [1, 2, 4])],
    operation: (x) => T.sumEvent([] as const)<readonly ['batch']>(T.square(x)),
    gives: [['batch'], [3]],
    reference: (x) => identity(x).map((each) => each ** 2),
  })

  conforms('mergeRows', {
    inputs: [samples],
    operation: (x) => T.mergeRows(x),
    gives: [
      ['samples*batch', 4],
      [6, 4],
    ],
    reference: identity,
  })

  conforms('splitRows', {
    inputs: [hostOf(['samples*batch', 4], [6, 4], VALUES)],
    operation: (x) => T.splitRows('samples', 'batch', 3)(x),
    gives: [
      ['samples', 'batch', 4],
      [3, 2, 4],
    ],
    reference: identity,
  })

  conforms('repeatRows', {
    inputs: [pictures],
    operation: (x) => T.repeatRows('samples', 3)(x),
    gives: [
      ['samples*batch', 3, 4],
      [6, 3, 4],
    ],
    // whole batches one after the other: the samples are the outermost axis
    reference: (x) => [...identity(x), ...identity(x), ...identity(x)],
  })

  conforms('repeatRows once', {
    inputs: [pictures],
    operation: (x) => T.repeatRows('samples', 1)(x),
    gives: [
      ['samples*batch', 3, 4],
      [2, 3, 4],
    ],
    reference: identity,
  })
})

describe('round trips', () => {
  onCpu()

  it('splitRows undoes mergeRows', () =>
    scoped(() => {
      const x = tensorOf(['samples', 'batch', 4], [3, 2, 4], VALUES)
      const back = pipe(x, T.mergeRows, T.splitRows('samples', 'batch', 3))
      expect([back.shape, back.sizes, valuesOf(back)]).toEqual([x.shape, x.sizes, valuesOf(x)])
    }))

  it('every sample of repeatRows is the batch', () =>
    scoped(() => {
      const x = tensorOf(['batch', 4], [2, 4], VALUES.slice(0, 8))
      const split = pipe(x, T.repeatRows('samples', 3), T.splitRows('samples', 'batch', 3))
      expect(split.sizes).toEqual([3, 2, 4])
      const variance = pipe(split, T.trailing.sub(x)<readonly ['samples']>, T.square, T.sum(0, 1, 2))
      expect(valuesOf(variance)).toEqual([0])
    }))

  it('row s * batch + b of the merged rows is sample s of example b', () =>
    scoped(() => {
      const x = tensorOf(
        ['samples', 'batch', 1],
        [2, 3, 1],
        [0, 1, 2, 10, 11, 12], // tens are the sample, ones the example
      )
      expect(valuesOf(T.mergeRows(x))).toEqual([0, 1, 2, 10, 11, 12])
    }))

  it('unflattenEvent undoes flattenEvent, for every rank', () =>
    scoped(() => {
      for (const sizes of [[], [4], [2, 2], [2, 1, 2]] as const) {
        const count = sizes.reduce<number>((a, b) => a * b, 1)
        const x = tensorOf(['batch', ...sizes], [3, ...sizes], VALUES.slice(0, 3 * count))
        const back = pipe(
          x as unknown as T.Tensor<readonly ['batch', ...(readonly number[])]>,
          T.flattenEvent('features'),
          T.unflattenEvent<readonly number[]>(sizes.map((size) => ({ dim: size, size }))),
        )
        expect([back.shape, back.sizes, valuesOf(back)]).toEqual([x.shape, x.sizes, valuesOf(x)])
      }
    }))
})

describe('refusals', () => {
  onCpu()

  it('splitRows refuses rows that are not a whole number for each sample', () =>
    scoped(() => {
      const x = tensorOf(['samples*batch', 2], [6, 2], VALUES.slice(0, 12))
      expect(() => pipe(x, T.splitRows('samples', 'batch', 4))).toThrow(
        new ShapeError('splitRows: [samples*batch, 2] has 6 rows, which 4 samples do not divide'),
      )
    }))

  it('unflattenEvent refuses an event of another size', () =>
    scoped(() => {
      const x = tensorOf(['batch', 'features'], [2, 12], VALUES)
      expect(() => T.unflattenEvent<readonly [3, 5]>([3, 5].map((size) => ({ dim: size, size })))(x)).toThrow(
        new ShapeError('unflattenEvent: [3, 5] has 15 elements and features has 12'),
      )
    }))
})

describe('eventShape', () => {
  onCpu()

  it('is the shape without the row', () =>
    scoped(() => {
      expect(T.eventShape(tensorOf(['batch', 3, 'w'], [1, 3, 1], [1, 2, 3]))).toEqual([3, 'w'])
      expect(T.eventShape(tensorOf(['batch'], [1], [1]))).toEqual([])
    }))
})
