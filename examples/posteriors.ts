/** Posteriors and priors that are not normal: relaxed bits, bits by their score, and a mixture that is learned as prior. */

import { pipe } from 'fp-ts/lib/function.js'
import {
  Bernoulli,
  type Data,
  Elbo,
  type Engine,
  Key,
  Layer,
  MixturePrior,
  Optimizer,
  RelaxedBernoulli,
  Train,
  Vae,
} from 'shapebound'

type Binary = Data.Dataset<readonly [256], 'binary'>
const hidden = [Layer.dense(256, 64), Layer.tanh] as const
const decoder = Layer.sequence(Layer.dense(8, 64), Layer.tanh, Layer.bernoulliHead(256))
const optimizer = Optimizer.adam({ learningRate: 3e-3 })
const common = { optimizer, batch: 64, samples: 4, key: Key.from(7) } as const

/** The bound by Monte Carlo alone, for two distributions without a KL in closed form. */
const sampled = pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(Elbo.klByMonteCarlo))

// -----------------------------------------------------------------------------
// bits, relaxed and not
// -----------------------------------------------------------------------------

const relaxed = Vae.make({
  encoder: Layer.sequence(...hidden, Layer.relaxedBernoulliHead({ temperature: 0.5 })(8)),
  decoder,
  prior: RelaxedBernoulli.standard({ temperature: 0.5 })(8),
})

/** Numbers between 0 and 1, through which a gradient goes. */
export const ofRelaxedBits = (data: Binary, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ ...common, model: relaxed, objective: sampled, data, epochs, engine })

const discrete = Vae.make({
  encoder: Layer.sequence(...hidden, Layer.bernoulliHead(8)),
  decoder,
  prior: Bernoulli.standard(8),
})

/** 0 and 1, through which none goes: q moves by its score, and the KL is in closed form. */
export const ofBits = (data: Binary, engine: Engine.Engine, epochs = 10) =>
  Train.fit({
    ...common,
    model: discrete,
    objective: pipe(Elbo.logLikelihoodByScore('other samples'), Elbo.minus(Elbo.kl)),
    data,
    epochs,
    engine,
  })

// -----------------------------------------------------------------------------
// a prior that is learned
// -----------------------------------------------------------------------------

const mixture = Vae.make({
  encoder: Layer.sequence(...hidden, Layer.normalHead(8)),
  decoder,
  prior: MixturePrior.learned({ components: 5 })(8),
})

/** The components move with the decoder: both are of p. */
export const ofMixture = (data: Binary, engine: Engine.Engine, epochs = 10) =>
  Train.play({
    batch: 64,
    samples: 4,
    key: Key.from(7),
    model: mixture,
    data,
    players: [
      Train.player({ name: 'q', objective: sampled, moves: ['encoder'], optimizer }),
      Train.player({ name: 'p', objective: sampled, moves: ['decoder', 'prior'], optimizer }),
    ],
    epochs,
    engine,
  })
