import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/refusal.js'
import { badRequest, caught, diverged } from '../../src/training/errors.js'
import { refusal, run } from '../support/numbers.js'
import { scripted } from '../support/scripted.js'

const { engine } = scripted({ training: [] })
const throwing = (what: unknown): TE.TaskEither<never, number> =>
  TE.fromIO(() => {
    throw what
  })

describe('diverged', () => {
  const last = { params: { weight: 1 }, step: 8 }
  const found = { step: 12, player: 'q', among: false, objective: null, parameter: null }
  const objective = { player: null, objective: Number.NaN, term: null }

  it('says the value and the step', () => {
    expect(diverged({ ...found, objective }, last)).toMatchObject({
      _tag: 'Diverged',
      step: 12,
      player: 'q',
      term: null,
      parameter: null,
      message: 'training: the objective is NaN at step 12: try a smaller learning rate',
    })
  })

  it('says which player and which of its terms', () => {
    const term = { name: 'KL', value: Number.POSITIVE_INFINITY }
    expect(diverged({ ...found, among: true, objective: { ...objective, term } }, last)).toMatchObject({
      term: 'KL',
      message: 'training: the objective of q is NaN at step 12 (its term KL is Infinity): try a smaller learning rate',
    })
  })

  it('says which parameter, and who moves it', () => {
    const parameter = { path: 'encoder.0.weight', value: Number.NaN }
    expect(diverged({ ...found, parameter }, last).message).toBe(
      'training: the parameter encoder.0.weight is NaN after step 12: try a smaller learning rate',
    )
    expect(diverged({ ...found, among: true, parameter }, last)).toMatchObject({
      parameter: 'encoder.0.weight',
      message:
        'training: the parameter encoder.0.weight, which q moves, is NaN after step 12: try a smaller learning rate',
    })
  })

  it('has the last parameters, which are not printed', () => {
    const error = diverged({ ...found, objective }, last)
    expect(error.last).toBe(last)
    expect(JSON.stringify(error)).not.toContain('weight')
  })
})

describe('caught', () => {
  it('keeps what an effect gives, right or left', async () => {
    expect(await run(caught(engine)(TE.right(3)))).toBe(3)
    expect(await refusal(caught(engine)(TE.left(badRequest('no'))))).toMatchObject({
      _tag: 'BadRequest',
      message: 'no',
    })
  })

  it('gives what is thrown as a left, also before the effect is one', async () => {
    const error = new ShapeError('words')
    expect(await refusal(caught(engine)(throwing(error)))).toBe(error)
    expect(await refusal(caught(engine)(throwing(new Error('full'))))).toMatchObject({
      _tag: 'EngineFailed',
      engine: 'scripted',
      message: 'full',
    })
    const early = (): never => {
      throw new Error('at once')
    }
    expect(await refusal(caught(engine)(early))).toMatchObject({ message: 'at once' })
  })
})
