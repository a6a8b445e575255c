import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'vitest'
import { scalarOnHost } from '../../src/tensors/create.js'
import { keeperOf } from '../../src/training/keeper.js'
import type { Plan } from '../../src/training/plan.js'
import type { TrainingState } from '../../src/training/state.js'

/** A keeper of one parameter, which is what `values` gives in turn, and what it has saved. */
const keeping = (...values: readonly number[]) => {
  const saved: (readonly [step: number, why: string])[] = []
  let copies = 0
  const save = (state: TrainingState, why: string) =>
    TE.fromIO(() => {
      saved.push([state.progress.step, why])
    })
  const at = (step: number) => ({ step }) as TrainingState['progress'] // safe: nothing else is read
  const plan = { players: [{ name: 'fit', moves: null }], checkpoint: { save } } as unknown as Plan // safe: nor of it
  const session = {
    snapshot: TE.fromIO(() => ({ params: { w: scalarOnHost(values[copies++] as number) }, optimizers: [] })),
  }
  const from = { params: { w: scalarOnHost(0) }, optimizers: [], progress: at(0) }
  return { keeper: keeperOf(plan, session, from), saved, at, copies: () => copies }
}

describe('keeperOf', () => {
  it('copies the state once after a step, and not before the first', async () => {
    const { keeper, at, copies } = keeping(1, 2)
    await keeper.keep(at(0))
    expect([copies(), keeper.looked()]).toEqual([0, 0])
    expect(await keeper.params(at(3))).toEqual({ w: scalarOnHost(1) })
    expect(keeper.looked()).toBe(0)
    await keeper.save(at(3), 'steps')
    expect([copies(), keeper.looked()]).toEqual([1, 3])
    expect(await keeper.keep(at(4))).toMatchObject({ params: { w: scalarOnHost(2) }, progress: { step: 4 } })
  })

  it('saves the last state that was finite when one is not', async () => {
    const { keeper, at, saved } = keeping(1, Number.NaN)
    await keeper.keep(at(3))
    await expect(keeper.save(at(5), 'steps')).rejects.toMatchObject({ _tag: 'Diverged', step: 5, parameter: 'w' })
    expect(saved).toEqual([[3, 'diverged']])
  })

  it('gives the error of an objective, with the parameter of now', async () => {
    const { keeper, at, saved } = keeping(1, Number.NaN)
    await keeper.keep(at(3))
    const objective = { player: null, objective: Number.NaN, term: null }
    const error = await keeper.diverged({ step: 6, objective })
    expect(error).toMatchObject({ _tag: 'Diverged', step: 6, parameter: 'w' })
    expect(error.last).toEqual({ step: 3, params: { w: scalarOnHost(1) } })
    expect(saved).toEqual([[3, 'diverged']])
  })
})
