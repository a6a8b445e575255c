/** Models of every posterior with a prior of its kind, and of every likelihood, and a short training of each. */

import { pipe } from 'fp-ts/lib/function.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { Dataset } from '../../src/data/dataset.js'
import * as Distributions from '../../src/distributions/index.js'
import type { Support } from '../../src/distributions/support.js'
import type { Engine } from '../../src/engines/engine.js'
import * as Layer from '../../src/layers/index.js'
import * as Elbo from '../../src/losses/index.js'
import * as Vae from '../../src/models/vae/index.js'
import { adam } from '../../src/optimizers/index.js'
import { from } from '../../src/random/key.js'
import type { TrainError } from '../../src/training/errors.js'
import * as Train from '../../src/training/index.js'
import type { TrainResult } from '../../src/training/run.js'
import { patterns } from '../support/smallVae.js'

const temperature = 0.6
export const bits = patterns(40)
export const common = {
  optimizer: adam({ learningRate: 0.03 }),
  epochs: 10,
  batch: 10,
  samples: 4,
  key: from(7),
} as const

/** The same pictures as other data: classes, counts, and numbers between 0 and 1 or any. */
const dataOf = <Over extends Support>(support: Over, change: (bit: number) => number): Dataset<readonly [6], Over> => ({
  ...bits,
  support,
  rows: (indices, key) => bits.rows(indices, key).map(change),
})

/** Pictures of which one pixel alone is 1. */
const classes: Dataset<readonly [6], 'oneHot'> = {
  ...bits,
  support: 'oneHot',
  rows: (indices) =>
    Float32Array.from(
      [...indices].flatMap((index) => Array.from({ length: 6 }, (_, at) => (at === (index % 2) * 3 ? 1 : 0))),
    ),
}

const encoder = Layer.sequence(Layer.dense(6, 5), Layer.tanh, Layer.normalHead(2))
export const decoder = Layer.sequence(Layer.dense(2, 5), Layer.tanh, Layer.bernoulliHead(6))
const prior = Distributions.DiagonalNormal.standard(2)
const hidden = [Layer.dense(6, 5), Layer.tanh] as const

export const laplace = Vae.make({
  encoder: Layer.sequence(...hidden, Layer.laplaceHead(2)),
  decoder,
  prior: Distributions.Laplace.standard(2),
})
const laplaceToNormal = Vae.make({ encoder: Layer.sequence(...hidden, Layer.laplaceHead(2)), decoder, prior })
export const full = Vae.make({ encoder: Layer.sequence(...hidden, Layer.fullNormalHead(2)), decoder, prior })
export const relaxed = Vae.make({
  encoder: Layer.sequence(...hidden, Layer.relaxedBernoulliHead({ temperature })(2)),
  decoder,
  prior: Distributions.RelaxedBernoulli.standard({ temperature })(2),
})
export const gumbel = Vae.make({
  encoder: Layer.sequence(...hidden, Layer.relaxedCategoricalHead({ temperature })(2)),
  decoder,
  prior: Distributions.RelaxedCategorical.standard({ temperature })(2),
})
export const several = Vae.make({
  encoder: Layer.sequence(
    ...hidden,
    Layer.dense(6),
    Layer.reshape([2, 3]),
    Layer.relaxedCategoricalLogits({ temperature }),
  ),
  decoder: Layer.sequence(Layer.input([2, 3]), Layer.flatten, Layer.bernoulliHead(6)),
  prior: Distributions.RelaxedCategorical.standard({ temperature })(2, 3),
})
const continuous = Vae.make({
  encoder: Layer.sequence(...hidden, Layer.continuousBernoulliHead(2)),
  decoder,
  prior: Distributions.ContinuousBernoulli.standard(2),
})
export const mixture = Vae.make({ encoder, decoder, prior: Distributions.MixturePrior.learned({ components: 3 })(2) })
export const binary = Vae.make({
  encoder: Layer.sequence(...hidden, Layer.bernoulliHead(2)),
  decoder,
  prior: Distributions.Bernoulli.standard(2),
})
export const categorical = Vae.make({
  encoder: Layer.sequence(...hidden, Layer.categoricalHead(2)),
  decoder,
  prior: Distributions.Categorical.standard(2),
})
export const classesOfTwo = Vae.make({
  encoder: Layer.sequence(...hidden, Layer.dense(6), Layer.reshape([2, 3]), Layer.categoricalLogits),
  decoder: Layer.sequence(Layer.input([2, 3]), Layer.flatten, Layer.bernoulliHead(6)),
  prior: Distributions.Categorical.standard(2, 3),
})
export const counts = Vae.make({
  encoder: Layer.sequence(...hidden, Layer.poissonHead(2)),
  decoder,
  prior: Distributions.Poisson.standard(2),
})
export const mixed = Vae.make({
  encoder: Layer.sequence(...hidden, Layer.mixtureHead({ components: 2 })(2)),
  decoder,
  prior,
})

