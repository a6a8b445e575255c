import { describe, expect, it } from 'vitest'
import { bound } from '../../src/evaluation/bound.js'
import { objective } from '../../src/evaluation/objective.js'
import { elbo } from '../../src/losses/estimators.js'
import * as Vae from '../../src/models/vae/index.js'
import { adam } from '../../src/optimizers/adam.js'
import { eventsFault, modelFault, numbersFault, optimizerFault, termFault } from '../../src/training/check.js'
import { fit as train } from '../../src/training/fit.js'
import { play } from '../../src/training/players.js'
import { classifierOf } from '../support/classifier.js'
import { smallVae } from '../support/smallVae.js'

const NOTHING: readonly unknown[] = [undefined, null, 7, 'model', {}, [], JSON.parse('{"model": {"event": []}}')]

describe('a part', () => {
  it('is what it stands for', () => {
    expect([modelFault(smallVae), modelFault(classifierOf()), termFault(elbo), optimizerFault(adam())]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })

  it.each(NOTHING)('is not %j', (given) => {
    expect(modelFault(given)).toBe('the model is not a model')
    expect(termFault(given, 'bound')).toBe('the bound is not a term')
    expect(optimizerFault(given)).toBe('the optimizer is not an optimizer')
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

describe('numbersFault', () => {
  it('is for the first that is not a whole number above 0', () => {
    expect(numbersFault('fit', { batch: 1, epochs: 2 ** 53 - 1 })).toBe(null)
    for (const wrong of [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(numbersFault('fit', { batch: 1, epochs: wrong, samples: 0 })).toBe(
        `fit: epochs must be a positive whole number, not ${wrong}`,
      )
  })
})

describe('eventsFault', () => {
  const matrix = [
    { dim: 49, size: 48 },
    { dim: 'n', size: 3 },
  ]

  it('refuses a number that is not its size', () => {
    expect(eventsFault({ event: matrix })).toBe('the model: event must have the sizes [49, n], not [48, 3]')
    expect(eventsFault({ fields: { x: { event: [] }, view: { event: matrix } } })).toBe(
      'the model: the event of view must have the sizes [49, n], not [48, 3]',
    )
  })

  it('takes any size of a name', () => {
    expect(eventsFault({ event: [{ dim: 'n', size: 3 }] })).toBeNull()
    expect(eventsFault({ fields: { x: { event: [{ dim: 'n', size: 3 }] } } })).toBeNull()
  })
})
