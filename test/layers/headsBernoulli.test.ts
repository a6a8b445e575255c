import { describe, expect, it } from 'vitest'
import * as Continuous from '../../src/distributions/continuousBernoulli.js'
import * as Relaxed from '../../src/distributions/relaxedBernoulli.js'
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
const continuous = Layer.sequence(Layer.continuousBernoulliHead(3, 2))
const relaxed = Layer.sequence(Layer.relaxedBernoulliHead({ temperature: 0.5 })(3, 2))
const gives = [
  ['batch', 2],
  [4, 2],
] as const

onEach(() => {
  conforms('continuousBernoulliHead', {
    inputs,
    operation: (x, weight, bias) => continuous.apply([{ weight, bias }])(x).logits,
    gives,
    reference: affine(4, 3, 2) as never,
  })

  conforms('relaxedBernoulliHead', {
    inputs,
    operation: (x, weight, bias) => relaxed.apply([{ weight, bias }])(x).logits,
    gives,
    reference: affine(4, 3, 2) as never,
  })

  it('raw outputs of ±10000 give finite distributions and gradients', () => {
    const one = Layer.sequence(Layer.continuousBernoulliHead(1, 1))
    expectFiniteAtExtremes(
      () => one.init(from(1)),
      (own, x) => {
        const p = one.apply(own)(x)
        return [Continuous.entropy(p), Continuous.mean(p), Continuous.logProb(p)<readonly []>(T.zerosLike(x))]
      },
    )
    const cool = Layer.sequence(Layer.relaxedBernoulliHead({ temperature: 0.1 })(1, 1))
    expectFiniteAtExtremes(
      () => cool.init(from(1)),
      (own, x) => [Relaxed.sampleWithLogProb(from(1), 'samples', 2)(cool.apply(own)(x)).logProb],
    )
  })
})

describe('heads', () => {
  onCpu()

  it('carry their family; a relaxed distribution has no mean, and is no likelihood', () => {
    expect([continuous.kind, continuous.family]).toEqual(['ContinuousBernoulli', Continuous.family])
    expect(Relaxed.family.mean).toBeNull()
    expect([relaxed.kind, relaxed.family]).toEqual(['RelaxedBernoulli', Relaxed.family])
  })

  it('continuousBernoulliLogits takes what it is given for the logits', () =>
    scoped(() => {
      const net = Layer.sequence(Layer.input([3, 1]), Layer.continuousBernoulliLogits)
      const x = tensorOf(['batch', 3, 1], [2, 3, 1], some(6, 1))
      const p = net.apply([null, null])(x)
      expect([p._tag, p.logits.shape, valuesOf(p.logits)]).toEqual([
        'ContinuousBernoulli',
        ['batch', 3, 1],
        valuesOf(x),
      ])
    }))

  it('relaxedBernoulliHead has its temperature, which is above 0', () =>
    scoped(() => {
      const q = relaxed.apply(relaxed.init(from(7)))(tensorOf(['batch', 3], [1, 3], [1, 2, 3]))
      expect([q._tag, valuesOf(q.temperature)]).toEqual(['RelaxedBernoulli', [0.5]])
      expect(() => Layer.relaxedBernoulliHead<number>({ temperature: 0 })).toThrow(
        new ShapeError('relaxedBernoulliHead: the temperature must be a positive number, not 0'),
      )
    }))
})
