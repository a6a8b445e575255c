import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import type { Shape } from '../../src/shapes/dim.js'
import * as T from '../../src/tensors/index.js'
import { POOL } from '../shapes/cases.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { type Lie, pool } from './images.js'

const some = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => Math.sin(1 + 2.3 * index))
const mean = (seen: readonly number[]) => seen.reduce((a, b) => a + b, 0) / seen.length
const max = (seen: readonly number[]) => Math.max(...seen)

const image = hostOf(['batch', 5, 4, 2], [2, 5, 4, 2], some(80))
const by = (kernel: number, to: readonly number[], lie: Lie, make: (seen: readonly number[]) => number) =>
  pool([2, 5, 4, 2], kernel, to, lie, make) as never

onEach(() => {
  conforms('maxPool by the defaults', {
    inputs: [image],
    operation: (x) => pipe(x, T.maxPool({ kernel: 2 })),
    gives: [
      ['batch', 2, 2, 2],
      [2, 2, 2, 2],
    ],
    reference: by(2, [2, 2, 2, 2], { stride: 2, padding: 'valid' }, max),
  })

  conforms('maxPool of windows that overlap, with zeros around', {
    inputs: [image],
    operation: (x) => pipe(x, T.maxPool({ kernel: 3, stride: 2, padding: 1 })),
    gives: [
      ['batch', 3, 2, 2],
      [2, 3, 2, 2],
    ],
    reference: by(3, [2, 3, 2, 2], { stride: 2, padding: 1 }, max),
  })

  conforms('avgPool by the defaults', {
    inputs: [image],
    operation: (x) => pipe(x, T.avgPool({ kernel: 2 })),
    gives: [
      ['batch', 2, 2, 2],
      [2, 2, 2, 2],
    ],
    reference: by(2, [2, 2, 2, 2], { stride: 2, padding: 'valid' }, mean),
  })

  // TensorFlow.js's plain backend has a wrong gradient here
  conforms('avgPool where the padding cuts windows', {
    inputs: [image],
    operation: (x) => pipe(x, T.avgPool({ kernel: 3, stride: 2, padding: 'same' })),
    gives: [
      ['batch', 3, 2, 2],
      [2, 3, 2, 2],
    ],
    reference: by(3, [2, 3, 2, 2], { stride: 2, padding: 'same' }, mean),
  })

  conforms('avgPool with zeros around', {
    inputs: [image],
    operation: (x) => pipe(x, T.avgPool({ kernel: 3, stride: 1, padding: 1 })),
    gives: [
      ['batch', 5, 4, 2],
      [2, 5, 4, 2],
    ],
    reference: by(3, [2, 5, 4, 2], { stride: 1, padding: 1 }, mean),
  })

  it('by hand: zeros are neither seen nor counted', () =>
    scoped(() => {
      const x = tensorOf([1, 2, 2, 1], [1, 2, 2, 1], [-1, -2, -3, -4])
      expect(valuesOf(pipe(x, T.maxPool({ kernel: 2, stride: 1, padding: 1 })))).toEqual([
        -1, -1, -2, -1, -1, -2, -3, -3, -4,
      ])
      expect(valuesOf(pipe(x, T.avgPool({ kernel: 2, stride: 1, padding: 1 })))).toEqual([
        -1, -1.5, -2, -2, -2.5, -3, -3, -3.5, -4,
      ])
    }))
})

describe('at run time', () => {
  onCpu()

  it.each(POOL)('of $image by $by is $gives', ({ image: shape, by: [kernel, stride, padding], gives }) =>
    scoped(() => {
      const sizes = shape.map((dim) => (typeof dim === 'number' ? dim : 6))
      const x = T.zeros(['batch', ...shape] as Shape, [1, ...sizes])
      for (const [name, run] of [
        ['maxPool', T.maxPool],
        ['avgPool', T.avgPool],
      ] as const) {
        const pooled = () => run({ kernel, stride, padding } as never)(x as never) as T.AnyTensor
        if (typeof gives === 'string') expect(pooled).toThrow(new ShapeError(`${name}: ${gives}`))
        else expect(pooled().shape).toEqual(['batch', ...gives])
      }
    }),
  )

  it('refuses options that a cast let through', () => {
    expect(() => T.maxPool({ kernel: 2, dilation: 2 } as never)).not.toThrow()
    const x = T.zeros([1, 4, 4, 1] as const, [1, 4, 4, 1])
    expect(() => T.maxPool({ kernel: 2, dilation: 2 } as never)(x as never)).toThrow(
      new ShapeError('maxPool: there is no option dilation'),
    )
  })
})
