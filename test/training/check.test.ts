import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../src/data/dataset.js'
import * as Layer from '../../src/layers/index.js'
import { kl, logLikelihood, squaredError } from '../../src/losses/atoms.js'
import { average } from '../../src/losses/axes.js'
import { elbo, logWeight } from '../../src/losses/estimators.js'
import { term } from '../../src/losses/term.js'
import { minimize } from '../../src/losses/weighting.js'
import * as Autoencoder from '../../src/models/autoencoder.js'
import type { Tensor } from '../../src/tensors/tensor.js'
import {
  type CheckedData,
  type CheckedObjective,
  dataComplaint,
  eventComplaint,
  numbersComplaint,
  objectiveComplaint,
} from '../../src/training/check.js'
import { patterns, smallVae } from '../support/smallVae.js'

const labelled = term({
  name: 'labels',
  axes: ['batch'],
  sense: 'gain',
  needs: ['labels'],
  nats: ({ labels }: { readonly labels: Tensor<readonly ['batch']> }) => labels,
})

const autoencoder = Autoencoder.make({
  encoder: Layer.sequence(Layer.dense(6, 2)),
  decoder: Layer.sequence(Layer.dense(2, 6)),
})

type Small = typeof smallVae
type Plain = typeof autoencoder

describe('objectiveComplaint', () => {
  // the words are those of the type, which this line of the table does not compile without
  it.each<readonly [string, readonly string[], Parameters<typeof objectiveComplaint>[1]]>([
    [
      'the model does not supply labels' satisfies CheckedObjective<Small, typeof labelled>,
      smallVae.supplies,
      labelled,
    ],
    [
      'the model does not supply reconstruction' satisfies CheckedObjective<Small, typeof squaredError>,
      smallVae.supplies,
      squaredError,
    ],
    [
      'the model does not supply logLikelihood' satisfies CheckedObjective<Plain, typeof logLikelihood>,
      autoencoder.supplies,
      logLikelihood,
    ],
    [
      'the objective must be a gain, not a cost; use Elbo.minimize' satisfies CheckedObjective<Small, typeof kl>,
      smallVae.supplies,
      kl,
    ],
    [
      'the objective has the axes [samples, batch] but must have [batch] or none; average over the others' satisfies CheckedObjective<
        Small,
        typeof logWeight
      >,
      smallVae.supplies,
      logWeight,
    ],
  ])('%s', (words, supplies, objective) => {
    expect(objectiveComplaint(supplies, objective)).toBe(words)
  })

  it('is none for what the model supplies', () => {
    const fits: CheckedObjective<Small, typeof elbo> = elbo
    expect(objectiveComplaint(smallVae.supplies, fits)).toBe(null)
    expect(objectiveComplaint(smallVae.supplies, average('batch')(elbo))).toBe(null)
    expect(objectiveComplaint(smallVae.supplies, minimize(kl))).toBe(null)
    expect(objectiveComplaint(autoencoder.supplies, minimize(squaredError))).toBe(null)
  })
})

describe('dataComplaint', () => {
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
    expect([narrow, grey, real].map((data) => dataComplaint(smallVae, data))).toEqual(words)
  })

  it('names what is held out', () => {
    const words: CheckedData<
      Small,
      Dataset<readonly [5], 'binary'>,
      'validation data'
    > = 'the model takes examples of [6] but the validation data has [5]'
    expect(dataComplaint(smallVae, narrow, 'validation data')).toBe(words)
  })

  it('is none for data that the likelihood is over', () => {
    const fits: CheckedData<Small, typeof binary> = binary
    expect(dataComplaint(smallVae, fits)).toBe(null)
    expect(dataComplaint(smallVae, relaxed)).toBe(null)
    for (const data of [binary, relaxed, grey, real]) expect(dataComplaint(autoencoder, data)).toBe(null)
  })
})

describe('numbersComplaint', () => {
  it('is for the first that is not a whole number above 0', () => {
    expect(numbersComplaint('fit', { batch: 1, epochs: 2 ** 53 - 1 })).toBe(null)
    for (const wrong of [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(numbersComplaint('fit', { batch: 1, epochs: wrong, samples: 0 })).toBe(
        `fit: epochs must be a positive whole number, not ${wrong}`,
      )
  })
})

describe('eventComplaint', () => {
  it('refuses a number that is not its size', () =>
    expect(
      eventComplaint({
        event: [
          { dim: 49, size: 48 },
          { dim: 'n', size: 3 },
        ],
      }),
    ).toBe('the model: event must have the sizes [49, n], not [48, 3]'))

  it('takes any size of a name', () => expect(eventComplaint({ event: [{ dim: 'n', size: 3 }] })).toBeNull())
})
