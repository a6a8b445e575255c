/** Ten terms of a user's own, and helpers that are generic in the terms they take: a module beside the program. */

import { pipe } from 'fp-ts/lib/function.js'
import { Elbo, T } from 'shapebound'

// -----------------------------------------------------------------------------
// what a user's models supply
// -----------------------------------------------------------------------------

export interface HasLabels {
  readonly logLabels: T.Tensor<readonly ['batch']>
}

export interface HasCode {
  readonly code: T.Tensor<readonly ['batch', 'latent']>
}

// -----------------------------------------------------------------------------
// terms
// -----------------------------------------------------------------------------

export const labels = Elbo.term({
  name: 'log q(y|x)',
  axes: ['batch'],
  sense: 'gain',
  needs: ['logLabels'],
  nats: ({ logLabels }: HasLabels) => logLabels,
})

export const farMeans = Elbo.term({
  name: '||μ||²',
  axes: ['batch'],
  sense: 'cost',
  needs: ['posterior'],
  nats: ({ posterior }: Elbo.HasPosterior) => pipe(posterior.mean, T.square, T.sum('latent')),
})

export const meansPerDimension = Elbo.term({
  name: 'μ_j²',
  axes: ['batch', 'latent'],
  sense: 'cost',
  needs: ['posterior'],
  nats: ({ posterior }: Elbo.HasPosterior) => T.square(posterior.mean),
})

export const wideSamples = Elbo.term({
  name: '||z||²',
  axes: ['samples', 'batch'],
  sense: 'cost',
  needs: ['z'],
  nats: ({ z }: Elbo.HasSamples) => pipe(z, T.square, T.sum('latent')),
})

export const brightness = Elbo.term({
  name: 'brightness',
  axes: ['batch'],
  sense: 'gain',
  needs: ['x'],
  nats: ({ x }: Elbo.HasData) => T.sum('features')(x),
})

export const batchMean = Elbo.term({
  name: '|mean μ|',
  axes: [],
  sense: 'cost',
  needs: ['posterior'],
  nats: ({ posterior }: Elbo.HasPosterior) => pipe(posterior.mean, T.mean('batch'), T.abs, T.sum('latent')),
})

export const straightThrough = Elbo.term({
  name: 'rounded code',
  axes: ['batch'],
  sense: 'cost',
  needs: ['code'],
  nats: ({ code }: HasCode) => pipe(code, T.step, T.sum('latent')),
  surrogate: ({ code }: HasCode) => T.sum('latent')(code),
})

export const impostor = Elbo.term({
  name: 'kl',
  axes: ['batch'],
  sense: 'cost',
  needs: ['posterior'],
  nats: ({ posterior }: Elbo.HasPosterior) => pipe(posterior.mean, T.abs, T.sum('latent')),
})

export const smallVariance = Elbo.term({
  name: 'log σ²',
  axes: ['batch'],
  sense: 'gain',
  needs: ['posterior'],
  nats: ({ posterior }: Elbo.HasPosterior) => T.sum('latent')(posterior.logVariance),
})

export const likelihoodAgain = Elbo.term({
  name: 'log p(x|z)',
  axes: ['samples', 'batch'],
  sense: 'gain',
  needs: ['logLikelihood'],
  nats: ({ logLikelihood }: Elbo.HasLogLikelihood) => logLikelihood,
})

// -----------------------------------------------------------------------------
// helpers
// -----------------------------------------------------------------------------

/** Any term of samples, averaged over them. */
export const averaged = <Direction extends Elbo.Sense, Content extends string, Needs>(
  term: Elbo.Term<readonly ['samples', 'batch'], Direction, Content, Needs>,
) => Elbo.average('samples')(term)

/** A bound or any other gain with a cost of the axis batch taken from it. */
export const penalized =
  <Content extends string, Needs>(penalty: Elbo.Term<readonly ['batch'], 'cost', Content, Needs>) =>
  <Atoms extends string, More>(objective: Elbo.Term<readonly ['batch'], 'gain', Atoms, More>) =>
    pipe(objective, Elbo.minus(penalty))

/** Any term with half its weight. */
export const halved = <Axes extends Elbo.AnyAxes, Direction extends Elbo.Sense, Content extends string, Needs>(
  term: Elbo.Term<Axes, Direction, Content, Needs>,
) => Elbo.scale(0.5)(term)

/** What is proved of any term. */
export const guaranteed = <Axes extends Elbo.AnyAxes, Direction extends Elbo.Sense, Content extends string, Needs>(
  term: Elbo.Term<Axes, Direction, Content, Needs>,
) => Elbo.describe(term).guarantee

/** Any gain with the KL taken from it, whatever its axes: one that does not fit is refused where it is used. */
export const withoutKl = <Axes extends Elbo.AnyAxes, Content extends string, Needs>(
  gain: Elbo.Term<Axes, 'gain', Content, Needs>,
) => pipe(gain, Elbo.minus(Elbo.kl))
