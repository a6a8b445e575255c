// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says to wrong objectives: estimators, limits, schedules, players and reports.
import { pipe } from 'fp-ts/lib/function.js'
import { Data, DiagonalNormal, Elbo, type Engine, Evaluate, Key, Layer, MixturePrior, Optimizer, RelaxedBernoulli, RelaxedCategorical, Train, Vae } from 'shapebound'

declare const anything: any
declare const wide: number
declare const engine: Engine.Engine
const key = Key.from(7)
const encoder = Layer.sequence(Layer.dense(256, 50), Layer.tanh, Layer.normalHead(50, 5))
const decoder = Layer.sequence(Layer.dense(5, 50), Layer.tanh, Layer.bernoulliHead(256))
const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(5) })
const { binary: data, grey } = Data.sprites({ key, size: 16 })
declare const params: Parameters<typeof Evaluate.bound<typeof model, typeof Elbo.elbo, typeof data>>[0]['params']
const measured = { model, params, data, key, engine } as const
const optimizer = Optimizer.adam()
const pathOnly = pipe(Elbo.logLikelihood, Elbo.plus(Elbo.logPrior), Elbo.minus(Elbo.logPosteriorPathOnly))
const warmUp = Elbo.linearWarmUp({ steps: 100 })
const reconstruction = pipe(Elbo.logLikelihood, Elbo.average('samples'))

// -----------------------------------------------------------------------------
// estimators take a log-weight of every sample
// -----------------------------------------------------------------------------

Elbo.miwae(2)(Elbo.logLikelihood) //! miwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- Elbo.logLikelihood
Elbo.ciwae(0.5)(Elbo.elbo) //! ciwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- Elbo.elbo
Elbo.piwae(2)(Elbo.logPosterior) //! piwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- Elbo.logPosterior
Elbo.renyi(0.5)(Elbo.elboByMonteCarlo) //! renyi takes a log-weight with axes [samples, batch] but is given [batch]; do not average before renyi <- Elbo.elboByMonteCarlo
Elbo.iwae(pathOnly) //! iwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- pathOnly
Elbo.miwae(2)(pathOnly) //! miwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- pathOnly
Elbo.iwae(Elbo.stickingTheLanding) //! iwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- Elbo.stickingTheLanding
Elbo.iwae(Elbo.doublyReparameterized) //! iwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- Elbo.doublyReparameterized
Elbo.iwae(Elbo.scoreFunction('none')) //! iwae takes a log-weight with axes [samples, batch] but is given [batch]; do not average before iwae <- Elbo.scoreFunction
Elbo.ciwae(1.5) //! ciwae: the weight of the ELBO must be from 0 to 1, not 1.5 <- 1.5
Elbo.ciwae(-0.5) //! ciwae: the weight of the ELBO must be from 0 to 1, not -0.5 <- -0.5
Elbo.renyi(anything) //! parameter of type 'never' <- anything
Elbo.scoreFunction('running mean') //! Argument of type '"running mean"' is not assignable <- 'running mean'

// -----------------------------------------------------------------------------
// axes and limits
// -----------------------------------------------------------------------------

pipe(Elbo.kl, Elbo.groupSamples(2)) //! groupSamples: the term has the axes [batch] but must have [samples, batch] <- Elbo.groupSamples
pipe(Elbo.kl, Elbo.groupsOf(2)) //! groupsOf: the term has the axes [batch] but must have [batch, latent] <- Elbo.groupsOf
Elbo.groupsOf(2)(Elbo.logWeight) //! groupsOf: the term has the axes [samples, batch] but must have [batch, latent] <- Elbo.logWeight
pipe(Elbo.klPerDimension, Elbo.sum('groups')) //! sum: the term has the axes [batch, latent] and not groups <- Elbo.sum
pipe(reconstruction, Elbo.minus(Elbo.klPerDimension)) //! terms of different axes: [batch] and [batch, latent] <- Elbo.minus
pipe(reconstruction, Elbo.minus(pipe(Elbo.klPerDimension, Elbo.average('batch'), Elbo.sum('latent')))) //! terms of different axes: [batch] and [] <- Elbo.minus
Elbo.plus(Elbo.klPerDimension) //! kl per dimension is a cost: subtract it <- Elbo.klPerDimension
Elbo.minus(Elbo.stickingTheLanding) //! this term is a gain: add it <- Elbo.stickingTheLanding
Elbo.atLeast(-1) //! atLeast: the nats must be 0 or more, not -1 <- -1
Elbo.elboWithFreeBits(-0.5) //! atLeast: the nats must be 0 or more, not -0.5 <- -0.5
Elbo.distanceFrom(-25) //! distanceFrom: the nats must be 0 or more, not -25 <- -25
Elbo.atLeast(anything) //! parameter of type 'never' <- anything
Elbo.distanceFrom(5)(Elbo.elbo) //! is not assignable to <- Elbo.elbo

