import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach } from '../support/engine.js'
import { some } from './reference.js'

const same = (x: readonly number[] | undefined) => x as readonly number[]
const pictures = hostOf(['batch', 3, 4], [2, 3, 4], some(24, 1))

const flat = Layer.sequence(Layer.input([3, 4]), Layer.flatten)
const folded = Layer.sequence(Layer.input([12]), Layer.reshape([3, 4]))
const there = Layer.sequence(
  Layer.input([3, 4]),
  Layer.flatten,
  Layer.reshape([2, 6]),
  Layer.flatten,
  Layer.reshape([3, 4]),
)
const byName = Layer.sequence(Layer.input([named('height', 3), 4]), Layer.flatten)

onEach(() => {
  conforms('flatten', {
    inputs: [pictures],
    operation: (x) => T.square(flat.apply([null, null])(x)),
    gives: [
      ['batch', 12],
      [2, 12],
    ],
    reference: (x) => same(x).map((each) => each ** 2),
  })

  conforms('reshape', {
    inputs: [hostOf(['batch', 12], [2, 12], some(24, 1))],
    operation: (x) => folded.apply([null, null])(x),
    gives: [
      ['batch', 3, 4],
      [2, 3, 4],
    ],
    reference: same,
  })

  conforms('there and back', {
    inputs: [pictures],
    operation: (x) => there.apply([null, null, null, null, null])(x),
    gives: [
      ['batch', 3, 4],
      [2, 3, 4],
    ],
    reference: same,
  })

  conforms('flatten of an event with a name', {
    inputs: [hostOf(['batch', 'height', 4], [2, 3, 4], some(24, 1))],
    operation: (x) => byName.apply([null, null])(x),
    gives: [
      ['batch', 'height*4'],
      [2, 12],
    ],
    reference: same,
  })
})

describe('at run time', () => {
  onCpu()

  const sequence = Layer.sequence as (...layers: readonly unknown[]) => unknown

  it('reshape refuses another number of elements', () => {
    expect(() => sequence(Layer.input([3, 4]), Layer.reshape([13]))).toThrow(
      new ShapeError('layer 2 (reshape) [3, 4] has 12 elements and [13] has 13'),
    )
  })

  it('input refuses another event than it says', () => {
    expect(() => sequence(Layer.dense(3, 4), Layer.input([5]))).toThrow(
      new ShapeError('layer 2 (input) takes [5] but is given [4]'),
    )
    expect(() => sequence(Layer.input([5]), Layer.input([5, 1]))).toThrow(
      new ShapeError('layer 2 (input) takes [5, 1] but is given [5]'),
    )
  })

  it('both refuse a size that is not a whole number above 0', () => {
    expect(() => Layer.input([0] as never)).toThrow(
      new ShapeError('input: a dimension must be a positive whole number, not 0'),
    )
    expect(() => Layer.reshape([2.5] as never)).toThrow(
      new ShapeError('reshape: a dimension must be a positive whole number, not 2.5'),
    )
    expect(() => Layer.input(['height'] as never)).toThrow(
      new ShapeError(
        "input: a dimension is the name 'height', which has no number here: use Dim.named('height', size)",
      ),
    )
  })

  it('flatten of no axes is one number', () => {
    const net = Layer.sequence(Layer.input([]), Layer.flatten)
    expect(net.output).toEqual([{ dim: 1, size: 1 }])
  })
})
