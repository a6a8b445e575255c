import { describe, expect, it } from 'vitest'
import * as Bernoulli from '../../src/distributions/bernoulli.js'
import { LOG_VARIANCE_BOUND } from '../../src/distributions/bound.js'
import * as Normal from '../../src/distributions/diagonalNormal.js'
import * as Kl from '../../src/distributions/kl.js'
import * as Standard from '../../src/distributions/standardNormal.js'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, numberOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { affine, bounded, some } from './reference.js'

const x = hostOf(['batch', 3], [4, 3], some(12, 1))
const weight = hostOf([3, 2], [3, 2], some(6, 2))
const bias = hostOf([2], [2], [0.5, -1])
// weights that take the log-variance to where the bound bends
const steep = hostOf(
  [3, 2],
  [3, 2],
  some(6, 4).map((each) => 8 * each),
)
const steepBias = hostOf([2], [2], [3, -4])

const normal = Layer.sequence(Layer.normalHead(3, 2))
const bernoulli = Layer.sequence(Layer.input([3]), Layer.bernoulliHead(2))
const given = (x: readonly number[] | undefined) => x as readonly number[]

onEach(() => {
  conforms('normalHead: the mean', {
    inputs: [x, weight, bias],
    operation: (rows, w, b) =>
      normal.apply([{ mean: { weight: w, bias: b }, logVariance: { weight: T.zerosLike(w), bias: T.zerosLike(b) } }])(
        rows,
      ).mean,
    gives: [
      ['batch', 2],
      [4, 2],
    ],
    reference: affine(4, 3, 2) as never,
  })

  conforms('normalHead: the log-variance', {
    inputs: [x, steep, steepBias],
    operation: (rows, w, b) =>
      normal.apply([{ mean: { weight: T.zerosLike(w), bias: T.zerosLike(b) }, logVariance: { weight: w, bias: b } }])(
        rows,
      ).logVariance,
    gives: [
      ['batch', 2],
      [4, 2],
    ],
    reference: (rows, w, b) => affine(4, 3, 2)(given(rows), given(w), given(b)).map(bounded),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
  })

  conforms('bernoulliHead', {
    inputs: [x, weight, bias],
    operation: (rows, w, b) => bernoulli.apply([null, { weight: w, bias: b }])(rows).logits,
    gives: [
      ['batch', 2],
      [4, 2],
    ],
    reference: affine(4, 3, 2) as never,
  })

  conforms('boundLogVariance', {
    inputs: [hostOf(['batch', 5], [1, 5], [-25, -3, 0.01, 4, 30])],
    operation: (raw) => Layer.boundLogVariance(raw),
    gives: [
      ['batch', 5],
      [1, 5],
    ],
    reference: (raw) => given(raw).map(bounded),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
  })

  it('boundLogVariance is close to raw near 0, and within ±10 for every finite number', () =>
    scoped(() => {
      const near = [-0.5, -0.01, 0, 0.01, 0.5]
      // 10 tanh(v / 10) = v - v³ / 300 + …
      expectNear(
        valuesOf(Layer.boundLogVariance(tensorOf(['n'], [5], near))),
        near.map((v) => v - v ** 3 / 300),
        { absolute: 2e-6, relative: 2e-6 },
      )
      const far = valuesOf(Layer.boundLogVariance(tensorOf(['n'], [6], [-1e30, -1e4, -50, 50, 1e4, 1e30])))
      expect(Math.max(...far.map(Math.abs))).toBeLessThanOrEqual(LOG_VARIANCE_BOUND)
      expectNear(far.map(Math.sign), [-1, -1, -1, 1, 1, 1])
    }))

  it('raw outputs of ±10000 give finite distributions, divergences and gradients', () =>
    scoped(() => {
      const raw = [-1e4, 1e4, 0, 1e4, -1e4, 3]
      type Rows = T.Tensor<readonly ['batch', 3]>
      const of = (values: readonly number[]): Rows => tensorOf(['batch', 3], [2, 3], values)
      const { value, gradient } = T.valueAndGradient(({ mean, logVariance }: { mean: Rows; logVariance: Rows }) => {
        const q = Normal.make<'batch', readonly [3]>(mean, Layer.boundLogVariance(logVariance))
        const z = Normal.sample(from(1), 'samples', 2)(q)
        const logQ = T.sum('samples', 'batch')(Normal.logProb(q)<readonly ['samples']>(z))
        const kl = T.sum('batch')(Kl.toStandardNormal(Standard.standard(3))(q))
        const p = Bernoulli.make<'batch', readonly [3]>(mean)
        const logP = T.sum('batch')(Bernoulli.logProb(p)(of([0, 1, 1, 0, 1, 0])))
        return [T.same.add(logP)(T.same.add(logQ)(kl)), null]
      })({ mean: of(raw), logVariance: of(raw.toReversed()) })
      const all = [numberOf(value), ...valuesOf(gradient.mean), ...valuesOf(gradient.logVariance)]
      expect(all.filter((each) => !Number.isFinite(each))).toEqual([])
    }))

  it('bernoulliLogits takes what it is given for the logits', () =>
    scoped(() => {
      const net = Layer.sequence(Layer.input([3, 1]), Layer.bernoulliLogits)
      const rows = tensorOf(['batch', 3, 1], [2, 3, 1], some(6, 1))
      const p = net.apply([null, null])(rows)
      expect([p._tag, p.logits.shape, p.logits.sizes]).toEqual(['Bernoulli', ['batch', 3, 1], [2, 3, 1]])
      expect(valuesOf(p.logits)).toEqual(valuesOf(rows))
      expect([net.kind, net.family, net.output.length]).toEqual(['Bernoulli', Bernoulli.family, 2])
    }))
})

