import { describe, expect, it } from 'vitest'
import * as Bernoulli from '../../src/distributions/bernoulli.js'
import { child, from, uniform } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { bernoulliEntropy, bernoulliLogProb, sigmoid } from '../support/reference.js'
import { BITS, LOGITS, matrix, rowwise, TORCH } from './matrices.js'

const distribution = () => Bernoulli.make<'batch', readonly [3]>(tensorOf(['batch', 3], [2, 3], LOGITS))

/** Distributions of one number, one a row. */
const each = (logits: readonly number[]) =>
  Bernoulli.make<'batch', readonly [1]>(tensorOf(['batch', 1], [logits.length, 1], logits))

onEach(() => {
  conforms('logProb', {
    inputs: [matrix(BITS), matrix(LOGITS)],
    operation: (x, logits) => Bernoulli.logProb(Bernoulli.make<'batch', readonly [3]>(logits))(x),
    gives: [['batch'], [2]],
    reference: rowwise(bernoulliLogProb as never),
  })

  conforms('logProb of an event of two axes', {
    inputs: [hostOf(['batch', 3, 1], [2, 3, 1], BITS), hostOf(['batch', 3, 1], [2, 3, 1], LOGITS)],
    operation: (x, logits) => Bernoulli.logProb(Bernoulli.make<'batch', readonly [3, 1]>(logits))(x),
    gives: [['batch'], [2]],
    reference: rowwise(bernoulliLogProb as never),
  })

  conforms('entropy', {
    inputs: [matrix(LOGITS)],
    operation: (logits) => Bernoulli.entropy(Bernoulli.make<'batch', readonly [3]>(logits)),
    gives: [['batch'], [2]],
    reference: rowwise(bernoulliEntropy as never),
  })

  conforms('mean', {
    inputs: [matrix(LOGITS)],
    operation: (logits) => Bernoulli.mean(Bernoulli.make<'batch', readonly [3]>(logits)),
    gives: [
      ['batch', 3],
      [2, 3],
    ],
    reference: (logits) => (logits as readonly number[]).map(sigmoid),
  })

  it('by hand: a fair coin', () =>
    scoped(() => {
      const coin = each([0, 0])
      expectNear(valuesOf(Bernoulli.logProb(coin)(tensorOf(['batch', 1], [2, 1], [0, 1]))), [-Math.LN2, -Math.LN2])
      expectNear(valuesOf(Bernoulli.entropy(coin)), [Math.LN2, Math.LN2])
      expect(valuesOf(Bernoulli.mean(coin))).toEqual([0.5, 0.5])
      // three to one
      const biased = each([Math.log(3), Math.log(3)])
      expectNear(valuesOf(Bernoulli.logProb(biased)(tensorOf(['batch', 1], [2, 1], [0, 1]))), [
        Math.log(0.25),
        Math.log(0.75),
      ])
    }))

  it('logProb, entropy and mean are those of torch.distributions', () =>
    scoped(() => {
      expectNear(
        valuesOf(Bernoulli.logProb(distribution())(tensorOf(['batch', 3], [2, 3], BITS))),
        TORCH.bernoulliLogProb,
      )
      expectNear(valuesOf(Bernoulli.entropy(distribution())), TORCH.bernoulliEntropy)
      expectNear(valuesOf(Bernoulli.mean(distribution())), TORCH.bernoulliMean)
    }))

  it('is finite with its gradient for logits of any size, and never positive', () =>
    scoped(() => {
      const logits = [-1e4, -1e4, 1e4, 1e4, -100, 100, 17, -17]
      const bits = [0, 1, 0, 1, 1, 0, 1, 0]
      const x = tensorOf(['batch', 1], [8, 1], bits)
      const { gradient, rest } = T.valueAndGradient((of: T.Tensor<readonly ['batch', 1]>) => {
        const each = Bernoulli.logProb(Bernoulli.make<'batch', readonly [1]>(of))(x)
        return [T.sum(0)(each), each]
      })(tensorOf(['batch', 1], [8, 1], logits))
      expectNear(
        valuesOf(rest),
        bits.map((bit, index) => bernoulliLogProb(bit, logits[index] as number)),
      )
      expect(valuesOf(rest).every((value) => value <= 0)).toBe(true)
      expectNear(
        valuesOf(gradient),
        bits.map((bit, index) => bit - sigmoid(logits[index] as number)),
      )
    }))

  it('the entropy is between 0 and ln 2, symmetric, and exact also where it is small', () =>
    scoped(() => {
      const logits = Array.from({ length: 401 }, (_, index) => (index - 200) / 4)
      const given = valuesOf(Bernoulli.entropy(each(logits)))
      expect(given.every((value) => value >= 0 && value <= Math.fround(Math.LN2))).toBe(true)
      expectNear(given, given.toReversed(), { absolute: 0, relative: 1e-5 })
      expectNear(given, logits.map(bernoulliEntropy), { absolute: 1e-30, relative: 1e-5 })
      const far = valuesOf(Bernoulli.entropy(each([-1e4, 1e4])))
      expectNear(far, [0, 0])
    }))

  it('of data that stands for probabilities, logProb is minus the cross-entropy', () =>
    scoped(() => {
      const [x, logit] = [0.3, 1.2]
      const given = valuesOf(Bernoulli.logProb(each([logit]))(tensorOf(['batch', 1], [1, 1], [x])))
      expectNear(given, [x * Math.log(sigmoid(logit)) + (1 - x) * Math.log(1 - sigmoid(logit))])
    }))
})

