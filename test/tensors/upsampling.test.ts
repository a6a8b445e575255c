import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { UPSAMPLE } from '../shapes/cases.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { nearest } from './images.js'

const SIZES = [2, 2, 3, 2]
const images = hostOf(
  ['batch', 2, 3, 2],
  SIZES,
  Array.from({ length: 24 }, (_, index) => Math.sin(1 + 2.3 * index)),
)

onEach(() => {
  conforms('upsample by 2', {
    inputs: [images],
    operation: (x) => T.upsample(2)(x),
    gives: [
      ['batch', 4, 6, 2],
      [2, 4, 6, 2],
    ],
    reference: nearest(SIZES, 2) as never,
  })

  conforms('upsample by 3', {
    inputs: [images],
    operation: (x) => T.upsample(3)(x),
    gives: [
      ['batch', 6, 9, 2],
      [2, 6, 9, 2],
    ],
    reference: nearest(SIZES, 3) as never,
  })

  it('by 1 is the image itself, and an average of its windows takes it back', () =>
    scoped(() => {
      const x = tensorOf(['batch', 2, 3, 2], SIZES, [...images.values])
      expect(valuesOf(T.upsample(1)(x))).toEqual(valuesOf(x))
      expect(valuesOf(pipe(x, T.upsample(2), T.maxPool({ kernel: 2 })))).toEqual(valuesOf(x))
    }))
})

describe('what a cast let through', () => {
  onCpu()

  it.each(UPSAMPLE.filter(({ gives }) => typeof gives === 'string'))('$from is refused', ({ from, gives }) =>
    scoped(() => {
      const x = T.zeros(
        from as readonly [],
        (from as readonly unknown[]).map((dim) => (typeof dim === 'number' ? dim : 2)),
      )
      expect(() => T.upsample(2)(x as never)).toThrow(new ShapeError(gives as string))
    }),
  )

  it('a factor is a whole number above 0', () =>
    scoped(() => {
      const x = tensorOf([1, 1, 1, 1], [1, 1, 1, 1], [5])
      for (const factor of [0, -1, 1.5, Number.NaN])
        expect(() => T.upsample(factor as 2)(x)).toThrow(/^upsample: the factor must be a positive whole number, not /)
      expect(() => T.upsample('two' as never)(x)).toThrow(
        new ShapeError('upsample: the factor must be a number, not a name'),
      )
    }))
})
