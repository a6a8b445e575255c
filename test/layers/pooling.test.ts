import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach } from '../support/engine.js'
import { pool } from '../tensors/images.js'
import { some } from './reference.js'

const images = hostOf(['batch', 4, 4, 2], [2, 4, 4, 2], some(64, 1))
const largest = Layer.sequence(Layer.input([4, 4, 2]), Layer.maxPool({ kernel: 2 }))
const average = Layer.sequence(Layer.input([4, 4, 2]), Layer.avgPool({ kernel: 3, stride: 2, padding: 'same' }))
const mean = (seen: readonly number[]) => seen.reduce((a, b) => a + b, 0) / seen.length

onEach(() => {
  conforms('maxPool', {
    inputs: [images],
    operation: (x) => largest.apply([null, null])(x),
    gives: [
      ['batch', 2, 2, 2],
      [2, 2, 2, 2],
    ],
    reference: pool([2, 4, 4, 2], 2, [2, 2, 2, 2], { stride: 2, padding: 'valid' }, (seen) =>
      Math.max(...seen),
    ) as never,
  })

  conforms('avgPool', {
    inputs: [images],
    operation: (x) => average.apply([null, null])(x),
    gives: [
      ['batch', 2, 2, 2],
      [2, 2, 2, 2],
    ],
    reference: pool([2, 4, 4, 2], 3, [2, 2, 2, 2], { stride: 2, padding: 'same' }, mean) as never,
  })
})

describe('at run time', () => {
  onCpu()

  const sequence = Layer.sequence as (...layers: readonly unknown[]) => unknown

  it('keeps names readable', () =>
    expect(
      Layer.sequence(Layer.input([named('h', 9), 8, 3]), Layer.maxPool({ kernel: 2 })).output.map(({ dim }) => dim),
    ).toEqual(['floor(h/2)', 4, 3]))

  it('refuses in the words of the compiler', () => {
    expect(() => sequence(Layer.input([4, 4, 2]), Layer.maxPool({ kernel: 5 }))).toThrow(
      new ShapeError('layer 2 (maxPool) takes at least 5 pixels but is given 4, in [4, 4, 2]'),
    )
    expect(() => sequence(Layer.input([4, 4]), Layer.avgPool({ kernel: 2 }))).toThrow(
      new ShapeError('layer 2 (avgPool) takes [height, width, channels] but is given [4, 4]'),
    )
    expect(() => Layer.maxPool({ kernel: 0 } as never)).toThrow(
      new ShapeError('maxPool: the kernel must be a positive whole number, not 0'),
    )
    expect(() => Layer.maxPool({ kernel: 2, dilation: 2 } as never)).toThrow(
      new ShapeError('maxPool: there is no option dilation'),
    )
  })
})