describe('laws', () => {
  onCpu()

  it('the probabilities of all events add up to 1', () =>
    scoped(() => {
      const logits = [0.5, -2, 4, -0.25]
      const events = Array.from({ length: 16 }, (_, index) => [8, 4, 2, 1].map((bit) => (index & bit ? 1 : 0)))
      const p = Bernoulli.make<'batch', readonly [4]>(
        tensorOf(
          ['batch', 4],
          [16, 4],
          events.flatMap(() => logits),
        ),
      )
      const probabilities = valuesOf(Bernoulli.logProb(p)(tensorOf(['batch', 4], [16, 4], events.flat()))).map(Math.exp)
      expectNear([probabilities.reduce((sum, each) => sum + each, 0)], [1])
      // and the entropy is their mean logarithm
      expectNear(
        [probabilities.reduce((sum, each) => sum - each * Math.log(each), 0)],
        valuesOf(Bernoulli.entropy(p)).slice(0, 1),
        { absolute: 1e-5, relative: 1e-5 },
      )
    }))

  it('a sample is 1 where the uniform noise is below the probability', () =>
    scoped(() => {
      const x = Bernoulli.family.sample(from(7))(distribution())
      expect([x.shape, x.sizes]).toEqual([
        ['batch', 3],
        [2, 3],
      ])
      expect(valuesOf(x)).toEqual([...uniform(from(7), 6)].map((u, at) => (u < sigmoid(LOGITS[at] as number) ? 1 : 0)))
    }))

  it('samples are 0 or 1, as often as their means say', () =>
    scoped(() => {
      const runs = 4000
      const draws = Array.from({ length: runs }, (_, run) =>
        scoped(() => valuesOf(Bernoulli.family.sample(child(run)(from(3)))(distribution()))),
      )
      expect(draws.flat().every((x) => x === 0 || x === 1)).toBe(true)
      for (const at of [0, 1, 2, 3, 4])
        expectMean(
          draws.map((draw) => draw[at] as number),
          sigmoid(LOGITS[at] as number),
        )
    }))

  it('samples of sure distributions are sure', () =>
    scoped(() => {
      const sure = each([1e4, -1e4, 1e4, -1e4])
      for (const seed of [1, 2, 17762771, 23373293])
        expect(valuesOf(Bernoulli.family.sample(from(seed))(sure))).toEqual([1, 0, 1, 0])
    }))

  it('samples carry no gradient', () =>
    scoped(() => {
      const { gradient } = T.valueAndGradient((logits: T.Tensor<readonly ['batch', 3]>) => [
        T.sum(0, 1)(Bernoulli.family.sample(from(7))(Bernoulli.make<'batch', readonly [3]>(logits))),
        null,
      ])(tensorOf(['batch', 3], [2, 3], LOGITS))
      expect(valuesOf(gradient).map(Math.abs)).toEqual([0, 0, 0, 0, 0, 0])
    }))

  it('its family is over binary data, and has its density and its mean', () =>
    scoped(() => {
      const { kind, over, logProb, mean } = Bernoulli.family
      const x = tensorOf(['batch', 3], [2, 3], [0, 1, 1, 1, 0, 0])
      expect([kind, over]).toEqual(['Bernoulli', 'binary'])
      expect(valuesOf(logProb(distribution())(x))).toEqual(valuesOf(Bernoulli.logProb(distribution())(x)))
      expect(valuesOf(mean(distribution()))).toEqual(valuesOf(Bernoulli.mean(distribution())))
    }))

  it('refuses an x of another size', () =>
    scoped(() => {
      expect(() => Bernoulli.logProb(distribution())(tensorOf(['batch', 3], [1, 3], [0, 1, 1]))).toThrow(
        'mul: batch is 2 in [batch, 3] and 1 in [batch, 3]',
      )
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() => {
      const p = distribution()
      return [Bernoulli.entropy(p), Bernoulli.logProb(p)(Bernoulli.family.sample(from(1))(p))]
    })
  })
})