// -----------------------------------------------------------------------------
// terms that look at a batch
// -----------------------------------------------------------------------------

Elbo.totalCorrelationOfBatch({ examples: 0 }) //! the examples of the data set must be a positive whole number, not 0 <- examples
Elbo.marginalKlOfBatch({ examples: 2.5 }) //! the examples of the data set must be a positive whole number, not 2.5 <- examples
pipe(Elbo.elbo, Elbo.minus(Elbo.totalCorrelationOfBatch({ examples: 50 }))) //! terms of different axes: [batch] and [samples, batch] <- Elbo.minus
pipe(Elbo.elbo, Elbo.minus(Elbo.offDiagonalCovariance)) //! terms of different axes: [batch] and [] <- Elbo.minus
pipe(Elbo.elbo, Elbo.plus(pipe(Elbo.mutualInformationOfBatch({ examples: 50 }), Elbo.average('samples')))) //! mutual information of the batch is a cost: subtract it <- pipe(Elbo.mutual
Elbo.diagonalCovariance('codes') //! Argument of type '"codes"' is not assignable <- 'codes'

// -----------------------------------------------------------------------------
// schedules
// -----------------------------------------------------------------------------

Elbo.scale((step: number) => step) //! is not assignable to <- (step
Elbo.schedule({ training: (step) => step }) //!~ Property 'evaluation' is missing in type <- {
Elbo.linearWarmUp({ to: 1 }) //!~ Property 'steps' is missing in type <- {

// -----------------------------------------------------------------------------
// an objective reported as a bound
// -----------------------------------------------------------------------------

Evaluate.bound({ ...measured, bound: Elbo.elboWithBeta(0.1) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: Elbo.elboWithBeta(warmUp) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: Elbo.renyi(-0.5)(Elbo.logWeight) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: Elbo.renyi(wide)(Elbo.logWeight) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: Elbo.renyi(0.5 as 0.5 | -1)(Elbo.logWeight) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: Elbo.ciwae(wide)(Elbo.logWeight) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: Elbo.elboWithCapacity({ gamma: 100, capacity: 25 }) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: pipe(pathOnly, Elbo.logMeanExp('samples')) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: pipe(Elbo.logWeight, Elbo.groupSamples(2), Elbo.average('outer'), Elbo.logMeanExp('inner')) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: pipe(Elbo.logWeight, Elbo.groupSamples(2), Elbo.sum('outer'), Elbo.average('inner')) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: pipe(reconstruction, Elbo.minus(pipe(Elbo.klPerDimension, Elbo.average('latent')))) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: Elbo.doublyReparameterized, data: grey }) //! the likelihood is over binary data but the data is unitInterval <- data:

// -----------------------------------------------------------------------------
// players
// -----------------------------------------------------------------------------

