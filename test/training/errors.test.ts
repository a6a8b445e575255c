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
  it('says the value and the step', () => {
    expect(diverged(12, Number.NaN)).toMatchObject({
      _tag: 'Diverged',
      step: 12,
      message: 'training: the objective is NaN at step 12: try a smaller learning rate',
    })
    expect(diverged(1, Number.NEGATIVE_INFINITY).message).toContain('the objective is -Infinity at step 1')
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
