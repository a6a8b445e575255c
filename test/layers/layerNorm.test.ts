import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach } from '../support/engine.js'
import { some } from './reference.js'

/** Rows so long, normalized by hand. */
const byHand = (
  length: number,
  epsilon: number,
  x: readonly number[],
  scale: readonly number[],
  shift: readonly number[],
) =>
  x.map((each, index) => {
    const start = index - (index % length)
    const row = x.slice(start, start + length)
    const mean = row.reduce((sum, one) => sum + one, 0) / length
    const variance = row.reduce((sum, one) => sum + (one - mean) ** 2, 0) / length
    const at = index % length
    return ((each - mean) / Math.sqrt(variance + epsilon)) * (scale[at] as number) + (shift[at] as number)
  })

const net = Layer.sequence(Layer.input([4]), Layer.layerNorm())
const images = Layer.sequence(Layer.input([2, 3]), Layer.layerNorm({ epsilon: 0.01 }))

onEach(() => {
  conforms('layerNorm', {
    inputs: [hostOf(['batch', 4], [2, 4], some(8, 1)), hostOf([4], [4], some(4, 2)), hostOf([4], [4], some(4, 3))],
    operation: (x, scale, shift) => net.apply([null, { scale, shift }])(x),
    gives: [
      ['batch', 4],
      [2, 4],
    ],
    reference: (x = [], scale = [], shift = []) => byHand(4, 1e-5, x, scale, shift),
  })

  conforms('layerNorm over all axes of an event', {
    inputs: [
      hostOf(['batch', 2, 3], [2, 2, 3], some(12, 1)),
      hostOf([2, 3], [2, 3], some(6, 2)),
      hostOf([2, 3], [2, 3], some(6, 3)),
    ],
    operation: (x, scale, shift) => images.apply([null, { scale, shift }])(x),
    gives: [
      ['batch', 2, 3],
      [2, 2, 3],
    ],
    reference: (x = [], scale = [], shift = []) => byHand(6, 0.01, x, scale, shift),
  })
})

describe('refusals', () => {
  onCpu()

  it('of an event of one number, and of epsilon', () => {
    expect(() => (Layer.sequence as (...layers: unknown[]) => unknown)(Layer.input([]), Layer.layerNorm())).toThrow(
      new ShapeError('layer 2 (layerNorm) takes channels on the last axis but is given []'),
    )
    expect(() => Layer.layerNorm({ epsilon: 0 })).toThrow(new ShapeError('layerNorm: epsilon must be above 0, not 0'))
  })
})
