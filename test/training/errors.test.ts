import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'vitest'
import { BadData, badRequest } from '../../src/data/errors.js'
import { engineFailed } from '../../src/engines/engine.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { attempt, orThrow } from '../../src/training/errors.js'
import { refusal, run } from '../support/outcome.js'
import { scripted } from '../support/scripted.js'

const { engine } = scripted({ training: [] })
const throwing = (what: unknown) =>
  attempt(engine)(async () => {
    throw what
  })

describe('attempt', () => {
  it('gives what async code gives, and the left of an effect in it as it is', async () => {
    expect(await run(attempt(engine)(() => orThrow(TE.right(3))))).toBe(3)
    const error = badRequest('no')
    expect(await refusal(attempt(engine)(() => orThrow(TE.left(error))))).toBe(error)
  })

  it.each([
    ['ShapeError', new ShapeError('wrong')],
    ['BadData', new BadData('wrong')],
    ['EngineFailed', engineFailed('another', 'wrong')],
    // an engine of a user's may give errors that are no classes of ours
    ['EngineFailed, as a record', { _tag: 'EngineFailed', engine: 'mine', message: 'wrong' }],
  ])('gives what is thrown as it is: %s', async (_, error) => expect(await refusal(throwing(error))).toBe(error))

  it.each([new Error('full'), Object.assign(new Error('full'), { _tag: 'FileMissing' })])(
    'gives any other error as one of the engine: %o',
    async (error) =>
      expect(await refusal(throwing(error))).toMatchObject({
        _tag: 'EngineFailed',
        engine: 'scripted',
        message: 'full',
        cause: error,
      }),
  )

  it('gives what is thrown that is no error, and what is thrown before there is a promise', async () => {
    expect(await refusal(throwing('full'))).toMatchObject({ _tag: 'EngineFailed', message: 'full' })
    const early = (): never => {
      throw new Error('at once')
    }
    expect(await refusal(attempt(engine)(early))).toMatchObject({ message: 'at once' })
  })
})
