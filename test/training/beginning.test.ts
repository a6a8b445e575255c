import { describe, expect, it } from 'vitest'
import { elbo } from '../../src/losses/index.js'
import { adam } from '../../src/optimizers/index.js'
import { child, from, wordsOf } from '../../src/random/key.js'
import { scalarOnHost } from '../../src/tensors/create.js'
import { beginning, warm } from '../../src/training/beginning.js'
import type { Plan } from '../../src/training/plan.js'
import { packed } from '../../src/training/soFar.js'
import { firstState, type TrainingState } from '../../src/training/state.js'
import { patterns, smallVae } from '../support/smallVae.js'

const plan = {
  model: smallVae,
  players: [{ name: 'fit', moves: null, objective: elbo, optimizer: adam() }],
  data: patterns(45),
  batch: 10,
  epochs: 3,
  key: child(3)(from(7)),
} as unknown as Plan // safe: as `fit` erases its options

const initial = { params: { w: scalarOnHost(0) }, optimizers: [[{ w: scalarOnHost(0) }, { w: scalarOnHost(0) }]] }
const first = firstState(wordsOf(plan.key) ?? [0, 0], 10, plan.players, initial)
const values = {
  objective: -1,
  parts: [
    { name: 'a', weight: 1, value: -1 },
    { name: 'b', weight: 1, value: 0 },
  ],
}

/** In the second epoch, after two of its four steps. */
const midway: TrainingState = {
  params: { w: scalarOnHost(5) },
  optimizers: [[{ w: scalarOnHost(6) }, { w: scalarOnHost(7) }]],
  progress: {
    ...first.progress,
    epoch: 1,
    step: 6,
    position: 2,
    monitor: { best: -1, waited: 0, params: { w: scalarOnHost(8) } },
    history: [{ epoch: 1, step: 4, training: values, validation: null }],
    soFar: packed(plan.players, [values, values]),
  },
}

const begun = (state: unknown) => beginning({ ...plan, from: state as TrainingState }, initial)

describe('beginning', () => {
  it('is the first state where there is no other', () =>
    expect(beginning(plan, initial)).toEqual({ _tag: 'Right', right: first }))

  it('is a state that fits', () => {
    expect(begun(midway)).toEqual({ _tag: 'Right', right: midway })
    expect(begun(first)).toEqual({ _tag: 'Right', right: first })
  })

  const withProgress = (progress: object) => ({ ...midway, progress: { ...midway.progress, ...progress } })

  it.each([
    [3, 'is not a state of training: take that of a result, or what Checkpoint.loadState gives'],
    [midway.params, 'is not a state of training: take that of a result, or what Checkpoint.loadState gives'],
    [
      withProgress({ step: -1 }),
      'is not a state of training: take that of a result, or what Checkpoint.loadState gives',
    ],
    [withProgress({ key: [7, 0] }), 'is of another key'],
    [withProgress({ batch: 11 }), 'is of batches of 11, not of 10'],
    [withProgress({ step: 7 }), 'has taken 7 steps, 2 of them in epoch 2: with patterns an epoch has 4'],
    [withProgress({ step: 9, position: 5 }), 'has taken 9 steps, 5 of them in epoch 2: with patterns an epoch has 4'],
    [withProgress({ history: [] }), 'has a history of 0 epochs, not of 1'],
    [
      withProgress({ soFar: packed(plan.players, [values]) }),
      'has values so far of sizes [1, 3] but the players need [2, 3]',
    ],
    [{ ...midway, optimizers: [] }, 'is of 0 players, not of 1'],
    [{ ...midway, params: {} }, 'has no params.w, which the model needs'],
    [{ ...midway, optimizers: [[{ w: scalarOnHost(6) }]] }, 'has no optimizers.0.1.w, which the model needs'],
    [
      withProgress({ monitor: { best: 0, waited: 0, params: { v: scalarOnHost(1) } } }),
      'contains best.v, which the model does not have',
    ],
  ])('refuses %j', (state, text) => expect(begun(state)).toEqual({ _tag: 'Left', left: `fit: from ${text}` }))

  it('refuses a state of more epochs than are asked for', () => {
    const of = (state: TrainingState, epochs: number) => beginning({ ...plan, epochs, from: state }, initial)
    expect(of(midway, 1)).toMatchObject({ left: 'fit: from has begun epoch 2 but epochs is 1' })
    const ended = withProgress({ step: 4, position: 0, soFar: packed(plan.players, []) })
    expect(of(ended, 1)).toMatchObject({ _tag: 'Right' })
  })
})

describe('warm', () => {
  it('replaces parameters, or a part of them', () => {
    const both = { w: scalarOnHost(0), v: scalarOnHost(0) }
    expect(warm({ ...plan, params: { v: scalarOnHost(9) } }, both)).toMatchObject({
      right: { w: scalarOnHost(0), v: scalarOnHost(9) },
    })
    expect(warm(plan, both)).toEqual({ _tag: 'Right', right: both })
  })

  it('says what does not fit', () => {
    expect(warm({ ...plan, params: { u: scalarOnHost(9) } }, initial.params)).toEqual({
      _tag: 'Left',
      left: 'fit: params contains u, which the model does not have',
    })
    expect(warm({ ...plan, params: {}, from: first }, initial.params)).toEqual({
      _tag: 'Left',
      left: 'fit: from has parameters already: leave out params',
    })
  })
})