describe('heads', () => {
  onCpu()

  it('carry the family of their distribution', () => {
    expect([normal.kind, normal.family]).toEqual(['DiagonalNormal', Normal.family])
    expect([bernoulli.kind, bernoulli.family]).toEqual(['Bernoulli', Bernoulli.family])
  })

  it('normalHead has two maps of its own, drawn from two keys', () =>
    scoped(() => {
      const [{ mean, logVariance }] = normal.init(from(7))
      expect(valuesOf(mean.weight)).not.toEqual(valuesOf(logVariance.weight))
      expect(T.Tree.leaves(normal.init(from(7))).map(({ path }) => path)).toEqual([
        '0.mean.weight',
        '0.mean.bias',
        '0.logVariance.weight',
        '0.logVariance.bias',
      ])
      expect(T.Tree.count(normal.init(from(7)))).toBe(2 * (3 * 2 + 2))
    }))

  it('take their input size from the layer before, and sizes with a name', () =>
    scoped(() => {
      const net = Layer.sequence(Layer.dense(3, 4), Layer.normalHead(named('latent', 2)))
      const q = net.apply(net.init(from(7)))(tensorOf(['batch', 3], [5, 3], some(15, 1)))
      expect([q._tag, q.mean.shape, q.mean.sizes, q.logVariance.shape, q.logVariance.sizes]).toEqual([
        'DiagonalNormal',
        ['batch', 'latent'],
        [5, 2],
        ['batch', 'latent'],
        [5, 2],
      ])
    }))

  it('refuse a size that is not a whole number above 0, by their own name', () => {
    for (const [name, head] of [
      ['normalHead', Layer.normalHead],
      ['bernoulliHead', Layer.bernoulliHead],
    ] as const) {
      const make = head as (...sizes: readonly unknown[]) => unknown
      expect(() => make(0)).toThrow(new ShapeError(`${name}: the output size must be a positive whole number, not 0`))
      expect(() => make(0, 3)).toThrow(new ShapeError(`${name}: the input size must be a positive whole number, not 0`))
      expect(() => make(3, 1.5)).toThrow(
        new ShapeError(`${name}: the output size must be a positive whole number, not 1.5`),
      )
    }
  })
})
