// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says to terms that make no bound.
import { flow, pipe } from 'fp-ts/lib/function.js'
import { Elbo } from 'shapebound'

declare const anything: any
declare const wide: number
declare const someAxis: string
const reconstruction = pipe(Elbo.logLikelihood, Elbo.average('samples'))
const labels = Elbo.term({
  name: 'log q(y|x)',
  axes: ['batch'],
  sense: 'gain',
  needs: ['labels'],
  nats: (supplied: { readonly labels: import('shapebound').T.Tensor<readonly ['batch']> }) => supplied.labels,
})

// -----------------------------------------------------------------------------
// axes
// -----------------------------------------------------------------------------

pipe(Elbo.logLikelihood, Elbo.minus(Elbo.kl)) //! terms of different axes: [samples, batch] and [batch] <- Elbo.minus
pipe(Elbo.elbo, Elbo.minus(Elbo.logPosterior)) //! terms of different axes: [batch] and [samples, batch] <- Elbo.minus
pipe(reconstruction, Elbo.plus(Elbo.logPrior)) //! terms of different axes: [batch] and [samples, batch] <- Elbo.plus
pipe(Elbo.kl, Elbo.average('samples')) //! average: the term has the axes [batch] and not samples <- Elbo.average
pipe(Elbo.elbo, Elbo.average('samples')) //! average: the term has the axes [batch] and not samples <- Elbo.average
pipe(Elbo.logLikelihood, Elbo.average('sample')) //! average: the term has the axes [samples, batch] and not sample <- Elbo.average
pipe(Elbo.kl, Elbo.sum('latent')) //! sum: the term has the axes [batch] and not latent <- Elbo.sum
pipe(Elbo.kl, Elbo.logMeanExp('samples')) //! logMeanExp: the term has the axes [batch] and not samples <- Elbo.logMeanExp
Elbo.sum('samples') //! sum: samples are averaged, not summed <- 'samples'
Elbo.average('samples')(Elbo.kl) //! average: the term has the axes [batch] and not samples <- Elbo.kl
Elbo.minus(Elbo.kl)(Elbo.logLikelihood) //! terms of different axes: [samples, batch] and [batch] <- Elbo.logLikelihood
pipe(Elbo.logLikelihood, Elbo.average('samples' as 'samples' | 'batch')) //! average: the axis must be one name, not a union <- Elbo.average
Elbo.average(someAxis)(Elbo.logLikelihood) //! average: the term has the axes [samples, batch] and not ${string} <- Elbo.logLikelihood
Elbo.average(anything)(Elbo.logLikelihood) //! parameter of type 'never' <- Elbo.logLikelihood
Elbo.average('samples' as never)(Elbo.logLikelihood) //! average: the axis is never <- Elbo.logLikelihood

// -----------------------------------------------------------------------------
// sense
// -----------------------------------------------------------------------------

pipe(Elbo.elbo, Elbo.plus(Elbo.kl)) //! kl is a cost: subtract it <- Elbo.kl
Elbo.plus(Elbo.logPosterior) //! log q(z|x) is a cost: subtract it <- Elbo.logPosterior
Elbo.plus(Elbo.squaredError) //! squared error is a cost: subtract it <- Elbo.squaredError
Elbo.minus(Elbo.logPrior) //! log p(z) is a gain: add it <- Elbo.logPrior
Elbo.minus(labels) //! log q(y|x) is a gain: add it <- labels
Elbo.minus(Elbo.elbo) //! this term is a gain: add it <- Elbo.elbo
Elbo.plus(pipe(Elbo.kl, Elbo.scale(4))) //! kl is a cost: subtract it <- pipe
pipe(Elbo.kl, Elbo.plus(reconstruction)) //! kl is a cost: begin with a gain <- Elbo.plus
pipe(Elbo.kl, Elbo.minus(Elbo.kl)) //! kl is a cost: begin with a gain <- Elbo.minus
Elbo.plus(reconstruction)(Elbo.kl) //! kl is a cost: begin with a gain <- Elbo.kl
Elbo.minimize(Elbo.elbo) //! is not assignable to <- Elbo.elbo

// -----------------------------------------------------------------------------
// weights
// -----------------------------------------------------------------------------

