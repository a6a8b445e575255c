import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { CONVOLUTION, TRANSPOSED } from '../shapes/cases.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { convolution, transposed } from './images.js'

const some = (count: number, from: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => Math.sin(from + 2.3 * index))
const elements = (sizes: readonly number[]) => sizes.reduce((product, size) => product * size, 1)
const of = <const Shape extends readonly number[]>(from: number, ...sizes: Shape) =>
  hostOf(sizes, sizes, some(elements(sizes), from))
const rows = <const Shape extends readonly number[]>(from: number, ...sizes: Shape) =>
  hostOf(['batch', ...sizes], [2, ...sizes], some(2 * elements(sizes), from))

const near = { absolute: 1e-5, relative: 1e-5 }
const slope = { absolute: 1e-4, relative: 1e-4 }
const tolerances = { tolerance: near, gradientTolerance: slope }

onEach(() => {
  conforms('conv2d by the defaults', {
    inputs: [rows(1, 4, 5, 2), of(2, 3, 3, 2, 3)],
    operation: (x, filter) => pipe(x, T.conv2d(filter)),
    gives: [
      ['batch', 4, 5, 3],
      [2, 4, 5, 3],
    ],
    reference: convolution([2, 4, 5, 2], [3, 3, 2, 3], [2, 4, 5, 3], { stride: 1, padding: 'same' }) as never,
    ...tolerances,
  })

  conforms('conv2d of a stride', {
    inputs: [rows(1, 6, 6, 1), of(2, 4, 4, 1, 2)],
    operation: (x, filter) => pipe(x, T.conv2d(filter, { stride: 2 })),
    gives: [
      ['batch', 3, 3, 2],
      [2, 3, 3, 2],
    ],
    reference: convolution([2, 6, 6, 1], [4, 4, 1, 2], [2, 3, 3, 2], { stride: 2, padding: 'same' }) as never,
    ...tolerances,
  })

  conforms('conv2d of whole windows, with pixels left over', {
    inputs: [rows(1, 6, 5, 2), of(2, 3, 2, 2, 2)],
    operation: (x, filter) => pipe(x, T.conv2d(filter, { stride: 2, padding: 'valid' })),
    gives: [
      ['batch', 2, 2, 2],
      [2, 2, 2, 2],
    ],
    reference: convolution([2, 6, 5, 2], [3, 2, 2, 2], [2, 2, 2, 2], { stride: 2, padding: 'valid' }) as never,
    ...tolerances,
  })

  conforms('conv2d with zeros around, for a kernel that is no square', {
    inputs: [rows(1, 4, 5, 1), of(2, 3, 2, 1, 2)],
    operation: (x, filter) => pipe(x, T.conv2d(filter, { stride: 2, padding: 1 })),
    gives: [
      ['batch', 2, 3, 2],
      [2, 2, 3, 2],
    ],
    reference: convolution([2, 4, 5, 1], [3, 2, 1, 2], [2, 2, 3, 2], { stride: 2, padding: 1 }) as never,
    ...tolerances,
  })

  conforms('conv2d of a stride and a dilation', {
    inputs: [rows(1, 7, 6, 1), of(2, 3, 2, 1, 2)],
    operation: (x, filter) => pipe(x, T.conv2d(filter, { stride: 2, dilation: 2, padding: 1 })),
    gives: [
      ['batch', 3, 3, 2],
      [2, 3, 3, 2],
    ],
    reference: convolution([2, 7, 6, 1], [3, 2, 1, 2], [2, 3, 3, 2], { stride: 2, dilation: 2, padding: 1 }) as never,
    ...tolerances,
  })

  conforms('conv2dTranspose of a stride', {
    inputs: [rows(1, 3, 2, 2), of(2, 4, 4, 1, 2)],
    operation: (x, filter) => pipe(x, T.conv2dTranspose(filter, { stride: 2 })),
    gives: [
      ['batch', 6, 4, 1],
      [2, 6, 4, 1],
    ],
    reference: transposed([2, 3, 2, 2], [4, 4, 1, 2], [2, 6, 4, 1], { stride: 2, padding: 'same' }) as never,
    ...tolerances,
  })

  conforms('conv2dTranspose of whole windows', {
    inputs: [rows(1, 2, 3, 2), of(2, 3, 2, 1, 2)],
    operation: (x, filter) => pipe(x, T.conv2dTranspose(filter, { stride: 2, padding: 'valid' })),
    gives: [
      ['batch', 5, 6, 1],
      [2, 5, 6, 1],
    ],
    reference: transposed([2, 2, 3, 2], [3, 2, 1, 2], [2, 5, 6, 1], { stride: 2, padding: 'valid' }) as never,
    ...tolerances,
  })

  conforms('conv2dTranspose with zeros around and a dilation', {
    inputs: [rows(1, 3, 3, 1), of(2, 2, 2, 2, 1)],
    operation: (x, filter) => pipe(x, T.conv2dTranspose(filter, { stride: 2, padding: 1, dilation: 2 })),
    gives: [
      ['batch', 5, 5, 2],
      [2, 5, 5, 2],
    ],
    reference: transposed([2, 3, 3, 1], [2, 2, 2, 1], [2, 5, 5, 2], { stride: 2, padding: 1, dilation: 2 }) as never,
    ...tolerances,
  })

  it('conv2d by hand: the filter is not mirrored', () =>
    scoped(() => {
      const x = tensorOf([1, 1, 3, 1], [1, 1, 3, 1], [1, 2, 4])
      const filter = tensorOf([1, 2, 1, 1], [1, 2, 1, 1], [10, 1])
      expect(valuesOf(pipe(x, T.conv2d(filter, { padding: 'valid' })))).toEqual([12, 24])
    }))
})

