import { expect, it, describe as suite } from 'vitest'
import * as DiagonalNormal from '../../../src/distributions/diagonalNormal.js'
import * as Layer from '../../../src/layers/index.js'
import * as Vae from '../../../src/models/vae/index.js'

suite('a variational autoencoder in words', () => {
  it('is its networks and its prior', () =>
    expect(
      Vae.describe(
        Vae.make({
          encoder: Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.normalHead(20)),
          decoder: Layer.sequence(Layer.dense(20, 500), Layer.tanh, Layer.bernoulliHead(784)),
          prior: DiagonalNormal.standard(20),
        }),
      ),
    ).toEqual([
      'encoder: [784] → dense 500 → tanh → normalHead 20',
      'prior: StandardNormal over [20]',
      'decoder: [20] → dense 500 → tanh → bernoulliHead 784',
    ]))
})
