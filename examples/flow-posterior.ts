/** Flows in a model: a posterior that is no normal distribution, and a prior that is learned with the decoder. */

import { type Data, DiagonalNormal, Elbo, type Engine, Flow, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

type Binary = Data.Dataset<readonly [256], 'binary'>

const normal = Layer.sequence(Layer.dense(256, 64), Layer.tanh, Layer.normalHead(4))
const decoder = Layer.sequence(Layer.dense(4, 64), Layer.tanh, Layer.bernoulliHead(256))
const common = { optimizer: Optimizer.adam({ learningRate: 3e-3 }), batch: 64, key: Key.from(7) } as const

// -----------------------------------------------------------------------------
// a posterior: noise goes forward, and comes with its density
// -----------------------------------------------------------------------------

/** Two inverse autoregressive flows, the second of which sees the numbers from the last to the first. */
const flow = Flow.compose(Flow.iaf(4, { hidden: [32] }), Flow.reverse(4), Flow.iaf(4, { hidden: [32] }))

export const model = Vae.make({
  encoder: Flow.posterior(normal, flow),
  decoder,
  prior: DiagonalNormal.standard(4),
})

/** The KL has no closed form: `Elbo.elbo` would not compile here. */
export const program = (data: Binary, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ ...common, model, objective: Elbo.elboByMonteCarlo, data, epochs, engine })

/** Eight planar flows have no inverse: importance weights need none, and `Elbo.stickingTheLanding` would not compile. */
export const planar = Vae.make({
  encoder: Flow.posterior(normal, Flow.repeat(8, Flow.planar(4))),
  decoder,
  prior: DiagonalNormal.standard(4),
})

export const ofPlanar = (data: Binary, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ ...common, model: planar, objective: Elbo.iwae(Elbo.logWeight), samples: 4, data, epochs, engine })

// -----------------------------------------------------------------------------
// a prior: draws go forward, densities come by the inverse
// -----------------------------------------------------------------------------

const couplingOf = () => Flow.affineCoupling(4, Layer.sequence(Layer.dense(2, 32), Layer.tanh, Layer.dense(4)))

export const learned = Vae.make({
  encoder: normal,
  decoder,
  prior: Flow.prior(DiagonalNormal.standard(4), Flow.compose(couplingOf(), Flow.reverse(4), couplingOf())),
})

export const ofPrior = (data: Binary, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ ...common, model: learned, objective: Elbo.elboByMonteCarlo, data, epochs, engine })
