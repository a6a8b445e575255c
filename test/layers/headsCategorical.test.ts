import { describe, expect, it } from 'vitest'
import * as Categorical from '../../src/distributions/categorical.js'
import * as Kl from '../../src/distributions/kl.js'
import * as Relaxed from '../../src/distributions/relaxedCategorical.js'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectFiniteAtExtremes } from './extremes.js'
import { affine, some } from './reference.js'

const inputs = [
  hostOf(['batch', 3], [4, 3], some(12, 1)),
  hostOf([3, 2], [3, 2], some(6, 2)),
  hostOf([2], [2], [0.5, -1]),
] as const
const exact = Layer.sequence(Layer.categoricalHead(3, 2))
const relaxed = Layer.sequence(Layer.relaxedCategoricalHead({ temperature: 0.5 })(3, 2))
const gives = [
  ['batch', 2],
  [4, 2],
] as const

onEach(() => {
  conforms('categoricalHead', {
    inputs,
    operation: (x, weight, bias) => exact.apply([{ weight, bias }])(x).logits,
    gives,
    reference: affine(4, 3, 2) as never,
  })

  conforms('relaxedCategoricalHead', {
    inputs,
    operation: (x, weight, bias) => relaxed.apply([{ weight, bias }])(x).logits,
    gives,
    reference: affine(4, 3, 2) as never,
  })

  it('raw outputs of ±10000 give finite distributions, divergences and gradients', () => {
    const signs = tensorOf([1, 3], [1, 3], [1, -1, 0])
    const head = Layer.sequence(Layer.input([3]), Layer.categoricalLogits)
    const cool = Layer.sequence(Layer.input([3]), Layer.relaxedCategoricalLogits({ temperature: 0.1 }))
    expectFiniteAtExtremes(
      () => ({ scale: tensorOf([1, 3], [1, 3], [1, 1, 1]) }),
      ({ scale }, x) => {
        const logits = T.matmul(T.same.mul(scale)(signs))(x)
        const p = head.apply([null, null])(logits)
        const q = cool.apply([null, null])(logits)
        return [
          Categorical.entropy(p),
          Kl.toCategorical(Categorical.make<'batch', readonly [3]>(T.zerosLike(logits)))(p),
          Relaxed.sampleWithLogProb(from(1), 'samples', 2)(q).logProb,
        ]
      },
    )
  })
})

describe('categorical heads', () => {
  onCpu()

  it('carry their family; a relaxed distribution has no mean, and is no likelihood', () => {
    expect([exact.kind, exact.family]).toEqual(['Categorical', Categorical.family])
    expect(Relaxed.family.mean).toBeNull()
    expect([relaxed.kind, relaxed.family]).toEqual(['RelaxedCategorical', Relaxed.family])
  })

  it('take logits of several distributions from the layers before', () =>
    scoped(() => {
      const net = Layer.sequence(Layer.dense(3, 6), Layer.reshape([2, 3]), Layer.categoricalLogits)
      const p = net.apply(net.init(from(7)))(tensorOf(['batch', 3], [4, 3], some(12, 1)))
      expect([p._tag, p.logits.shape, p.logits.sizes]).toEqual(['Categorical', ['batch', 2, 3], [4, 2, 3]])
      const soft = Layer.sequence(Layer.input([2, 3]), Layer.relaxedCategoricalLogits({ temperature: 0.25 }))
      const q = soft.apply([null, null])(p.logits)
      expect([q._tag, valuesOf(q.temperature)]).toEqual(['RelaxedCategorical', [0.25]])
    }))

  it('are of 256 levels, a pixel each: the density and its gradient are those of a softmax in float64', () =>
    scoped(() => {
      const [pixels, levels] = [3, 256]
      const net = Layer.sequence(Layer.input([3, 256]), Layer.categoricalLogits)
      const given = some(pixels * levels, 3)
      const shown = [0, 128, 255]
      const x = tensorOf(
        ['batch', 3, 256],
        [1, 3, 256],
        shown.flatMap((level) => Array.from({ length: levels }, (_, at) => Number(at === level))),
      )
      const of = (logits: T.Tensor<readonly ['batch', 3, 256]>) =>
        [T.sum('batch')(net.family.logProb(net.apply([null, null])(logits))(x)), null] as const
      const { value, gradient } = T.valueAndGradient(of)(tensorOf(['batch', 3, 256], [1, 3, 256], given))
      const rows = shown.map((level, pixel) => {
        const own = given.slice(pixel * levels, (pixel + 1) * levels)
        const total = own.reduce((sum, each) => sum + Math.exp(each), 0)
        return {
          nats: (own[level] as number) - Math.log(total),
          moved: own.map((each, at) => Number(at === level) - Math.exp(each) / total),
        }
      })
      expect(valuesOf(value)[0]).toBeCloseTo(
        rows.reduce((sum, { nats }) => sum + nats, 0),
        3,
      )
      const wanted = rows.flatMap(({ moved }) => moved)
      expect(Math.max(...valuesOf(gradient).map((each, at) => Math.abs(each - (wanted[at] as number))))).toBeLessThan(
        1e-5,
      )
      const [drawn = 0] = [
        valuesOf(net.family.sample(from(2))(net.apply([null, null])(x))).reduce((sum, each) => sum + each, 0),
      ]
      expect(drawn).toBe(pixels)
    }))

  it('refuse a temperature that is not above 0, and an event without classes', () => {
    for (const temperature of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => Layer.relaxedCategoricalHead({ temperature })).toThrow(
        new ShapeError(`relaxedCategoricalHead: the temperature must be a positive number, not ${temperature}`),
      )
    for (const head of [Layer.categoricalLogits, Layer.relaxedCategoricalLogits({ temperature: 1 })])
      expect(head.build([])).toBe('takes classes on the last axis but is given []')
  })
})
