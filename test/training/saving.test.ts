import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'vitest'
import { tagged } from '../../src/shapes/tagged.js'
import type { Diverged } from '../../src/training/diverged.js'
import { type Checkpointing, checkpointFault, dueAfter, dueWithin, saverOf } from '../../src/training/saving.js'
import type { TrainingState } from '../../src/training/state.js'
import { right } from '../support/outcome.js'

const save = () => TE.of(undefined)
const full = tagged('FileUnwritable', 'write: needs to write x but the system says: ENOSPC', {})
const state = { progress: { step: 12 } } as TrainingState // safe: nothing else is read

describe('checkpointFault', () => {
  it.each([
    [{ save, steps: 0 }, 'fit: checkpoint: steps must be a positive whole number, not 0'],
    [{ save, epochs: 1.5 }, 'fit: checkpoint: epochs must be a positive whole number, not 1.5'],
    [{ save, minutes: 0 }, 'fit: checkpoint: minutes must be above 0, not 0'],
    [{ save, minutes: Number.NaN }, 'fit: checkpoint: minutes must be above 0, not NaN'],
    [{ steps: 1 }, 'fit: checkpoint needs a function save'],
  ])('says what is wrong with %j', (given, message) =>
    expect(checkpointFault(given as unknown as Checkpointing)).toBe(message),
  )

  it('is none where all is well', () => {
    expect(checkpointFault(undefined)).toBeNull()
    expect(checkpointFault({ save, steps: 3, epochs: 2, minutes: 0.5 })).toBeNull()
  })
})

describe('a state is due', () => {
  it('within an epoch after so many steps of all, or so many minutes since the last', () => {
    expect([5, 10, 11].map((step) => dueWithin({ save, steps: 5 }, step, 0))).toEqual(['steps', 'steps', null])
    expect([59_999, 60_000].map((since) => dueWithin({ save, minutes: 1 }, 1, since))).toEqual([null, 'minutes'])
    expect(dueWithin({ save, epochs: 1 }, 1, 1e9)).toBeNull()
  })

  it('after an epoch: after each where nothing says when', () => {
    const at = (given: Omit<Checkpointing, 'save'>, epoch: number, since = 0) =>
      dueAfter({ ...given, save }, { epoch, step: 4 * epoch }, since)
    expect(at({}, 3)).toBe('epoch')
    expect([at({ epochs: 2 }, 3), at({ epochs: 2 }, 4)]).toEqual([null, 'epoch'])
    expect([at({ steps: 3 }, 1), at({ steps: 3 }, 3)]).toEqual([null, 'steps'])
    expect([at({ minutes: 1 }, 1), at({ minutes: 1 }, 1, 60_000)]).toEqual([null, 'minutes'])
    expect([at({ epochs: 9, steps: 2 }, 1), at({ epochs: 9, steps: 2 }, 9)]).toEqual(['steps', 'epoch'])
  })
})

describe('saverOf', () => {
  it('counts the minutes from the last state that was saved', async () => {
    let time = 0
    const saver = saverOf({ save, minutes: 1 }, () => time)
    time = 60_000
    expect(saver.within(1)).toBe('minutes')
    await saver.save(state, 'minutes')
    expect(saver.within(2)).toBeNull()
  })

  it('throws that a state is not saved, with what its caller says, or throws', async () => {
    const saver = saverOf({ save: () => TE.left(full) }, () => 0)
    await expect(saver.save(state, 'epoch')).rejects.toMatchObject({
      _tag: 'SaveFailed',
      message: `training: the state after step 12 is not saved: ${full.message}`,
      step: 12,
      cause: full,
    })
    for (const thrown of [
      () => Promise.reject(new Error('late')),
      () => {
        throw new Error('late')
      },
    ])
      await expect(saverOf({ save: () => thrown }, () => 0).save(state, 'epoch')).rejects.toMatchObject({
        _tag: 'PartFailed',
        message: 'checkpoint: save: late',
      })
  })

  it('says beside a divergence that the last state is not saved', async () => {
    const error = () => tagged<Diverged>('Diverged', 'training: the objective is NaN', {} as never)
    expect((await saverOf({ save }, () => 0).saveBefore(error(), state)).message).toBe('training: the objective is NaN')
    expect((await saverOf({ save: () => TE.left(full) }, () => 0).saveBefore(error(), state)).message).toBe(
      `training: the objective is NaN; training: the state after step 12 is not saved: ${full.message}`,
    )
  })

  it('does nothing where no states are saved', async () => {
    const saver = saverOf(undefined, () => 0)
    expect([saver.within(1), saver.after(state.progress)]).toEqual([null, null])
    expect(await saver.save(state, 'end')).toBeUndefined()
    expect(right(await save()())).toBeUndefined()
  })
})
