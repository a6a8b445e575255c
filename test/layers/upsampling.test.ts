import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onEach } from '../support/engine.js'
import { nearest } from '../tensors/images.js'
import { some } from './reference.js'

const larger = Layer.sequence(Layer.input([2, 3, 2]), Layer.upsample(2))

onEach(() => {
  conforms('upsample', {
    inputs: [hostOf(['batch', 2, 3, 2], [2, 2, 3, 2], some(24, 1))],
    operation: (x) => larger.apply([null, null])(x),
    gives: [
      ['batch', 4, 6, 2],
      [2, 4, 6, 2],
    ],
    reference: nearest([2, 2, 3, 2], 2) as never,
  })
})

describe('at run time', () => {
  const sequence = Layer.sequence as (...layers: readonly unknown[]) => unknown

  it('keeps names readable', () =>
    expect(Layer.sequence(Layer.input([named('h', 7), 7, 3]), Layer.upsample(2)).output).toEqual([
      { dim: 'h*2', size: 14 },
      { dim: 14, size: 14 },
      { dim: 3, size: 3 },
    ]))

  it('refuses in the words of the compiler', () => {
    expect(() => sequence(Layer.input([784]), Layer.upsample(2))).toThrow(
      new ShapeError('layer 2 (upsample) takes [height, width, channels] but is given [784]'),
    )
    for (const factor of [0, -1, 1.5, Number.NaN])
      expect(() => Layer.upsample(factor as 2)).toThrow(
        new ShapeError(`upsample: the factor must be a positive whole number, not ${factor}`),
      )
    expect(() => Layer.upsample('two' as never)).toThrow(
      new ShapeError('upsample: the factor must be a number, not a name'),
    )
  })
})