describe('at run time', () => {
  onCpu()

  const SIZES: Readonly<Record<string, number>> = { h: 12, w: 9, c: 2, 'h*4': 24, 'ceil(h/2)': 6 }
  const made = (shape: readonly (string | number)[]) =>
    T.zeros(
      shape,
      shape.map((dim) => (typeof dim === 'number' ? dim : (SIZES[dim] as number))),
    )

  it.each(CONVOLUTION)('conv2d of $image by $by is $gives', ({ image, by: [input, out, kernel, ...lie], gives }) =>
    scoped(() => {
      const [stride, padding, dilation] = lie
      const run = () =>
        T.conv2d(made([...kernel, input, out]), { stride, padding, dilation } as never)(
          made([2, ...image]) as never,
        ) as T.AnyTensor
      if (typeof gives === 'string') expect(run).toThrow(new ShapeError(`conv2d: ${gives}`))
      else expect(run().shape).toEqual([2, ...gives])
    }),
  )

  it.each(TRANSPOSED)('conv2dTranspose of $image by $by is $gives', ({ image, by: [input, out, ...by], gives }) =>
    scoped(() => {
      const [kernel, stride, padding, dilation] = by
      const run = () =>
        T.conv2dTranspose(made([...kernel, out, input]), { stride, padding, dilation } as never)(
          made([2, ...image]) as never,
        ) as T.AnyTensor
      if (typeof gives === 'string') expect(run).toThrow(new ShapeError(`conv2dTranspose: ${gives}`))
      else expect(run().shape).toEqual([2, ...gives])
    }),
  )

  it('refuses a name whose size is too small', () =>
    scoped(() => {
      const x = T.zeros(['batch', 'h', 8, 1] as const, [1, 2, 8, 1])
      const filter = T.zeros([3, 3, 1, 1] as const, [3, 3, 1, 1])
      expect(() => pipe(x, T.conv2d(filter, { padding: 'valid' }))).toThrow(
        new ShapeError('conv2d: takes at least 3 pixels but is given 2, in [2, 8, 1]'),
      )
    }))

  it('refuses what is no filter and no rows of images, in the words of the types', () =>
    scoped(() => {
      const x = T.zeros(['batch', 8, 8, 1] as const, [1, 8, 8, 1])
      const matrix = T.zeros([3, 3] as const, [3, 3])
      const named = T.zeros(['h', 3, 1, 1] as const, [3, 3, 1, 1])
      const filter = T.zeros([3, 3, 1, 1] as const, [3, 3, 1, 1])
      const words = (order: string, given: string) =>
        `takes a filter of [height, width, ${order}], whose height and width are numbers, but is given ${given}`
      // @ts-expect-error two axes
      expect(() => T.conv2d(matrix)(x)).toThrow(new ShapeError(`conv2d: ${words('in, out', '[3, 3]')}`))
      // @ts-expect-error a height that is a name
      expect(() => T.conv2dTranspose(named)(x)).toThrow(
        new ShapeError(`conv2dTranspose: ${words('out, in', '[h, 3, 1, 1]')}`),
      )
      // @ts-expect-error no axis
      expect(() => T.conv2d(filter)(T.scalar(1))).toThrow(
        new ShapeError('conv2d: takes rows of images but is given []'),
      )
    }))

  it.each([
    ['undefined', undefined, 'the options may be undefined: leave them out, or give them'],
    ['nothing', null, 'the options are not a record of options'],
    ['a number', 3, 'the options are not a record of options'],
    ['a word', 'same', 'the options are not a record of options'],
    ['a list', [], 'there is no option length'],
    ['the kernel', { kernel: 3 }, 'the options must not say the kernel, which the filter says'],
    ['an option that is undefined', { stride: undefined }, 'the stride is not a dimension'],
    ['a padding that is undefined', { padding: undefined }, "the padding must be 'same', 'valid' or a whole number"],
  ])('refuses %s for options, as the types do', (_what, options, words) =>
    scoped(() => {
      const filter = T.zeros([3, 3, 1, 1] as const, [3, 3, 1, 1])
      const x = T.zeros([1, 8, 8, 1] as const, [1, 8, 8, 1])
      expect(() => T.conv2d(filter, options as never)(x as never)).toThrow(new ShapeError(`conv2d: ${words}`))
      expect(() => T.conv2dTranspose(filter, options as never)(x as never)).toThrow(
        new ShapeError(`conv2dTranspose: ${words}`),
      )
    }),
  )

  it('refuses options that a cast let through', () =>
    scoped(() => {
      const filter = T.zeros([3, 3, 1, 1] as const, [3, 3, 1, 1])
      const x = T.zeros([1, 8, 8, 1] as const, [1, 8, 8, 1])
      expect(() => T.conv2d(filter, { stride: 0 } as never)(x as never)).toThrow(
        new ShapeError('conv2d: the stride must be a positive whole number, not 0'),
      )
      expect(() => T.conv2d(filter, { strides: 2 } as never)(x as never)).toThrow(
        new ShapeError('conv2d: there is no option strides'),
      )
    }))
})