const q = Train.player({ name: 'q', objective: Elbo.elbo, moves: ['encoder'], optimizer })
const p = Train.player({ name: 'p', objective: Elbo.elbo, moves: ['decoder'], optimizer })
const common = { model, data, epochs: 1, key } as const
Train.play({ ...common, players: [q, Train.player({ name: 'p', objective: Elbo.elbo, moves: ['decodr'], optimizer })] }) //! player p moves decodr: the model has no such part <- Train.player
Train.play({ ...common, players: [q, Train.player({ name: 'p', objective: Elbo.kl, moves: ['decoder'], optimizer })] }) //! the objective must be a gain, not a cost; use Elbo.minimize <- Train.player
Train.play({ ...common, players: [Train.player({ name: 'q', objective: Elbo.minimize(Elbo.squaredError), moves: ['encoder'], optimizer }), p] }) //! the model does not supply reconstruction <- Train.player
Train.play({ ...common, players: [Train.player({ name: 'q', objective: Elbo.logWeight, moves: ['encoder'], optimizer }), p] }) //! the objective has the axes [samples, batch] but must have [batch] or none; average over the others <- Train.player
Train.play({ ...common, players: [q, Elbo.elbo] }) //! a player is made by Train.player <- Elbo.elbo
Train.play({ ...common, players: [q, p], order: 'in parallel' }) //! Type '"in parallel"' is not assignable <- order:

// -----------------------------------------------------------------------------
// the right programs: none of these has an error
// -----------------------------------------------------------------------------

Train.play({ ...common, players: [q, p], order: 'at once', samples: 4, batch: 10, validation: data })
Train.fit({ ...common, optimizer, objective: Elbo.elboWithBeta(warmUp) })
Train.fit({ ...common, optimizer, objective: Elbo.elboWithCapacity({ gamma: 100, capacity: Elbo.linearWarmUp({ to: 25, steps: 1000 }) }) })
Evaluate.bound({ ...measured, bound: Elbo.stickingTheLanding })
Evaluate.bound({ ...measured, bound: Elbo.doublyReparameterized })
Evaluate.bound({ ...measured, bound: Elbo.scoreFunction('other samples') })
Evaluate.bound({ ...measured, bound: Elbo.miwae(2)(Elbo.logWeight) })
Evaluate.bound({ ...measured, bound: Elbo.piwae(2)(Elbo.logWeight).p })
Evaluate.bound({ ...measured, bound: Elbo.ciwae(0.5)(Elbo.logWeight) })
Evaluate.bound({ ...measured, bound: Elbo.renyi(0.5)(Elbo.logWeight) })
Evaluate.bound({ ...measured, bound: Elbo.renyi(2)(Elbo.logWeight) })
Evaluate.bound({ ...measured, bound: Elbo.elboWithFreeBits(wide) })
Evaluate.bound({ ...measured, bound: Elbo.elboWithGroupedFreeBits(5)(0.5) })
Evaluate.bound({ ...measured, bound: pipe(reconstruction, Elbo.minus(pipe(Elbo.klPerDimension, Elbo.sum('latent')))) })

// -----------------------------------------------------------------------------
// numbers
// -----------------------------------------------------------------------------

