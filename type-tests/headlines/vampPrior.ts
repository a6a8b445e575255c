// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says to priors through an encoder.
import { Data, Elbo, Evaluate, Flow, type Host, Joint, Key, Layer, Optimizer, type T, Train, Vae, VampPrior } from 'shapebound'

// biome-ignore lint/suspicious/noExplicitAny: what is not typed is refused
declare const anything: any
declare const which: boolean
const { bernoulliHead, concat, dense, inputs, normalHead, sequence, tanh } = Layer
const encoder = sequence(dense(256, 64), tanh, normalHead(4))
const wider = sequence(dense(256, 65), tanh, normalHead(4))
const of64 = sequence(dense(64, 64), tanh, normalHead(4))
const decoder = sequence(dense(4, 64), tanh, bernoulliHead(256))
const key = Key.from(7)
const { binary: data } = Data.sprites({ key, size: 16 })
const small = Data.sprites({ key, size: 8 }).binary

// -----------------------------------------------------------------------------
// the prior
// -----------------------------------------------------------------------------

VampPrior.through(encoder, { pseudoInputs: 0 }) //! VampPrior.through: the number of pseudo-inputs must be a positive whole number, not 0 <- pseudoInputs
VampPrior.through(encoder, { pseudoInputs: 2.5 }) //! VampPrior.through: the number of pseudo-inputs must be a positive whole number, not 2.5 <- pseudoInputs
VampPrior.through(encoder, { pseudoInputs: 50 as number }) //! VampPrior.through: the number of pseudo-inputs is known only when the program runs: give it a name with Dim.named <- pseudoInputs
VampPrior.through(encoder, { pseudoInputs: 50, from: small }) //! VampPrior.through: the data is of [64] but the encoder takes [256] <- from
VampPrior.through(decoder, { pseudoInputs: 50, from: data }) //! VampPrior.through: the data is of [256] but the encoder takes [4] <- from
VampPrior.through(encoder, { pseudoInputs: 50, from: 3 }) //! VampPrior.through: the data is not a data set <- from
VampPrior.through(3, { pseudoInputs: 50 }) //! VampPrior.through: the encoder is not a network <- 3
VampPrior.through(dense(256, 64), { pseudoInputs: 50 }) //! VampPrior.through: the encoder is not a network <- dense
VampPrior.through(sequence(dense(256, 64), tanh), { pseudoInputs: 50 }) //! VampPrior.through: the encoder gives a Tensor but must end in a head such as Layer.normalHead <- sequence
VampPrior.through(which ? encoder : of64, { pseudoInputs: 50 }) //! VampPrior.through: the encoder is a union; pass one <- which
VampPrior.through(anything, { pseudoInputs: 50 }) //! is not assignable to parameter of type 'never' <- anything
VampPrior.through(sequence(inputs({ x: [256], y: [3] }), concat('x', 'y'), normalHead(4)), { pseudoInputs: 50 }) //! VampPrior.through: the encoder must take one event of numbers <- sequence
VampPrior.through(Flow.posterior(encoder, Flow.planar(4)), { pseudoInputs: 50 }) //! VampPrior.through: the encoder gives a ForwardFlow, whose density is known at its own samples alone <- Flow

// -----------------------------------------------------------------------------
// the model: it is of the very same encoder
// -----------------------------------------------------------------------------

Vae.make({ encoder, decoder, prior: VampPrior.through(of64, { pseudoInputs: 50 }) }) //! vae: the prior goes through an encoder of [64] but that of the model takes [256] <- prior
Vae.make({ encoder, decoder, prior: VampPrior.through(wider, { pseudoInputs: 50 }) }) //! vae: the prior goes through another encoder than that of the model <- prior
Vae.make({ encoder, decoder, prior: VampPrior.through(sequence(dense(256, 64), tanh, normalHead(3)), { pseudoInputs: 50 }) }) //! vae: encoder gives a latent [4] but the prior is over [3] <- prior
Vae.make({ encoder, decoder, prior: VampPrior.through(sequence(dense(256, 64), tanh, bernoulliHead(4)), { pseudoInputs: 50 }) }) //! vae: the prior goes through another encoder than that of the model <- prior
Joint.variable('z', VampPrior.through(encoder, { pseudoInputs: 50 })) //! joint: the prior of z goes through an encoder: it is for Vae.make, which has one <- VampPrior
Flow.prior(VampPrior.through(encoder, { pseudoInputs: 50 }), Flow.radial(4)) //! Flow.prior: the base goes through an encoder, which a flow does not know <- VampPrior

// -----------------------------------------------------------------------------
// objectives: there is no KL in closed form
// -----------------------------------------------------------------------------

const model = Vae.make({ encoder, decoder, prior: VampPrior.through(encoder, { pseudoInputs: 50 }) })
declare const params: Host<ReturnType<typeof model.init>>
const common = { model, data, optimizer: Optimizer.adam(), epochs: 1, key } as const

Train.fit({ ...common, objective: Elbo.elbo }) //! KL(DiagonalNormal ‖ VampPrior) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl <- objective
Train.fit({ ...common, data: small, objective: Elbo.elboByMonteCarlo }) //! the model takes examples of [256] but the data has [64] <- data
Evaluate.bound({ ...common, params, bound: Elbo.elbo }) //! KL(DiagonalNormal ‖ VampPrior) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl <- bound
Evaluate.bound({ ...common, params: { encoder: params.encoder, decoder: params.decoder }, bound: Elbo.elboByMonteCarlo }) //! Property 'prior' is missing <- params

// -----------------------------------------------------------------------------
// the right programs: none of these has an error
// -----------------------------------------------------------------------------

Train.fit({ ...common, objective: Elbo.elboByMonteCarlo })
Train.fit({ ...common, objective: Elbo.stickingTheLanding })
Train.fit({ ...common, objective: Elbo.doublyReparameterized })
Train.fit({ ...common, objective: Elbo.iwae(Elbo.logWeight), samples: 5 })
const inputsOf: T.Tensor<readonly [50, 256]> = model.init(key).prior.pseudoInputs

export { inputsOf }
