// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says when an objective asks of a posterior and a prior what they do not have.
import { pipe } from 'fp-ts/lib/function.js'
import { Bernoulli, Categorical, Data, DiagonalNormal, Elbo, type Engine, Evaluate, type FullNormal, Key, Kl, Laplace, Layer, MixturePrior, Optimizer, RelaxedBernoulli, RelaxedCategorical, T, Train, Vae } from 'shapebound'

declare const engine: Engine.Engine
const key = Key.from(7)
const data = Data.sprites({ key, size: 16 }).binary
const decoder = Layer.sequence(Layer.dense(5, 50), Layer.tanh, Layer.bernoulliHead(256))
const common = { data, optimizer: Optimizer.adam(), epochs: 1, key } as const
const prior = DiagonalNormal.standard(5)

const normal = Vae.make({ encoder: Layer.sequence(Layer.normalHead(256, 5)), decoder, prior })
const laplace = Vae.make({ encoder: Layer.sequence(Layer.laplaceHead(256, 5)), decoder, prior: Laplace.standard(5) })
const laplaceToNormal = Vae.make({ encoder: Layer.sequence(Layer.laplaceHead(256, 5)), decoder, prior })
const full = Vae.make({ encoder: Layer.sequence(Layer.fullNormalHead(256, 5)), decoder, prior })
const mixture = Vae.make({ encoder: Layer.sequence(Layer.normalHead(256, 5)), decoder, prior: MixturePrior.learned({ components: 3 })(5) })
const relaxed = Vae.make({ encoder: Layer.sequence(Layer.relaxedBernoulliHead({ temperature: 0.5 })(256, 5)), decoder, prior: RelaxedBernoulli.standard({ temperature: 0.5 })(5) })
const gumbel = Vae.make({ encoder: Layer.sequence(Layer.relaxedCategoricalHead({ temperature: 0.5 })(256, 5)), decoder, prior: RelaxedCategorical.standard({ temperature: 0.5 })(5) })
const binary = Vae.make({ encoder: Layer.sequence(Layer.bernoulliHead(256, 5)), decoder, prior: Bernoulli.standard(5) })
const classes = Vae.make({ encoder: Layer.sequence(Layer.categoricalHead(256, 5)), decoder, prior: Categorical.standard(5) })

const byMonteCarlo = pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(Elbo.klByMonteCarlo))
const warmUp = Elbo.elboWithBeta(Elbo.linearWarmUp({ steps: 100 }))
const score = Elbo.scoreFunction('other samples')
const farMeans = Elbo.term({ name: 'far means', axes: ['batch'], sense: 'cost', needs: ['posterior'], nats: ({ posterior }: Elbo.HasPosterior) => pipe(posterior.mean, T.square, T.sum('latent')) })
const withFarMeans = pipe(byMonteCarlo, Elbo.minus(farMeans))

// -----------------------------------------------------------------------------
// a KL in closed form, of two distributions without one
// -----------------------------------------------------------------------------

Train.fit({ ...common, model: laplaceToNormal, objective: Elbo.elbo }) //! KL(Laplace ‖ StandardNormal) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl <- objective:
Train.fit({ ...common, model: mixture, objective: Elbo.elbo }) //! KL(DiagonalNormal ‖ MixturePrior) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl <- objective:
Train.fit({ ...common, model: relaxed, objective: Elbo.elboWithBeta(4) }) //! KL(RelaxedBernoulli ‖ StandardRelaxedBernoulli) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl <- objective:
Train.fit({ ...common, model: gumbel, objective: warmUp }) //! KL(RelaxedCategorical ‖ StandardRelaxedCategorical) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl <- objective:
Train.play({ ...common, model: mixture, players: [Train.player({ name: 'p', objective: Elbo.elbo, moves: ['decoder', 'prior'], optimizer: Optimizer.adam() })] }) //! KL(DiagonalNormal ‖ MixturePrior) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl <- Train.player

// -----------------------------------------------------------------------------
// a gradient through samples that have none
// -----------------------------------------------------------------------------

Train.fit({ ...common, model: binary, objective: Elbo.elbo }) //! the model does not supply logLikelihood: its posterior is not reparameterizable; use Elbo.scoreFunction <- objective:
Train.fit({ ...common, model: classes, objective: Elbo.iwae(Elbo.logWeight) }) //! its posterior is not reparameterizable; use Elbo.scoreFunction <- objective:
Train.fit({ ...common, model: classes, objective: Elbo.stickingTheLanding }) //! its posterior is not reparameterizable; use Elbo.scoreFunction <- objective:
Train.fit({ ...common, model: binary, objective: Elbo.minimize(Elbo.klByMonteCarlo) }) //! the model does not supply z: its posterior is not reparameterizable; use Elbo.scoreFunction <- objective:

// -----------------------------------------------------------------------------
// a term that reads the parameters of a normal distribution
// -----------------------------------------------------------------------------

Train.fit({ ...common, model: laplace, objective: withFarMeans }) //! the model supplies another type for: posterior <- objective:
Train.fit({ ...common, model: full, objective: Elbo.elboWithFreeBits(0.5) }) //! the model supplies another type for: posterior <- objective:
Train.fit({ ...common, model: mixture, objective: Elbo.elboWithFreeBits(0.5) }) //! the model supplies another type for: prior <- objective:
Train.play({ ...common, model: normal, players: [Train.player({ name: 'p', objective: Elbo.elbo, moves: ['prior'], optimizer: Optimizer.adam() })] }) //! player p moves prior: the model has no such part <- Train.player

// -----------------------------------------------------------------------------
// the right programs: none of these has an error
// -----------------------------------------------------------------------------

Train.fit({ ...common, model: laplace, objective: Elbo.elbo })
Train.fit({ ...common, model: laplace, objective: warmUp })
Train.fit({ ...common, model: full, objective: Elbo.elbo })
Train.fit({ ...common, model: normal, objective: withFarMeans })
Train.fit({ ...common, model: laplaceToNormal, objective: byMonteCarlo })
Train.fit({ ...common, model: mixture, objective: byMonteCarlo })
Train.fit({ ...common, model: relaxed, objective: Elbo.iwae(Elbo.logWeight) })
Train.fit({ ...common, model: gumbel, objective: Elbo.doublyReparameterized })
Train.fit({ ...common, model: binary, objective: score })
Train.fit({ ...common, model: classes, objective: pipe(Elbo.logLikelihoodByScore('none'), Elbo.minus(Elbo.kl)) })
Train.fit({ ...common, model: normal, objective: score })
Train.play({ ...common, model: mixture, players: [Train.player({ name: 'p', objective: byMonteCarlo, moves: ['decoder', 'prior'], optimizer: Optimizer.adam() })] })
declare const params: Parameters<typeof Evaluate.bound<typeof relaxed, typeof byMonteCarlo, typeof data>>[0]['params']
Evaluate.bound({ model: relaxed, params, data, key, engine, bound: byMonteCarlo })
declare const fullDistribution: FullNormal.FullNormal<'batch', readonly [5]>
Kl.closedForm(fullDistribution, Laplace.standard(5)) //! KL(FullNormal ‖ StandardLaplace) has no closed form; average log q - log p over samples of q <- Laplace.standard
