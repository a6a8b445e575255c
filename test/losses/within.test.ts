import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Elbo from '../../src/losses/index.js'
import { guaranteeFor, type IsBoundOf, isBoundOf } from '../../src/losses/proofOfModel.js'
import { neededOfPart, partNeed } from '../../src/losses/within.js'
import type * as T from '../../src/tensors/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

type Rows = T.Tensor<readonly ['batch']>

const own = Elbo.term({
  name: 'a',
  axes: ['batch'],
  sense: 'gain',
  needs: ['a'],
  nats: ({ a }: { readonly a: Rows }) => a,
})

describe('within', () => {
  it('is the term of one part', () =>
    scoped(() => {
      const both = pipe(own, Elbo.within('one'), Elbo.plus(pipe(own, Elbo.within('other'), Elbo.scale(2))))
      const rows = (...values: readonly number[]): Rows => tensorOf(['batch'], [2], values)
      const { value, parts } = both.evaluate({ parts: { one: { a: rows(1, 2) }, other: { a: rows(10, 20) } } })
      expect(valuesOf(value)).toEqual([21, 42])
      expect(parts.map((part) => valuesOf(part)[0])).toEqual([1.5, 15])
      expect(both.parts.map(({ name, weight }) => [name, weight])).toEqual([
        ['one: a', 1],
        ['other: a', 2],
      ])
    }))

  it('needs what the term needs, of the part', () => {
    const { needs, formula } = Elbo.within('labelled')(Elbo.elbo)
    expect(needs).toEqual(Elbo.elbo.needs.map((need) => `part labelled: ${need}`))
    expect(neededOfPart(partNeed('a: b', 'mask of x'))).toEqual({ part: 'a', need: 'b: mask of x' })
    expect(neededOfPart('mask of part one')).toBeNull()
    expect(formula.text).toBe(`labelled: (${Elbo.elbo.formula.text})`)
  })

  it('says that a model has no such part', () =>
    expect(() => scoped(() => Elbo.within('two')(own).evaluate({ parts: {} } as never))).toThrow(
      'the model has no part two',
    ))
})

// -----------------------------------------------------------------------------
// what is proved
// -----------------------------------------------------------------------------

type ContentOf<Given> =
  Given extends Elbo.Term<infer _Axes, infer _Sense, infer Content, infer _Needs> ? Content : never

type Fields = { readonly labelled: 'x' | 'label'; readonly unlabelled: 'x'; readonly both: 'x' | 'label' }
type Bound<Given> = IsBoundOf<ContentOf<Given>, never, never, Fields>

const part = (...names: readonly string[]) => ({
  fields: Object.fromEntries(names.map((name) => [name, null])),
  supplies: [],
})
const names = {
  parts: { labelled: part('x', 'label'), unlabelled: part('x'), both: part('x', 'label') },
} as const

const [labelled, unlabelled] = [Elbo.within('labelled')(Elbo.elbo), Elbo.within('unlabelled')(Elbo.elbo)]
const whole = Elbo.whereObserved('label')(labelled, unlabelled)
const weighed = Elbo.within('labelled')(pipe(Elbo.logWeight, Elbo.average('samples')))
const turned = Elbo.whereObserved('label')(unlabelled, labelled)
const otherField = Elbo.whereObserved('x')(labelled, unlabelled)
const twice = Elbo.whereObserved('label')(labelled, labelled)
const sum = pipe(labelled, Elbo.plus(unlabelled))
const mixed = pipe(
  pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.within('labelled')),
  Elbo.minus(Elbo.within('unlabelled')(Elbo.kl)),
)
const scaled = pipe(labelled, Elbo.scale(2))
const half = Elbo.whereObserved('label')(labelled, Elbo.elbo)

describe('what is proved of parts', () => {
  it('is a bound of one part, and of two where the one lacks the field', () => {
    const proved: readonly [Bound<typeof labelled>, Bound<typeof weighed>, Bound<typeof whole>] = [true, true, true]
    expect([labelled, weighed, whole].map(({ content }) => isBoundOf(content, names))).toEqual(proved)
    expect(guaranteeFor({})(labelled)).toBe('bound')
  })

  it('is none of a sum, of what is mixed of parts or weighs otherwise, nor of parts that see too much or too little', () => {
    const unproved: readonly [
      Bound<typeof sum>,
      Bound<typeof mixed>,
      Bound<typeof scaled>,
      Bound<typeof turned>,
      Bound<typeof otherField>,
      Bound<typeof twice>,
      Bound<typeof half>,
    ] = [false, false, false, false, false, false, false]
    const all = [sum, mixed, scaled, turned, otherField, twice, half]
    expect(all.map(({ content }) => isBoundOf(content, names))).toEqual(unproved)
    expect(guaranteeFor({})(whole)).toBe('objective')
  })
})
