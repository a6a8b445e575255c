// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says to objectives with terms of a user's own, which another module exports.
import { pipe } from 'fp-ts/lib/function.js'
import { Data, DiagonalNormal, Elbo, type Engine, Evaluate, Key, Layer, Optimizer, Train, Vae } from 'shapebound'
import { averaged, batchMean, brightness, farMeans, guaranteed, halved, impostor, labels, likelihoodAgain, meansPerDimension, penalized, smallVariance, straightThrough, wideSamples, withoutKl } from './users/terms.js'

declare const engine: Engine.Engine
const key = Key.from(7)
const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(256, 50), Layer.tanh, Layer.normalHead(50, 5)),
  decoder: Layer.sequence(Layer.dense(5, 50), Layer.tanh, Layer.bernoulliHead(256)),
  prior: DiagonalNormal.standard(5),
})
const { binary: data } = Data.sprites({ key, size: 16 })
const common = { model, data, optimizer: Optimizer.adam(), epochs: 1, key } as const
declare const params: Parameters<typeof Evaluate.bound<typeof model, typeof Elbo.elbo, typeof data>>[0]['params']
const measured = { model, params, data, key, engine } as const

// -----------------------------------------------------------------------------
// sense and axes
// -----------------------------------------------------------------------------

Train.fit({ ...common, objective: withoutKl(Elbo.logLikelihood) }) //! terms of different axes: [samples, batch] and [batch] <- objective
Evaluate.bound({ ...measured, bound: withoutKl(Elbo.logLikelihood) }) //! terms of different axes: [samples, batch] and [batch] <- bound:
Train.fit({ ...common, objective: withoutKl(averaged(Elbo.logLikelihood)) })
pipe(Elbo.elbo, Elbo.plus(farMeans)) //! ||μ||² is a cost: subtract it <- farMeans
pipe(Elbo.elbo, Elbo.minus(brightness)) //! brightness is a gain: add it <- brightness
pipe(Elbo.elbo, Elbo.minus(wideSamples)) //! terms of different axes: [batch] and [samples, batch] <- Elbo.minus
pipe(Elbo.elbo, Elbo.minus(meansPerDimension)) //! terms of different axes: [batch] and [batch, latent] <- Elbo.minus
pipe(Elbo.elbo, Elbo.minus(batchMean)) //! terms of different axes: [batch] and [] <- Elbo.minus
Elbo.plus(halved(farMeans)) //! this term is a cost: subtract it <- halved
Elbo.minus(averaged(likelihoodAgain)) //! log p(x|z) is a gain: add it <- averaged
averaged(labels) //! is not assignable to <- labels
penalized(labels) //! is not assignable to <- labels
pipe(Elbo.logWeight, penalized(farMeans)) //! is not assignable to <- penalized
pipe(straightThrough, Elbo.minus(farMeans)) //! rounded code is a cost: begin with a gain <- Elbo.minus

// -----------------------------------------------------------------------------
// none of them passes for one of ours
// -----------------------------------------------------------------------------

Elbo.iwae(pipe(likelihoodAgain, Elbo.plus(Elbo.logPrior), Elbo.minus(Elbo.logPosterior))) //! iwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- pipe
Evaluate.bound({ ...measured, bound: pipe(Elbo.logLikelihood, averaged, Elbo.minus(impostor)) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: pipe(averaged(likelihoodAgain), Elbo.minus(Elbo.kl)) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: pipe(Elbo.elbo, penalized(farMeans)) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: halved(Elbo.elbo) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:

// -----------------------------------------------------------------------------
// needs
// -----------------------------------------------------------------------------

Train.fit({ ...common, objective: pipe(Elbo.elbo, Elbo.plus(labels)) }) //! the model does not supply logLabels <- objective:
Train.fit({ ...common, objective: pipe(Elbo.elbo, penalized(straightThrough)) }) //! the model does not supply code <- objective:

// -----------------------------------------------------------------------------
// the right programs: none of these has an error
// -----------------------------------------------------------------------------

const bound: 'bound' = guaranteed(Elbo.elbo)
const objective: 'objective' = guaranteed(pipe(Elbo.elbo, penalized(farMeans)))
Train.fit({ ...common, objective: pipe(Elbo.elbo, penalized(halved(farMeans)), Elbo.plus(brightness), Elbo.plus(smallVariance)) })
Train.fit({ ...common, objective: pipe(Elbo.elbo, penalized(pipe(meansPerDimension, Elbo.sum('latent')))) })
Train.fit({ ...common, objective: pipe(Elbo.elbo, Elbo.average('batch'), Elbo.minus(batchMean)) })
Train.fit({ ...common, objective: pipe(averaged(Elbo.logWeight), penalized(averaged(wideSamples))) })
Evaluate.bound({ ...measured, bound: averaged(Elbo.logWeight) })

export { bound, objective }