Elbo.scale(-4) //! scale: the weight must be 0 or more, not -4; to subtract, use Elbo.minus <- -4
pipe(Elbo.kl, Elbo.scale(-0.5)) //! scale: the weight must be 0 or more, not -0.5; to subtract, use Elbo.minus <- -0.5
Elbo.scale(anything) //! parameter of type 'never' <- anything
Elbo.scale(-1 as -1 | 4) //! scale: the weight must be 0 or more, not -1; to subtract, use Elbo.minus <- -1 as
Elbo.elboWithBeta(anything) //! parameter of type 'never' <- anything
Elbo.elboWithBeta(-1) //! scale: the weight must be 0 or more, not -1; to subtract, use Elbo.minus <- -1

// -----------------------------------------------------------------------------
// importance weights
// -----------------------------------------------------------------------------

Elbo.iwae(Elbo.logLikelihood) //! iwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- Elbo.logLikelihood
Elbo.iwae(Elbo.elbo) //! iwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- Elbo.elbo
Elbo.iwae(pipe(Elbo.logLikelihood, Elbo.plus(Elbo.logPrior))) //! iwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- pipe
Elbo.iwae(pipe(Elbo.logWeight, Elbo.scale(2))) //! iwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- pipe
Elbo.iwae(Elbo.elboByMonteCarlo) //! iwae takes a log-weight with axes [samples, batch] but is given [batch]; do not average before iwae <- Elbo.elboByMonteCarlo
pipe(Elbo.logLikelihood, Elbo.iwae) //! iwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- Elbo.iwae

// -----------------------------------------------------------------------------
// terms that are one of several, and results under pipe
// -----------------------------------------------------------------------------

declare const either: typeof Elbo.logPrior | typeof Elbo.logLikelihood
declare const mixed: typeof Elbo.logPrior | typeof Elbo.kl
Elbo.average('samples')(either) //! average: the term must be one term, not a union <- either
Elbo.logMeanExp('samples')(either) //! logMeanExp: the term must be one term, not a union <- either
Elbo.sum('batch')(either) //! sum: the term must be one term, not a union <- either
Elbo.scale(2)(mixed) //! scale: the term must be one term, not a union <- mixed
Elbo.minus(Elbo.logPosterior)(either) //! minus: the term must be one term, not a union <- either
Elbo.plus(either) //! plus: the term must be one term, not a union <- either
pipe(either, Elbo.average('samples')) //! average: the term must be one term, not a union <- Elbo.average
pipe(either, Elbo.logMeanExp('samples')) //! logMeanExp: the term must be one term, not a union <- Elbo.logMeanExp
pipe(either, Elbo.sum('batch')) //! sum: the term must be one term, not a union <- Elbo.sum
pipe(mixed, Elbo.scale(2)) //! scale: the term must be one term, not a union <- Elbo.scale
pipe(mixed, Elbo.atLeast(1)) //! atLeast: the term must be one term, not a union <- Elbo.atLeast
pipe(mixed, Elbo.distanceFrom(1)) //! distanceFrom: the term must be one term, not a union <- Elbo.distanceFrom
pipe(mixed, Elbo.minimize) //! minimize: the term must be one term, not a union <- Elbo.minimize
pipe(either, Elbo.plus(Elbo.logPrior)) //! plus: the term must be one term, not a union <- Elbo.plus
pipe(either, Elbo.minus(Elbo.logPosterior), Elbo.average('samples')) //! minus: the term must be one term, not a union <- Elbo.minus
pipe(either, Elbo.groupSamples(2)) //! groupSamples: the term must be one term, not a union <- Elbo.groupSamples
pipe(Elbo.kl, flow(Elbo.average('samples'), Elbo.minus(Elbo.kl))) //! average: the term has the axes [batch] and not samples <- Elbo.minus
Elbo.atLeast(1)(mixed) //! atLeast: the term must be one term, not a union <- mixed
pipe(Elbo.logPrior, Elbo.minimize) //! minimize: log p(z) must be a cost, not a gain <- Elbo.minimize
Elbo.distanceFrom(3)(Elbo.logPrior) //! distanceFrom: log p(z) must be a cost, not a gain <- Elbo.logPrior
pipe(Elbo.logLikelihood, Elbo.miwae(2)) //! miwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- Elbo.miwae
pipe(Elbo.elbo, Elbo.renyi(0.5)) //! renyi takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- Elbo.renyi