Elbo.miwae(0) //! miwae: the number of groups must be a positive whole number, not 0 <- 0
Elbo.miwae(2.5) //! miwae: the number of groups must be a positive whole number, not 2.5 <- 2.5
Elbo.miwae(-1)(Elbo.logWeight) //! miwae: the number of groups must be a positive whole number, not -1 <- -1
Elbo.miwae(anything) //! parameter of type 'never' <- anything
Elbo.piwae(0)(Elbo.logWeight) //! piwae: the number of groups must be a positive whole number, not 0 <- 0
pipe(Elbo.logWeight, Elbo.groupSamples(1.5)) //! groupSamples: the number of groups must be a positive whole number, not 1.5 <- 1.5
pipe(Elbo.klPerDimension, Elbo.groupsOf(-2)) //! groupsOf: the size of a group must be a positive whole number, not -2 <- -2
Elbo.elboWithGroupedFreeBits(0)(1) //! elboWithGroupedFreeBits: the size of a group must be a positive whole number, not 0 <- 0
Elbo.elboWithGroupedFreeBits(0.5) //! elboWithGroupedFreeBits: the size of a group must be a positive whole number, not 0.5 <- 0.5
Elbo.elboWithGroupedFreeBits(2)(-0.5) //! atLeast: the nats must be 0 or more, not -0.5 <- -0.5
Elbo.elboWithCapacity({ gamma: 100, capacity: -25 }) //! distanceFrom: the nats must be 0 or more, not -25 <- capacity
Elbo.elboWithCapacity({ gamma: -100, capacity: 25 }) //! scale: the weight must be 0 or more, not -100; to subtract, use Elbo.minus <- gamma
Elbo.elboWithCapacity({ gamma: anything, capacity: 25 }) //! type 'never' <- gamma
Elbo.linearWarmUp({ steps: 0 }) //! linearWarmUp: the steps must be above 0, not 0 <- steps
Elbo.linearWarmUp({ steps: 3, from: -1 }) //! linearWarmUp: from must be 0 or more, not -1; to subtract, use Elbo.minus <- from
Elbo.linearWarmUp({ to: -4, steps: 3 }) //! linearWarmUp: to must be 0 or more, not -4; to subtract, use Elbo.minus <- to
Elbo.linearWarmUp({ steps: 3, form: 1 }) //! 'form' does not exist in type 'Ramp< <- form
Elbo.linearWarmUp({ steps: anything }) //! type 'never' <- steps
Elbo.sigmoidWarmUp({ steps: -10 }) //! sigmoidWarmUp: the steps must be above 0, not -10 <- steps
Elbo.cyclicalWarmUp({ steps: 0 }) //! cyclicalWarmUp: the steps must be above 0, not 0 <- steps
Elbo.cyclicalWarmUp({ steps: 4, proportion: 2 }) //! cyclicalWarmUp: the proportion must be above 0 and at most 1, not 2 <- proportion
Elbo.cyclicalWarmUp({ steps: 4, proportion: 0 }) //! cyclicalWarmUp: the proportion must be above 0 and at most 1, not 0 <- proportion
Elbo.cyclicalWarmUp({ steps: 4, to: -1 }) //! cyclicalWarmUp: to must be 0 or more, not -1; to subtract, use Elbo.minus <- to
Elbo.schedule({ training: () => 1, evaluation: -1 }) //! schedule: β must be 0 or more in evaluation, not -1; to subtract, use Elbo.minus <- evaluation
Elbo.schedule({ training: () => 1, evaluation: -0.5, name: 'C' }) //! schedule: C must be 0 or more in evaluation, not -0.5; to subtract, use Elbo.minus <- evaluation
Layer.relaxedBernoulliHead({ temperature: 0 }) //! relaxedBernoulliHead: the temperature must be a positive number, not 0 <- temperature
Layer.relaxedCategoricalHead({ temperature: -0.5 }) //! relaxedCategoricalHead: the temperature must be a positive number, not -0.5 <- temperature
Layer.relaxedCategoricalLogits({ temperature: 0 }) //! relaxedCategoricalLogits: the temperature must be a positive number, not 0 <- temperature
RelaxedBernoulli.standard({ temperature: 0 }) //! RelaxedBernoulli.standard: the temperature must be a positive number, not 0 <- temperature
RelaxedCategorical.standard({ temperature: -1 }) //! RelaxedCategorical.standard: the temperature must be a positive number, not -1 <- temperature
Layer.fixedNormalHead({ variance: 0 }) //! fixedNormalHead: the variance must be a positive number, not 0 <- variance
Layer.fixedNormalMean({ variance: -1 }) //! fixedNormalMean: the variance must be a positive number, not -1 <- variance
Layer.mixtureHead({ components: 0 }) //! mixtureHead: the number of components must be a positive whole number, not 0 <- components
Layer.mixtureHead({ components: 2.5 }) //! mixtureHead: the number of components must be a positive whole number, not 2.5 <- components
MixturePrior.learned({ components: 0 }) //! MixturePrior.learned: the number of components must be a positive whole number, not 0 <- components
// a number that is known only when the program runs is looked at then
Elbo.linearWarmUp({ steps: wide, from: wide, to: wide })
Elbo.cyclicalWarmUp({ steps: wide, proportion: wide })
Elbo.elboWithCapacity({ gamma: wide, capacity: wide })
Elbo.elboWithGroupedFreeBits(wide)(wide)
Elbo.miwae(wide)
Layer.mixtureHead({ components: wide })
export const ownWarmUp = (given: Elbo.Ramp): Elbo.Schedule => Elbo.linearWarmUp(given)
