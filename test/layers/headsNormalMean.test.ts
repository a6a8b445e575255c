import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { bounded, some } from './reference.js'

const fixed = Layer.sequence(Layer.input([2, 2, 3]), Layer.fixedNormalMean({ variance: 0.25 }))
const shared = Layer.sequence(Layer.input([2, 2, 3]), Layer.sharedNormalMean)
const images = () => tensorOf(['batch', 2, 2, 3], [2, 2, 2, 3], some(24, 1))

onEach(() => {
  conforms('sharedNormalMean: the log-variance', {
    inputs: [hostOf([], [], [-3])],
    operation: (logVariance) => shared.apply([null, { logVariance }])(images()).logVariance,
    gives: [
      ['batch', 2, 2, 3],
      [2, 2, 2, 3],
    ],
    reference: (logVariance) => Array(24).fill(bounded((logVariance as readonly number[])[0] as number)),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
  })
})

describe('heads of means', () => {
  onCpu()

  it('take what they are given for the means, of any event', () =>
    scoped(() => {
      const p = fixed.apply([null, null])(images())
      expect([p._tag, p.mean.shape, valuesOf(p.mean)]).toEqual([
        'DiagonalNormal',
        ['batch', 2, 2, 3],
        valuesOf(images()),
      ])
      expectNear(valuesOf(p.logVariance), Array(24).fill(Math.log(0.25)))
      const q = shared.apply(shared.init(from(7)))(images())
      expect(valuesOf(q.mean)).toEqual(valuesOf(images()))
      expect(valuesOf(q.logVariance)).toEqual(Array(24).fill(0))
    }))

  it('have the density of normal distributions, by hand', () =>
    scoped(() => {
      const [x, mean] = [some(24, 2), some(24, 1)]
      const density = DiagonalNormal.logProb(fixed.apply([null, null])(images()))<readonly []>(
        tensorOf(['batch', 2, 2, 3], [2, 2, 2, 3], x),
      )
      const each = x.map((value, at) => -0.5 * ((value - (mean[at] ?? 0)) ** 2 / 0.25 + Math.log(2 * Math.PI * 0.25)))
      const row = (begin: number) => each.slice(begin, begin + 12).reduce((a, b) => a + b, 0)
      expectNear(valuesOf(density), [row(0), row(12)], { absolute: 1e-4, relative: 1e-5 })
    }))

  it('of one log-variance: its gradient of the density at 0 is half the sum of squares less 1', () =>
    scoped(() => {
      const x = some(24, 2)
      const { gradient } = T.valueAndGradient((logVariance: T.Tensor<readonly []>) => {
        const distribution = shared.apply([null, { logVariance }])(images())
        const density = DiagonalNormal.logProb(distribution)<readonly []>(tensorOf(['batch', 2, 2, 3], [2, 2, 2, 3], x))
        return [pipe(density, T.sum('batch')), null]
      })(T.scalar(0))
      const mean = some(24, 1)
      const wanted = x.reduce((sum, value, at) => sum + 0.5 * ((value - (mean[at] ?? 0)) ** 2 - 1), 0)
      expectNear(valuesOf(gradient), [wanted], { absolute: 1e-4, relative: 1e-5 })
    }))

  it('split the channels in means and log-variances, which are bounded', () =>
    scoped(() => {
      const net = Layer.sequence(Layer.input([1, 2, 4]), Layer.normalMeanLogVariance)
      const p = net.apply([null, null])(tensorOf(['batch', 1, 2, 4], [1, 1, 2, 4], [1, 2, -1, 30, 3, 4, 0, 2]))
      expect([p.mean.shape, valuesOf(p.mean)]).toEqual([
        ['batch', 1, 2, 2],
        [1, 2, 3, 4],
      ])
      expectNear(valuesOf(p.logVariance), [-1, 30, 0, 2].map(bounded))
    }))

  it.each([[[4, 3]], [[]], [['h']]] as const)('refuse to split %j', (event) =>
    expect(Layer.normalMeanLogVariance.build(event.map((dim) => ({ dim, size: 4 })))).toBe(
      `takes an even number of channels on the last axis but is given [${event.join(', ')}]`,
    ),
  )

  it('end a convolutional decoder, whose distribution carries its family', () => {
    const decoder = Layer.sequence(
      Layer.input([2, 2, 4]),
      Layer.conv2dTranspose(3, { kernel: 4, stride: 2 }),
      Layer.fixedNormalMean({ variance: 0.01 }),
    )
    const typed: Layer.Net<readonly [2, 2, 4], readonly [4, 4, 3], never, 'DiagonalNormal'>['kind'] = decoder.kind
    expect([typed, decoder.family, shared.family]).toEqual([
      'DiagonalNormal',
      DiagonalNormal.family,
      DiagonalNormal.family,
    ])
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuse a variance of %d', (variance) =>
    expect(() => Layer.fixedNormalMean({ variance })).toThrow(
      new ShapeError(`fixedNormalMean: the variance must be a positive number, not ${variance}`),
    ),
  )
})