export const byMonteCarlo = pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(Elbo.klByMonteCarlo))
export const score = Elbo.scoreFunction('other samples')

/** Every program type-checks: that it does is half of the test. */
export const programs: readonly (readonly [
  string,
  (engine: Engine) => TE.TaskEither<TrainError, TrainResult<unknown>>,
])[] = [
  [
    'a Laplace posterior and prior, in closed form',
    (engine) => Train.fit({ ...common, engine, model: laplace, data: bits, objective: Elbo.elbo }),
  ],
  [
    'a Laplace posterior and prior, by Monte Carlo',
    (engine) => Train.fit({ ...common, engine, model: laplace, data: bits, objective: Elbo.elboByMonteCarlo }),
  ],
  [
    'a Laplace posterior and a normal prior',
    (engine) => Train.fit({ ...common, engine, model: laplaceToNormal, data: bits, objective: byMonteCarlo }),
  ],
  ['a full covariance', (engine) => Train.fit({ ...common, engine, model: full, data: bits, objective: Elbo.elbo })],
  [
    'a full covariance, importance-weighted',
    (engine) => Train.fit({ ...common, engine, model: full, data: bits, objective: Elbo.iwae(Elbo.logWeight) }),
  ],
  [
    'a relaxed Bernoulli posterior',
    (engine) => Train.fit({ ...common, engine, model: relaxed, data: bits, objective: byMonteCarlo }),
  ],
  [
    'a relaxed Bernoulli posterior, sticking the landing',
    (engine) => Train.fit({ ...common, engine, model: relaxed, data: bits, objective: Elbo.stickingTheLanding }),
  ],
  ['Gumbel-softmax', (engine) => Train.fit({ ...common, engine, model: gumbel, data: bits, objective: byMonteCarlo })],
  [
    'Gumbel-softmax, doubly reparameterized',
    (engine) => Train.fit({ ...common, engine, model: gumbel, data: bits, objective: Elbo.doublyReparameterized }),
  ],
  [
    'several Gumbel-softmax',
    (engine) => Train.fit({ ...common, engine, model: several, data: bits, objective: byMonteCarlo }),
  ],
  [
    'a continuous Bernoulli posterior',
    (engine) => Train.fit({ ...common, engine, model: continuous, data: bits, objective: byMonteCarlo }),
  ],
  [
    'a learned mixture',
    (engine) => Train.fit({ ...common, engine, model: mixture, data: bits, objective: byMonteCarlo }),
  ],
  [
    'a Bernoulli posterior, by its score',
    (engine) => Train.fit({ ...common, engine, model: binary, data: bits, objective: score }),
  ],
  [
    'a Bernoulli posterior, without a baseline',
    (engine) => Train.fit({ ...common, engine, model: binary, data: bits, objective: Elbo.scoreFunction('none') }),
  ],
  [
    'a categorical posterior, by its score',
    (engine) => Train.fit({ ...common, engine, model: categorical, data: bits, objective: score }),
  ],
  [
    'several categorical ones, by their score',
    (engine) => Train.fit({ ...common, engine, model: classesOfTwo, data: bits, objective: score }),
  ],
  [
    'a Poisson posterior, by its score',
    (engine) => Train.fit({ ...common, engine, model: counts, data: bits, objective: score }),
  ],
  [
    'a mixture as a posterior, by its score',
    (engine) => Train.fit({ ...common, engine, model: mixed, data: bits, objective: score }),
  ],
]

