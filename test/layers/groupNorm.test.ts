import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as Dim from '../../src/shapes/named.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { some } from './reference.js'

/** Channels in groups, normalized by hand: of rows so long, whose last axis is `channels`. */
const byHand = (
  { row, channels, groups, epsilon }: { row: number; channels: number; groups: number; epsilon: number },
  x: readonly number[],
  scale: readonly number[],
  shift: readonly number[],
) => {
  const groupOf = (index: number) =>
    `${Math.floor(index / row)} ${Math.floor((index % channels) / (channels / groups))}`
  return x.map((each, index) => {
    const group = x.filter((_, other) => groupOf(other) === groupOf(index))
    const mean = group.reduce((sum, one) => sum + one, 0) / group.length
    const variance = group.reduce((sum, one) => sum + (one - mean) ** 2, 0) / group.length
    const channel = index % channels
    return ((each - mean) / Math.sqrt(variance + epsilon)) * (scale[channel] as number) + (shift[channel] as number)
  })
}

const images = Layer.sequence(Layer.input([3, 4]), Layer.groupNorm(2, { epsilon: 0.01 }))
const wide = Layer.sequence(Layer.input([6]), Layer.groupNorm(3, { epsilon: 0.1 }))
const one = Layer.sequence(Layer.input([4]), Layer.groupNorm(1))
const layer = Layer.sequence(Layer.input([4]), Layer.layerNorm())

onEach(() => {
  conforms('groupNorm of places and channels', {
    inputs: [
      hostOf(['batch', 3, 4], [2, 3, 4], some(24, 1)),
      hostOf([4], [4], some(4, 2)),
      hostOf([4], [4], some(4, 3)),
    ],
    operation: (x, scale, shift) => images.apply([null, { scale, shift }])(x),
    gives: [
      ['batch', 3, 4],
      [2, 3, 4],
    ],
    reference: (x = [], scale = [], shift = []) =>
      byHand({ row: 12, channels: 4, groups: 2, epsilon: 0.01 }, x, scale, shift),
  })

  conforms('groupNorm of one axis', {
    inputs: [hostOf(['batch', 6], [2, 6], some(12, 1)), hostOf([6], [6], some(6, 2)), hostOf([6], [6], some(6, 3))],
    operation: (x, scale, shift) => wide.apply([null, { scale, shift }])(x),
    gives: [
      ['batch', 6],
      [2, 6],
    ],
    reference: (x = [], scale = [], shift = []) =>
      byHand({ row: 6, channels: 6, groups: 3, epsilon: 0.1 }, x, scale, shift),
  })

  it('one group of one axis is a layer norm', () =>
    scoped(() => {
      const x = tensorOf(['batch', 4], [2, 4], some(8, 1))
      valuesOf(one.apply(one.init(from(1)))(x)).forEach((each, at) => {
        expect(each).toBeCloseTo(valuesOf(layer.apply(layer.init(from(1)))(x))[at] as number, 6)
      })
    }))
})

describe('refusals', () => {
  onCpu()
  const sequence = Layer.sequence as (...layers: unknown[]) => unknown
  const groupNorm = Layer.groupNorm as (groups: unknown, options?: object) => unknown

  it('of channels that the groups do not divide, those of a name too', () => {
    expect(() => sequence(Layer.input([7, 7, 8]), Layer.groupNorm(3))).toThrow(
      new ShapeError('layer 2 (groupNorm) takes channels that 3 groups divide but is given [7, 7, 8]'),
    )
    expect(() => Layer.sequence(Layer.input([Dim.named('channels', 8)]), Layer.groupNorm(3))).toThrow(
      new ShapeError('layer 2 (groupNorm) takes channels that 3 groups divide but is given [channels]'),
    )
    expect(() => sequence(Layer.input([]), Layer.groupNorm(1))).toThrow(
      new ShapeError('layer 2 (groupNorm) takes channels on the last axis but is given []'),
    )
  })

  it('of groups that are no number of them, and of epsilon', () => {
    expect(() => groupNorm(0)).toThrow(new ShapeError('groupNorm: the groups must be a positive whole number, not 0'))
    expect(() => groupNorm('groups')).toThrow(new ShapeError('groupNorm: the groups must be a number, not a name'))
    expect(() => groupNorm(2, { epsilon: -1 })).toThrow(new ShapeError('groupNorm: epsilon must be above 0, not -1'))
  })
})
