import { describe, expect, it } from 'vitest'
import { bound } from '../../src/evaluation/bound.js'
import { objective } from '../../src/evaluation/objective.js'
import { elbo } from '../../src/losses/estimators.js'
import * as Vae from '../../src/models/vaeModule.js'
import { adam } from '../../src/optimizers/adam.js'
import { fit as train } from '../../src/training/fit.js'
import { modelComplaint, optimizerComplaint, termComplaint } from '../../src/training/parts.js'
import { play } from '../../src/training/play.js'
import { smallVae } from '../support/smallVae.js'

const NOTHING: readonly unknown[] = [undefined, null, 7, 'model', {}, [], JSON.parse('{"model": {"event": []}}')]

describe('a part', () => {
  it('is what it stands for', () => {
    expect([modelComplaint(smallVae), termComplaint(elbo), optimizerComplaint(adam())]).toEqual([null, null, null])
  })

  it.each(NOTHING)('is not %j', (given) => {
    expect(modelComplaint(given)).toBe('the model is not a model')
    expect(termComplaint(given, 'bound')).toBe('the bound is not a term')
    expect(optimizerComplaint(given)).toBe('the optimizer is not an optimizer')
  })
})

describe('options that nothing has checked', () => {
  it.each(NOTHING)('are refused in words: %j', async (given) => {
    for (const program of [train(given as never), bound(given as never), objective(given as never)])
      expect(await program()).toMatchObject({
        _tag: 'Left',
        left: { _tag: 'BadRequest', message: 'the model is not a model' },
      })
    expect(await play(given as never)()).toMatchObject({ _tag: 'Left', left: { _tag: 'BadRequest' } })
    expect(() => Vae.make(given as never)).toThrow('vae: the encoder is not a network')
  })

  it('name the part that is none', async () => {
    const common = { model: smallVae, objective: elbo, optimizer: adam() }
    expect(await train({ ...common, objective: {} } as never)()).toMatchObject({
      left: { message: 'the objective is not a term' },
    })
    expect(await train({ ...common, optimizer: 'adam' } as never)()).toMatchObject({
      left: { message: 'the optimizer is not an optimizer' },
    })
    expect(await train({ ...common, optimizer: adam({ epsilon: 0 }) } as never)()).toMatchObject({
      left: { _tag: 'BadRequest', message: 'adam: epsilon must be above 0 and finite in float32, not 0' },
    })
    expect(await train(common as never)()).toMatchObject({ left: { message: 'the data is not a data set' } })
    expect(await bound({ ...common, bound: 3 } as never)()).toMatchObject({
      left: { message: 'the bound is not a term' },
    })
  })
})