/** Distributions of one family, each with its own number of components, of rows of a triangle, or of classes. */
export const sameFamily: typeof programs = [
  [
    'mixtures of 2, 3 and 4 components as posterior, prior and likelihood',
    (engine) =>
      Train.fit({
        ...common,
        engine,
        objective: score,
        data: dataOf('real', (bit) => bit - 0.5),
        model: Vae.make({
          encoder: Layer.sequence(...hidden, Layer.mixtureHead({ components: 2 })(2)),
          decoder: Layer.sequence(Layer.mixtureHead({ components: 4 })(2, 6)),
          prior: Distributions.MixturePrior.learned({ components: 3 })(2),
        }),
      }),
  ],
  [
    'full covariances of 2 and of 6 numbers as posterior and likelihood',
    (engine) =>
      Train.fit({
        ...common,
        engine,
        objective: Elbo.elbo,
        data: dataOf('real', (bit) => bit - 0.5),
        model: Vae.make({
          encoder: Layer.sequence(...hidden, Layer.fullNormalHead(2)),
          decoder: Layer.sequence(Layer.fullNormalHead(2, 6)),
          prior,
        }),
      }),
  ],
  [
    '2 and 6 classes as posterior and likelihood',
    (engine) =>
      Train.fit({
        ...common,
        engine,
        objective: score,
        data: classes,
        model: Vae.make({
          encoder: Layer.sequence(...hidden, Layer.categoricalHead(2)),
          decoder: Layer.sequence(Layer.categoricalHead(2, 6)),
          prior: Distributions.Categorical.standard(2),
        }),
      }),
  ],
]

export const likelihoods: typeof programs = [
  [
    'continuous Bernoulli',
    (engine) =>
      Train.fit({
        ...common,
        engine,
        objective: Elbo.elbo,
        data: dataOf('unitInterval', (bit) => 0.2 + 0.6 * bit),
        model: Vae.make({ encoder, decoder: Layer.sequence(Layer.continuousBernoulliHead(2, 6)), prior }),
      }),
  ],
  [
    'normal of a fixed variance',
    (engine) =>
      Train.fit({
        ...common,
        engine,
        objective: Elbo.elbo,
        data: dataOf('real', (bit) => bit - 0.5),
        model: Vae.make({ encoder, decoder: Layer.sequence(Layer.fixedNormalHead({ variance: 0.1 })(2, 6)), prior }),
      }),
  ],
  [
    'normal of a learned variance',
    (engine) =>
      Train.fit({
        ...common,
        engine,
        objective: Elbo.elbo,
        data: dataOf('real', (bit) => bit - 0.5),
        model: Vae.make({ encoder, decoder: Layer.sequence(Layer.learnedNormalHead(2, 6)), prior }),
      }),
  ],
  [
    'normal of one learned variance',
    (engine) =>
      Train.fit({
        ...common,
        engine,
        objective: Elbo.elbo,
        data: dataOf('real', (bit) => bit - 0.5),
        model: Vae.make({ encoder, decoder: Layer.sequence(Layer.sharedNormalHead(2, 6)), prior }),
      }),
  ],
  [
    'normal of a variance by the network',
    (engine) =>
      Train.fit({
        ...common,
        engine,
        objective: Elbo.elbo,
        data: dataOf('real', (bit) => bit - 0.5),
        model: Vae.make({ encoder, decoder: Layer.sequence(Layer.normalHead(2, 6)), prior }),
      }),
  ],
  [
    'Laplace',
    (engine) =>
      Train.fit({
        ...common,
        engine,
        objective: Elbo.elbo,
        data: dataOf('real', (bit) => bit - 0.5),
        model: Vae.make({ encoder, decoder: Layer.sequence(Layer.laplaceHead(2, 6)), prior }),
      }),
  ],
  [
    'Poisson',
    (engine) =>
      Train.fit({
        ...common,
        engine,
        objective: Elbo.elbo,
        data: dataOf('integer', (bit) => 4 * bit),
        model: Vae.make({ encoder, decoder: Layer.sequence(Layer.poissonHead(2, 6)), prior }),
      }),
  ],
  [
    'categorical',
    (engine) =>
      Train.fit({
        ...common,
        engine,
        objective: Elbo.elbo,
        data: classes,
        model: Vae.make({ encoder, decoder: Layer.sequence(Layer.categoricalHead(2, 6)), prior }),
      }),
  ],
  [
    'a mixture',
    (engine) =>
      Train.fit({
        ...common,
        engine,
        objective: Elbo.elbo,
        data: dataOf('real', (bit) => bit - 0.5),
        model: Vae.make({ encoder, decoder: Layer.sequence(Layer.mixtureHead({ components: 2 })(2, 6)), prior }),
      }),
  ],
]
