import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, valuesOf } from '../support/engine.js'
import { depthwise } from '../tensors/images.js'
import { some } from './reference.js'

const one = Layer.sequence(Layer.input([4, 5, 3]), Layer.depthwiseConv2d(1, { kernel: 3 }))
const two = Layer.sequence(
  Layer.input([7, 6, 2]),
  Layer.depthwiseConv2d(2, { kernel: 2, stride: 2, dilation: 2, padding: 1 }),
)

const biased =
  (channels: number, run: (x: readonly number[], f: readonly number[]) => readonly number[]) =>
  (x: readonly number[], f: readonly number[], bias: readonly number[]) =>
    run(x, f).map((each, index) => each + (bias[index % channels] as number))

const near = { tolerance: { absolute: 1e-5, relative: 1e-5 }, gradientTolerance: { absolute: 1e-4, relative: 1e-4 } }

onEach(() => {
  conforms('depthwiseConv2d by the defaults', {
    inputs: [
      hostOf(['batch', 4, 5, 3], [2, 4, 5, 3], some(120, 1)),
      hostOf([3, 3, 3, 1], [3, 3, 3, 1], some(27, 2)),
      hostOf([3], [3], [0.5, -1, 2]),
    ],
    operation: (x, filter, bias) => one.apply([null, { filter, bias }])(x),
    gives: [
      ['batch', 4, 5, 3],
      [2, 4, 5, 3],
    ],
    reference: biased(3, depthwise([2, 4, 5, 3], [3, 3, 3, 1], [2, 4, 5, 3], { stride: 1, padding: 'same' })) as never,
    ...near,
  })

  conforms('depthwiseConv2d of two filters a channel, with all options', {
    inputs: [
      hostOf(['batch', 7, 6, 2], [2, 7, 6, 2], some(168, 1)),
      hostOf([2, 2, 2, 2], [2, 2, 2, 2], some(16, 2)),
      hostOf([4], [4], [0.5, -1, 2, 0]),
    ],
    operation: (x, filter, bias) => two.apply([null, { filter, bias }])(x),
    gives: [
      ['batch', 4, 3, 4],
      [2, 4, 3, 4],
    ],
    reference: biased(
      4,
      depthwise([2, 7, 6, 2], [2, 2, 2, 2], [2, 4, 3, 4], { stride: 2, dilation: 2, padding: 1 }),
    ) as never,
    ...near,
  })
})

describe('at run time', () => {
  onCpu()

  const sequence = Layer.sequence as (...layers: readonly unknown[]) => unknown
  const loose = Layer.depthwiseConv2d as unknown as (...given: readonly unknown[]) => unknown

  it('first weights are uniform within the bound of the fans of one channel', () =>
    scoped(() => {
      const net = Layer.sequence(Layer.input([8, 8, 40]), Layer.depthwiseConv2d(2, { kernel: 5 }))
      const [, { filter, bias }] = net.init(from(7))
      expect([filter.shape, bias.shape]).toEqual([[5, 5, 40, 2], [80]])
      const limit = Math.sqrt(6 / (25 * (1 + 2)))
      const values = valuesOf(filter)
      expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(limit)
      expect(Math.max(...values)).toBeGreaterThan(0.99 * limit)
      expect(Math.min(...values)).toBeLessThan(-0.99 * limit)
      expect(valuesOf(bias)).toEqual(Array(80).fill(0))
    }))

  it('takes and gives sizes that have a name', () =>
    expect(
      Layer.sequence(Layer.input([named('h', 9), 8, named('c', 3)]), Layer.depthwiseConv2d(2, { kernel: 3, stride: 2 }))
        .output,
    ).toEqual([
      { dim: 'ceil(h/2)', size: 5 },
      { dim: 4, size: 4 },
      { dim: 'c*2', size: 6 },
    ]))

  it('refuses in the words of the compiler', () => {
    expect(() => sequence(Layer.input([784]), Layer.depthwiseConv2d(1, { kernel: 3 }))).toThrow(
      new ShapeError('layer 2 (depthwiseConv2d) takes [height, width, channels] but is given [784]'),
    )
    expect(() =>
      sequence(Layer.input([10, 10, 3]), Layer.depthwiseConv2d(1, { kernel: 11, padding: 'valid' })),
    ).toThrow(new ShapeError('layer 2 (depthwiseConv2d) takes at least 11 pixels but is given 10, in [10, 10, 3]'))
  })

  it.each([
    [[0, { kernel: 3 }], 'the number of filters for each channel must be a positive whole number, not 0'],
    [[undefined, { kernel: 3 }], 'the number of filters for each channel is not a dimension'],
    [[1, undefined], 'the options must say the kernel'],
    [[1, { kernel: 2.5 }], 'the kernel must be a positive whole number, not 2.5'],
    [[1, { kernel: 3, strides: 2 }], 'there is no option strides'],
  ])('refuses %j', (given, message) =>
    expect(() => loose(...given)).toThrow(new ShapeError(`depthwiseConv2d: ${message}`)),
  )
})
