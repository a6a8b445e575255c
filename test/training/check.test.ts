import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../src/data/dataset.js'
import { bound } from '../../src/evaluation/bound.js'
import { objective } from '../../src/evaluation/objective.js'
import * as Layer from '../../src/layers/index.js'
import { elbo } from '../../src/losses/estimators.js'
import * as Autoencoder from '../../src/models/autoencoder.js'
import * as Vae from '../../src/models/vae/index.js'
import { adam } from '../../src/optimizers/adam.js'
import {
  type CheckedData,
  dataFault,
  eventFault,
  modelFault,
  numbersFault,
  optimizerFault,
  termFault,
} from '../../src/training/check.js'
import { fit as train } from '../../src/training/fit.js'
import { play } from '../../src/training/players.js'
import { patterns, smallVae } from '../support/smallVae.js'

const autoencoder = Autoencoder.make({
  encoder: Layer.sequence(Layer.dense(6, 2)),
  decoder: Layer.sequence(Layer.dense(2, 6)),
})

type Small = typeof smallVae

const NOTHING: readonly unknown[] = [undefined, null, 7, 'model', {}, [], JSON.parse('{"model": {"event": []}}')]

describe('a part', () => {
  it('is what it stands for', () => {
    expect([modelFault(smallVae), termFault(elbo), optimizerFault(adam())]).toEqual([null, null, null])
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

describe('dataFault', () => {
  const binary = patterns(3)
  const narrow = { ...binary, shape: [5] } as const
  const grey = { ...binary, support: 'unitInterval' } as const
  const relaxed = { ...binary, support: 'relaxed' } as const
  const real = { ...binary, support: 'real' } as const

  it('says which shape the model takes, and what its likelihood is over', () => {
    const words: readonly [
      CheckedData<Small, Dataset<readonly [5], 'binary'>>,
      CheckedData<Small, Dataset<readonly [6], 'unitInterval'>>,
      CheckedData<Small, Dataset<readonly [6], 'real'>>,
    ] = [
      'the model takes examples of [6] but the data has [5]',
      'the likelihood is over binary data but the data is unitInterval',
      'the likelihood is over binary data but the data is real',
    ]
    expect([narrow, grey, real].map((data) => dataFault(smallVae, data))).toEqual(words)
  })

  it('names what is held out', () => {
    const words: CheckedData<
      Small,
      Dataset<readonly [5], 'binary'>,
      'validation data'
    > = 'the model takes examples of [6] but the validation data has [5]'
    expect(dataFault(smallVae, narrow, 'validation data')).toBe(words)
  })

  it('is none for data that the likelihood is over', () => {
    const fits: CheckedData<Small, typeof binary> = binary
    expect(dataFault(smallVae, fits)).toBe(null)
    expect(dataFault(smallVae, relaxed)).toBe(null)
    for (const data of [binary, relaxed, grey, real]) expect(dataFault(autoencoder, data)).toBe(null)
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

describe('eventFault', () => {
  it('refuses a number that is not its size', () =>
    expect(
      eventFault({
        event: [
          { dim: 49, size: 48 },
          { dim: 'n', size: 3 },
        ],
      }),
    ).toBe('the model: event must have the sizes [49, n], not [48, 3]'))

  it('takes any size of a name', () => expect(eventFault({ event: [{ dim: 'n', size: 3 }] })).toBeNull())
})
