import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { depthwise } from './images.js'

const some = (count: number, from: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => Math.sin(from + 2.3 * index))
const elements = (sizes: readonly number[]) => sizes.reduce((product, size) => product * size, 1)
const of = <const Shape extends readonly number[]>(from: number, ...sizes: Shape) =>
  hostOf(sizes, sizes, some(elements(sizes), from))
const rows = <const Shape extends readonly number[]>(from: number, ...sizes: Shape) =>
  hostOf(['batch', ...sizes], [2, ...sizes], some(2 * elements(sizes), from))

const tolerances = {
  tolerance: { absolute: 1e-5, relative: 1e-5 },
  gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
}

onEach(() => {
  conforms('by the defaults', {
    inputs: [rows(1, 4, 5, 3), of(2, 3, 3, 3, 1)],
    operation: (x, filter) => pipe(x, T.depthwiseConv2d(filter)),
    gives: [
      ['batch', 4, 5, 3],
      [2, 4, 5, 3],
    ],
    reference: depthwise([2, 4, 5, 3], [3, 3, 3, 1], [2, 4, 5, 3], { stride: 1, padding: 'same' }) as never,
    ...tolerances,
  })

  conforms('of a stride, two filters a channel, a kernel that is no square', {
    inputs: [rows(1, 6, 5, 2), of(2, 3, 2, 2, 2)],
    operation: (x, filter) => pipe(x, T.depthwiseConv2d(filter, { stride: 2 })),
    gives: [
      ['batch', 3, 3, 4],
      [2, 3, 3, 4],
    ],
    reference: depthwise([2, 6, 5, 2], [3, 2, 2, 2], [2, 3, 3, 4], { stride: 2, padding: 'same' }) as never,
    ...tolerances,
  })

  conforms('of whole windows, with pixels left over', {
    inputs: [rows(1, 6, 5, 2), of(2, 3, 2, 2, 1)],
    operation: (x, filter) => pipe(x, T.depthwiseConv2d(filter, { stride: 2, padding: 'valid' })),
    gives: [
      ['batch', 2, 2, 2],
      [2, 2, 2, 2],
    ],
    reference: depthwise([2, 6, 5, 2], [3, 2, 2, 1], [2, 2, 2, 2], { stride: 2, padding: 'valid' }) as never,
    ...tolerances,
  })

  conforms('with zeros around, a stride and a dilation', {
    inputs: [rows(1, 7, 6, 2), of(2, 3, 2, 2, 1)],
    operation: (x, filter) => pipe(x, T.depthwiseConv2d(filter, { stride: 2, dilation: 2, padding: 1 })),
    gives: [
      ['batch', 3, 3, 2],
      [2, 3, 3, 2],
    ],
    reference: depthwise([2, 7, 6, 2], [3, 2, 2, 1], [2, 3, 3, 2], { stride: 2, dilation: 2, padding: 1 }) as never,
    ...tolerances,
  })

  it('by hand: each channel by its own, the filters of a channel side by side', () =>
    scoped(() => {
      const x = tensorOf([1, 1, 2, 2], [1, 1, 2, 2], [1, 2, 3, 4])
      const filter = tensorOf([1, 1, 2, 2], [1, 1, 2, 2], [10, 100, 1000, 10000])
      expect(valuesOf(pipe(x, T.depthwiseConv2d(filter)))).toEqual([10, 100, 2000, 20000, 30, 300, 4000, 40000])
    }))
})

describe('what a cast let through', () => {
  onCpu()

  it('is refused in the words of the compiler', () =>
    scoped(() => {
      const x = tensorOf(['batch', 2, 2, 1], [1, 2, 2, 1], [1, 2, 3, 4])
      const filter = (...sizes: readonly number[]) => T.zeros(sizes as readonly [1, 1, 1, 1], sizes)
      const refused = (run: () => unknown, words: string) => expect(run).toThrow(new ShapeError(words))
      refused(
        () => T.depthwiseConv2d(filter(1, 1, 3, 1))(x),
        'depthwiseConv2d: takes 3 channels but is given 1, in [2, 2, 1]',
      )
      refused(
        () => T.depthwiseConv2d(filter(3, 3, 1, 1), { padding: 'valid' })(x as never),
        'depthwiseConv2d: takes at least 3 pixels but is given 2, in [2, 2, 1]',
      )
      refused(
        () => T.depthwiseConv2d(filter(3, 3))(x as never),
        'depthwiseConv2d: takes a filter of [height, width, channels, multiplier], whose height and width are numbers, but is given [3, 3]',
      )
    }))
})
