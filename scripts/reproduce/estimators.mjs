// One model on binarized MNIST with each estimator of the gradient, for as many steps: log p(x) of test images by importance sampling.
// The file of test images is sorted by digit, so images are taken at even distances: as many of each digit as the file has.
import { Data, DiagonalNormal, Elbo, Evaluate, Key, Layer, Optimizer, Train, Vae } from '../../dist/index.js'
import { Source } from '../../dist/node.js'
import { of, right } from '../right.mjs'

const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(784, 200), Layer.tanh, Layer.normalHead(200, 20)),
  decoder: Layer.sequence(Layer.dense(20, 200), Layer.tanh, Layer.bernoulliHead(200, 784)),
  prior: DiagonalNormal.standard(20),
})

const optimizer = Optimizer.adam({ learningRate: 1e-3 })
const [images, batch, importance] = [500, 100, 100]
const fitted = (objective) => (common) => Train.fit({ ...common, objective, optimizer })
const piwae = Elbo.piwae(2)(Elbo.logWeight)

/** Two epochs are 1,000 steps. */
const ESTIMATORS = {
  'SGVB-A': fitted(Elbo.elboByMonteCarlo),
  'SGVB-B': fitted(Elbo.elbo),
  'SGVB-A, sticking the landing': fitted(Elbo.stickingTheLanding),
  'SGVB-A, score function, baseline of the other samples': fitted(Elbo.scoreFunction('other samples')),
  'SGVB-B, KL warmed up over the first half': fitted(Elbo.elboWithBeta(Elbo.linearWarmUp({ steps: 500 }))),
  'free bits, 0.1 nats a dimension': fitted(Elbo.elboWithFreeBits(0.1)),
  IWAE: fitted(Elbo.iwae(Elbo.logWeight)),
  'IWAE, doubly reparameterized': fitted(Elbo.doublyReparameterized),
  'MIWAE, 2 outer': fitted(Elbo.miwae(2)(Elbo.logWeight)),
  'CIWAE, β = 0.5': fitted(Elbo.ciwae(0.5)(Elbo.logWeight)),
  'PIWAE, 2 outer': (common) =>
    Train.play({
      ...common,
      order: 'at once',
      players: [
        Train.player({ name: 'q', objective: piwae.q, moves: ['encoder'], optimizer }),
        Train.player({ name: 'p', objective: piwae.p, moves: ['decoder'], optimizer }),
      ],
    }),
  'Rényi, α = 0.5': fitted(Elbo.renyi(0.5)(Elbo.logWeight)),
}

/** Trains with the estimator of a cell. */
export const run = async ({ cell, seed, epochs, engine, directory }) => {
  const { train, test } = await right(Source.binarizedMnist({ directory }))
  const spread = Uint32Array.from({ length: images }, (_, at) => Math.floor((at * test.count) / images))
  const common = { model, data: train, samples: 4, batch, epochs, key: Key.from(seed), engine }
  const { params } = await right(ESTIMATORS[cell.name](common))
  const { objective } = await right(
    Evaluate.bound({
      ...{ model, params, data: await of(Data.subset(spread)(test)), key: Key.from(1000 + seed), engine, batch: 20 },
      ...{ bound: Elbo.iwae(Elbo.logWeight), samples: importance },
    }),
  )
  return { value: -objective, samples: importance, budget: `${epochs * 500} steps` }
}
