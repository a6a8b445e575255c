import { describe, expect, it } from 'vitest'
import * as Categorical from '../../src/distributions/categorical.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { logSumExp } from '../support/reference.js'
import { runsCompiled } from './compiled.js'
import { LOGITS, matrix, ONE_HOT, TORCH_CATEGORICAL } from './matrices.js'
import { columns, expectFinite } from './samples.js'

type Rows = T.Tensor<readonly ['batch', 3]>
const distribution = (logits: Rows) => Categorical.make<'batch', readonly [3]>(logits)
const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const logSoftmax = (values: readonly number[] | undefined) =>
  [0, 3].flatMap((at) => {
    const row = (values as readonly number[]).slice(at, at + 3)
    return row.map((each) => each - logSumExp(row))
  })
const rows = (values: readonly number[]) => [0, 3].map((at) => values.slice(at, at + 3).reduce((a, b) => a + b, 0))

onEach(() => {
  conforms('logProb', {
    inputs: [matrix(ONE_HOT), matrix(LOGITS)],
    operation: (x, logits) => Categorical.logProb(distribution(logits))<readonly []>(x),
    gives: [['batch'], [2]],
    reference: (x, logits) => rows(logSoftmax(logits).map((each, at) => each * (x?.[at] as number))),
  })

  conforms('entropy', {
    inputs: [matrix(LOGITS)],
    operation: (logits) => Categorical.entropy(distribution(logits)),
    gives: [['batch'], [2]],
    reference: (logits) => rows(logSoftmax(logits).map((each) => -each * Math.exp(each))),
  })

  conforms('logProb of two distributions an event, under samples', {
    inputs: [
      hostOf(['samples', 'batch', 2, 3], [2, 1, 2, 3], [...ONE_HOT, 0, 0, 1, 0, 0, 1]),
      hostOf(['batch', 2, 3], [1, 2, 3], LOGITS),
    ],
    operation: (x, logits) =>
      Categorical.logProb(Categorical.make<'batch', readonly [2, 3]>(logits))<readonly ['samples']>(x),
    gives: [
      ['samples', 'batch'],
      [2, 1],
    ],
    reference: (x, logits) =>
      [0, 6].map((at) => logSoftmax(logits).reduce((sum, each, k) => sum + each * (x?.[at + k] as number), 0)),
  })

  it('logProb, entropy and mean are those of torch.distributions', () =>
    scoped(() => {
      const p = distribution(of(LOGITS))
      expectNear(valuesOf(Categorical.logProb(p)<readonly []>(of(ONE_HOT))), TORCH_CATEGORICAL.logProb)
      expectNear(valuesOf(Categorical.family.logProb(p)(of(ONE_HOT))), TORCH_CATEGORICAL.logProb)
      expectNear(valuesOf(Categorical.entropy(p)), TORCH_CATEGORICAL.entropy)
      expectNear(valuesOf(Categorical.mean(p)), TORCH_CATEGORICAL.mean)
    }))

  it('by hand: of n equal logits, -ln n and ln n', () =>
    scoped(() => {
      const p = distribution(of([2, 2, 2, -5, -5, -5]))
      expectNear(valuesOf(Categorical.logProb(p)<readonly []>(of(ONE_HOT))), [-Math.log(3), -Math.log(3)])
      expectNear(valuesOf(Categorical.entropy(p)), [Math.log(3), Math.log(3)])
    }))

  it('is finite with its gradient at logits of ±10000', () =>
    scoped(() => {
      const { gradient, rest } = T.valueAndGradient((logits: Rows) => {
        const p = distribution(logits)
        const each = T.same.add(Categorical.entropy(p))(Categorical.logProb(p)<readonly []>(of(ONE_HOT)))
        return [T.sum(0)(each), each]
      })(of([1e4, -1e4, 0, 1e4, 1e4, -1e4]))
      expectFinite(valuesOf(rest), valuesOf(gradient))
      expectNear(valuesOf(rest), [-2e4, 0])
    }))
})

describe('laws', () => {
  onCpu()

  it('the probabilities of all events add up to 1', () =>
    scoped(() => {
      const all = [1, 0, 0, 0, 1, 0, 0, 0, 1]
      const p = Categorical.make<'batch', readonly [3]>(tensorOf(['batch', 3], [1, 3], LOGITS.slice(0, 3)))
      const each = valuesOf(
        Categorical.logProb(p)<readonly ['classes']>(tensorOf(['classes', 'batch', 3], [3, 1, 3], all)),
      )
      expectNear([each.reduce((sum, nats) => sum + Math.exp(nats), 0)], [1])
    }))

  it('draws are one-hot, as often as the mean says, and carry no gradient', () =>
    scoped(() => {
      const logits = of([0.5, -1, 1, -0.25, 0, -2])
      const x = Categorical.draw(from(3), 'samples', 20_000)(distribution(logits))
      expect([x.shape, x.sizes]).toEqual([
        ['samples', 'batch', 3],
        [20_000, 2, 3],
      ])
      const means = valuesOf(Categorical.mean(distribution(logits)))
      for (const [at, own] of columns(valuesOf(x), 6).entries()) expectMean(own, means[at] as number)
      const each = valuesOf(x)
      expect(each.every((bit) => bit === 0 || bit === 1)).toBe(true)
      expect(each.reduce((sum, bit) => sum + bit, 0)).toBe(40_000)
      const { gradient } = T.valueAndGradient((own: Rows) => [
        T.sum(0, 1, 2)(Categorical.draw(from(3), 'samples', 2)(distribution(own))),
        null,
      ])(logits)
      expect(valuesOf(gradient).map(Math.abs)).toEqual([0, 0, 0, 0, 0, 0])
    }))

  it('the entropy is minus the mean log-probability of draws', () =>
    scoped(() => {
      const p = distribution(of([0.5, -1, 1, -0.25, 0, -2]))
      const nats = Categorical.logProb(p)<readonly ['samples']>(Categorical.draw(from(4), 'samples', 20_000)(p))
      for (const [row, own] of columns(valuesOf(nats), 2).entries())
        expectMean(
          own.map((each) => -each),
          valuesOf(Categorical.entropy(p))[row] as number,
        )
    }))

  it('the mode is the most probable class; its family is over one-hot data', () =>
    scoped(() => {
      expect(valuesOf(Categorical.mode(distribution(of(LOGITS))))).toEqual([0, 0, 1, 0, 1, 0])
      expect([Categorical.family.kind, Categorical.family.over]).toEqual(['Categorical', 'oneHot'])
      expect(valuesOf(Categorical.family.sample(from(7))(distribution(of(LOGITS))))).toEqual(
        valuesOf(Categorical.draw(from(7), 'samples', 1)(distribution(of(LOGITS)))),
      )
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() => Categorical.draw(from(1), 'samples', 3)(distribution(of(LOGITS))))
  })

  runsCompiled('draws, probabilities and entropies', [matrix(LOGITS), matrix(ONE_HOT)], (key, logits, x) => [
    Categorical.draw(key, 'samples', 4)(distribution(logits)),
    Categorical.logProb(distribution(logits))<readonly []>(x),
    Categorical.entropy(distribution(logits)),
    Categorical.mean(distribution(logits)),
    Categorical.mode(distribution(logits)),
  ])
})
