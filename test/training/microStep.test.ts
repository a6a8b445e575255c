import { describe, expect, it } from 'vitest'
import { elbo, logWeight } from '../../src/losses/estimators.js'
import { iwae } from '../../src/losses/importance.js'
import { erase } from '../../src/losses/term.js'
import { adam } from '../../src/optimizers/index.js'
import { forRows, from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import type { AnyModel } from '../../src/training/erased.js'
import type { Batch } from '../../src/training/examples.js'
import { microStep } from '../../src/training/microStep.js'
import { trainStep } from '../../src/training/step.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance } from '../support/near.js'
import { patterns, smallVae } from '../support/smallVae.js'

onCpu()

const [SAMPLES, BATCH, KEY] = [3, 7, from(5)]
const values = [
  ...patterns(BATCH).rows(
    Uint32Array.from({ length: BATCH }, (_, row) => row),
    KEY,
  ),
]
const rows = (first: number, count: number) =>
  tensorOf(['batch', 6], [count, 6], values.slice(first * 6, (first + count) * 6)) as T.AnyTensor as Batch
// as `fit` erases them
const model = smallVae as unknown as AnyModel<ReturnType<typeof smallVae.init>>
const numbersOf = (tree: unknown) => T.Tree.leaves(tree).flatMap(({ value }) => [...valuesOf(value)])
const optimizer = adam()
const players = [erase(elbo), erase(iwae(logWeight))].map((objective) => ({
  ...{ name: 'fit', objective, optimizer, moves: null },
}))
const step = microStep(model, players, { samples: SAMPLES, batch: BATCH, norms: true })
const begun = () => {
  const params = smallVae.init(from(2))
  return { params, optimizers: players.map(() => optimizer.init(params)) }
}
const scalars = () => optimizer.scalars(1).map((each) => T.scalar(each))

const CUTS: readonly (readonly (readonly [first: number, count: number])[])[] = [
  [[0, 7]],
  [
    [0, 3],
    [3, 3],
    [6, 1],
  ],
  Array.from({ length: BATCH }, (_, row) => [row, 1] as const),
]

describe('a step in micro-batches', () => {
  it.each(CUTS)('has shares that add up to what the batch tells a player: %j', (...cut) => {
    scoped(() => {
      const state = begun()
      for (const [player, each] of players.entries()) {
        const shares = cut.map(([first, count]) => {
          const asked = { player, x: rows(first, count), weights: [] }
          const after = step(state, asked, forRows({ first, count, of: BATCH })(KEY))
          expect(after.state).toBe(state)
          return after.metrics.share
        })
        const sumOf = (all: readonly (readonly number[])[]) =>
          (all[0] ?? []).map((_, at) => all.reduce((sum, one) => sum + (one[at] ?? Number.NaN), 0))
        // one step of the player alone, on the whole batch: the first moment of Adam is 0.1 of its gradient
        const whole = trainStep(model, [each], { samples: SAMPLES })(
          { ...state, optimizers: [optimizer.init(state.params)] },
          { x: rows(0, BATCH), players: [{ scalars: scalars(), weights: [] }] },
          KEY,
        )
        const gradient = numbersOf(whole.state.optimizers[0]?.[0])
        const found = sumOf(shares.map((share) => numbersOf(share?.gradient)))
        const scale = (gradient[0] ?? 0) / (found[0] ?? 0)
        expect(
          distance(
            found.map((one) => one * scale),
            gradient,
          ),
        ).toBeLessThan(1e-6)
        const metrics = sumOf(shares.map((share) => numbersOf(share?.metrics)))
        expect(distance(metrics, numbersOf(whole.metrics))).toBeLessThan(1e-6)
      }
    })
  })

  it('moves the player that is asked, by the gradient that is given', () => {
    scoped(() => {
      const state = begun()
      const [first] = players
      const whole = trainStep(model, [first as (typeof players)[number]], { samples: SAMPLES, norms: true })(
        { ...state, optimizers: [optimizer.init(state.params)] },
        { x: rows(0, BATCH), players: [{ scalars: scalars(), weights: [] }] },
        KEY,
      )
      const { share } = step(state, { player: 0, x: rows(0, BATCH), weights: [] }, KEY).metrics
      const gradient = share?.gradient as typeof state.params
      const moved = step(state, { player: 0, gradient, scalars: scalars() }, KEY)
      expect(numbersOf(moved.state.params)).toEqual(numbersOf(whole.state.params))
      expect(numbersOf(moved.state.optimizers[0])).toEqual(numbersOf(whole.state.optimizers[0]))
      expect(moved.state.optimizers[1]).toBe(state.optimizers[1])
      expect(numbersOf(moved.metrics)).toEqual(numbersOf(whole.metrics.norms))
    })
  })
})
