import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { kl, logLikelihood, squaredError } from '../../src/losses/atoms.js'
import { average } from '../../src/losses/axes.js'
import { elbo, logWeight } from '../../src/losses/estimators.js'
import { term } from '../../src/losses/term.js'
import { minimize } from '../../src/losses/weighting.js'
import * as Autoencoder from '../../src/models/autoencoder.js'
import type { Tensor } from '../../src/tensors/tensor.js'
import { type CheckedObjective, objectiveFault } from '../../src/training/checkObjective.js'
import { smallVae } from '../support/smallVae.js'

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

describe('objectiveFault', () => {
  // the words are those of the type, which this line of the table does not compile without
  it.each<readonly [string, readonly string[], Parameters<typeof objectiveFault>[1]]>([
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
    expect(objectiveFault({ supplies }, objective)).toBe(words)
  })

  it('is none for what the model supplies', () => {
    const fits: CheckedObjective<Small, typeof elbo> = elbo
    expect(objectiveFault(smallVae, fits)).toBe(null)
    expect(objectiveFault(smallVae, average('batch')(elbo))).toBe(null)
    expect(objectiveFault(smallVae, minimize(kl))).toBe(null)
    expect(objectiveFault(autoencoder, minimize(squaredError))).toBe(null)
  })
})
