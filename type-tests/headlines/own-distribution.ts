// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says to a distribution and a prior of one's own that do not fit: as to those of the library.
import { Bernoulli, Data, DiagonalNormal, Elbo, Key, Kl, Laplace, Layer, Optimizer, Train, Vae } from 'shapebound'
import { type Logistic, learnedMean, logisticHead, model, sampled, standardLogistic, underLearnedMean } from '../../examples/own-distribution.js'

const key = Key.from(7)
const { binary, grey } = Data.sprites({ key, size: 16 })
const common = { optimizer: Optimizer.adam(), epochs: 1, key } as const
const encoder = Layer.sequence(logisticHead(256, 5))
const decoder = Layer.sequence(Layer.dense(5, 50), Layer.tanh, Layer.bernoulliHead(256))
declare const distribution: Logistic<'batch', readonly [5]>

logisticHead(0) //! logisticHead: the output size must be a positive whole number, not 0 <- 0
Layer.sequence(Layer.dense(256, 50), logisticHead(40, 5)) //! layer 2 (logisticHead) takes [40] but is given [50] <- logisticHead
Layer.sequence(Layer.dense(256, 50), logisticHead(5), Layer.tanh) //! layer 3 comes after a Logistic head, which must be last <- Layer.tanh
Vae.make({ encoder, decoder, prior: Bernoulli.standard(5) }) //! vae: the posterior Logistic is over real numbers but the prior StandardBernoulli is over binary <- prior:
Vae.make({ encoder, decoder, prior: standardLogistic(6) }) //! vae: encoder gives a latent [5] but the prior is over [6] <- prior:
Vae.make({ encoder, decoder, prior: learnedMean }) //! vae: encoder gives a latent [5] but the prior is over [latent] <- prior:
Vae.make({ encoder: Layer.sequence(Layer.bernoulliHead(256, 5)), decoder, prior: standardLogistic(5) }) //! vae: the posterior Bernoulli is over binary numbers but the prior StandardLogistic is over real <- prior:
Train.fit({ ...common, model, data: grey, objective: Elbo.elbo }) //! KL(Logistic ‖ StandardLogistic) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl <- objective:
Train.fit({ ...common, model, data: grey, objective: Elbo.elboWithFreeBits(0.5) }) //! the model supplies another type for: <- objective:
Kl.closedForm(distribution, Laplace.standard(5)) //! KL(Logistic ‖ StandardLaplace) has no closed form; average log q - log p over samples of q <- Laplace.standard

// -----------------------------------------------------------------------------
// the right programs: none of these has an error
// -----------------------------------------------------------------------------

Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(5) })
Vae.make({ encoder, decoder, prior: Laplace.standard(5) })
Vae.make({ encoder: Layer.sequence(Layer.normalHead(256, 5)), decoder, prior: standardLogistic(5) })
Train.fit({ ...common, model, data: grey, objective: sampled })
Train.fit({ ...common, model: underLearnedMean, data: binary, objective: Elbo.elbo })
Train.play({ ...common, model: underLearnedMean, data: binary, players: [Train.player({ name: 'p', objective: Elbo.elbo, moves: ['decoder', 'prior'], optimizer: Optimizer.adam() })] })
