import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { kl, logLikelihood } from '../../src/losses/atoms.js'
import { average } from '../../src/losses/axes.js'
import { elbo, elboWithBeta, logWeight } from '../../src/losses/estimators.js'
import { iwae } from '../../src/losses/importance.js'
import { type CheckedBranch, whereObserved } from '../../src/losses/observed.js'
import { type GuaranteeOf, guaranteeOf } from '../../src/losses/proof.js'
import { linearWarmUp } from '../../src/losses/schedule.js'
import { term } from '../../src/losses/term.js'
import { scale } from '../../src/losses/weighting.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

type Rows = T.Tensor<readonly ['batch']>

const rows = (...values: readonly number[]): Rows => tensorOf(['batch'], [values.length], values)

const first = term({
  name: 'a',
  axes: ['batch'],
  sense: 'gain',
  needs: ['a'],
  nats: ({ a }: { readonly a: Rows }) => a,
})
const second = term({
  name: 'b',
  axes: ['batch'],
  sense: 'gain',
  needs: ['b'],
  nats: ({ b }: { readonly b: Rows }) => b,
})
const objective = whereObserved('label')(first, second)

describe('whereObserved', () => {
  it('is the first where there is a value and the second elsewhere, each with its share as a part', () => {
    scoped(() => {
      const supplied = { a: rows(1, 2, 4, 8), b: rows(10, 20, 40, 80), 'mask of label': rows(1, 0, 1, 0) }
      const { value, surrogate, parts } = objective.evaluate(supplied)
      expect(valuesOf(value)).toEqual([1, 20, 4, 80])
      expect(surrogate).toBe(value)
      expect(parts.map((part) => valuesOf(part)[0])).toEqual([5 / 4, 25])
      expect(objective.parts.map(({ name, weight }) => [name, weight])).toEqual([
        ['a where label is observed', 1],
        ['b where label is not observed', 1],
      ])
    })
  })

  it('takes no number from where a term does not count, not even one that is none', () => {
    scoped(() => {
      const supplied = { a: rows(1, Number.NaN), b: rows(Number.POSITIVE_INFINITY, 3), 'mask of label': rows(1, 0) }
      expect(valuesOf(objective.evaluate(supplied).value)).toEqual([1, 3])
    })
  })

  it('has the gradient of the one that counts', () => {
    scoped(() => {
      const mask = rows(1, 0, 1)
      const { gradient } = T.valueAndGradient((w: Rows) => {
        const supplied = { a: T.same.mul(rows(2, 3, 5))(w), b: T.square(w), 'mask of label': mask }
        return [T.sum('batch')(objective.evaluate(supplied).surrogate), null]
      })(rows(7, 7, 7))
      expect(valuesOf(gradient)).toEqual([2, 14, 5])
    })
  })

  it('keeps surrogates apart from values', () => {
    const own = term({
      name: 'own',
      axes: ['batch'],
      sense: 'gain',
      needs: ['a'],
      nats: ({ a }: { readonly a: Rows }) => a,
      surrogate: ({ a }: { readonly a: Rows }) => T.mulScalar(100)(a),
    })
    scoped(() => {
      const supplied = { a: rows(1, 2), b: rows(10, 20), 'mask of label': rows(1, 0) }
      const { value, surrogate } = whereObserved('label')(own, second).evaluate(supplied)
      expect([valuesOf(value), valuesOf(surrogate)]).toEqual([
        [1, 20],
        [100, 20],
      ])
    })
  })

  it('is fed the schedules of both', () => {
    const [one, other] = [linearWarmUp({ steps: 2 }), linearWarmUp({ steps: 4 })]
    const scheduled = whereObserved('label')(pipe(first, scale(one)), pipe(second, scale(other)))
    scoped(() => {
      const supplied = { a: rows(1, 2), b: rows(10, 20), 'mask of label': rows(1, 0) }
      const { value } = scheduled.evaluate(supplied, (schedule) => T.scalar(schedule === one ? 3 : 5))
      expect(valuesOf(value)).toEqual([3, 100])
    })
    expect(scheduled.schedules).toEqual([one, other])
  })

  it('needs what both need and the mask', () => expect(objective.needs).toEqual(['a', 'b', 'mask of label']))

  it('is a bound where both are, and nothing else', () => {
    const all = [
      whereObserved('label')(elbo, iwae(logWeight)),
      whereObserved('label')(elbo, elboWithBeta(0.5)),
      whereObserved('label')(first, elbo),
      whereObserved('x')(whereObserved('label')(elbo, elboWithBeta(4)), elbo),
    ] as const
    type Found<At extends 0 | 1 | 2 | 3> = GuaranteeOf<(typeof all)[At]['content'][number]>
    const wanted: readonly [Found<0>, Found<1>, Found<2>, Found<3>] = ['bound', 'objective', 'objective', 'bound']
    expect(all.map(guaranteeOf)).toEqual(wanted)
    expect(guaranteeOf(pipe(all[0], scale(0.5)))).toBe('objective')
    expect(guaranteeOf(pipe(all[0], average('batch')))).toBe('bound')
  })

  it('reads as it counts', () => {
    expect(objective.formula.text).toBe('(a where label is observed, else b)')
    expect(objective.formula.latex).toContain('where label is observed, else')
  })

  it('refuses in the words of the compiler what is no gain of the axis batch', () => {
    const words: readonly [CheckedBranch<typeof logLikelihood>, CheckedBranch<typeof kl>, CheckedBranch<7>] = [
      'whereObserved: the term has the axes [samples, batch] but must have [batch]; average over the others',
      'whereObserved: the term must be a gain, not a cost; use Elbo.minimize',
      'whereObserved: this is not a term',
    ]
    for (const [at, wrong] of [logLikelihood, kl, 7].entries()) {
      expect(() => whereObserved('label')(wrong as never, elbo)).toThrow(words[at])
      expect(() => whereObserved('label')(elbo, wrong as never)).toThrow(words[at])
    }
  })
})
