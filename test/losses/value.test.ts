import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { minus, plus } from '../../src/losses/algebra.js'
import { average, logMeanExp, sum } from '../../src/losses/axes.js'
import { term } from '../../src/losses/term.js'
import { carried } from '../../src/losses/value.js'
import { minimize, scale } from '../../src/losses/weighting.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

type Rows = { readonly v: T.Tensor<readonly ['samples', 'batch']>; readonly s: T.Tensor<readonly ['samples', 'batch']> }

const V = [0.1, -1, 0.7, 2, -0.3, 0.4]
const S = [5, -7, 11, 13, 17, 19]
const rows = (values: readonly number[]) => tensorOf(['samples', 'batch'], [3, 2], values)

/** Reports v and differentiates s². */
const split = term({
  name: 'split',
  axes: ['samples', 'batch'],
  sense: 'gain',
  needs: ['v', 's'],
  nats: ({ v }: Rows) => v,
  surrogate: ({ s }: Rows) => T.square(s),
})

/** The value of a term of `split`, and the gradients of its surrogate by v and by s. */
const differentiated = (of: {
  readonly evaluate: (supplied: Rows) => { readonly value: T.AnyTensor; readonly surrogate: T.AnyTensor }
}) =>
  scoped(() => {
    const { gradient, rest } = T.valueAndGradient((supplied: Rows) => {
      const { value, surrogate } = of.evaluate(supplied)
      return [T.meanOfAll(surrogate as T.Tensor<readonly []>), T.meanOfAll(value as T.Tensor<readonly []>)] as const
    })({ v: rows(V), s: rows(S) })
    return { value: valuesOf(rest)[0], byV: [...valuesOf(gradient.v)], byS: [...valuesOf(gradient.s)] }
  })

const none = V.map(() => 0)
const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length

describe('a term with a gradient of its own', () => {
  it('reports its value and differentiates its surrogate, through means, factors and signs', () => {
    for (const [of, factor] of [
      [pipe(split, average('samples')), 1],
      [pipe(split, average('batch'), average('samples'), scale(3)), 3],
      [pipe(split, minus(pipe({ ...split, sense: 'cost' as const }, scale(0.25))), average('samples')), 0.75],
      [pipe(split, plus(pipe(split, scale(2))), sum('batch')), 6],
      [minimize({ ...split, sense: 'cost' as const }), -1],
    ] as const) {
      const { value, byV, byS } = differentiated(of)
      expect(value).toBeCloseTo(factor * mean(V), 5)
      expect(byV).toEqual(none)
      byS.forEach((each, at) => {
        expect(each).toBeCloseTo((factor * 2 * (S[at] ?? 0)) / 6, 5)
      })
    }
  })

  it('is weighed by its own value in the logarithm of a mean of exponentials, not by the numbers of its surrogate', () => {
    const { value, byV, byS } = differentiated(pipe(split, logMeanExp('samples')))
    const columns = [0, 1].map((batch) => [0, 1, 2].map((sample) => Math.exp(V[2 * sample + batch] ?? 0)))
    expect(value).toBeCloseTo(mean(columns.map((column) => Math.log(mean(column)))), 6)
    expect(byV).toEqual(none)
    byS.forEach((each, at) => {
      const column = columns[at % 2] ?? []
      const share = Math.exp(V[at] ?? 0) / (3 * mean(column))
      expect(each).toBeCloseTo((share * 2 * (S[at] ?? 0)) / 2, 5)
    })
  })

  it('keeps the numbers of its value when they carry the other gradient', () => {
    const kept = scoped(() => [
      ...valuesOf(carried({ value: rows(V), surrogate: rows(S.map((each) => 1e6 * each)), parts: [] })),
    ])
    expect(kept).toEqual([...Float32Array.from(V)])
  })

  it('is joined with one that has none, on either side', () => {
    const plain = term({ ...split, name: 'plain', needs: ['v', 's'], nats: ({ v }: Rows) => v })
    for (const of of [pipe(split, plus(plain)), pipe(plain, plus(split))]) {
      const { value, byV, byS } = differentiated(of)
      expect(value).toBeCloseTo(2 * mean(V), 5)
      expect(byV).toEqual(V.map(() => Math.fround(1 / 6)))
      for (const [at, each] of byS.entries()) expect(each).toBeCloseTo((2 * (S[at] ?? 0)) / 6, 5)
    }
  })

  it('is one tensor where no surrogate is given', () => {
    const plain = term({ ...split, name: 'plain', needs: ['v', 's'], nats: ({ v }: Rows) => v })
    const objective = pipe(plain, plus(pipe(plain, scale(2))), logMeanExp('samples'))
    scoped(() => {
      const { value, surrogate } = objective.evaluate({ v: rows(V), s: rows(S) })
      expect(surrogate).toBe(value)
    })
  })
})
