import { pipe } from 'fp-ts/lib/function.js'
import { Elbo } from 'shapebound'
import { expectType } from 'tsd'

const reconstruction = pipe(Elbo.logLikelihood, Elbo.average('samples'))

expectType<Elbo.Term<readonly ['batch'], 'gain', '+log p(x|z)' | '-kl', Elbo.HasLogLikelihood & Elbo.HasClosedKl>>(
  pipe(reconstruction, Elbo.minus(Elbo.kl)),
)

// @ts-expect-error terms of different axes
pipe(Elbo.logLikelihood, Elbo.minus(Elbo.kl))
// @ts-expect-error a cost is subtracted
Elbo.plus(Elbo.kl)
// @ts-expect-error a gain is added
Elbo.minus(Elbo.logPrior)
// @ts-expect-error one begins with a gain
pipe(Elbo.kl, Elbo.minus(Elbo.kl))
// @ts-expect-error a term that is one of several
pipe(reconstruction, Elbo.minus(Math.random() < 0.5 ? Elbo.kl : Elbo.logPosterior))

// a term twice is proved nothing
expectType<'~'>(contentOf(pipe(Elbo.logLikelihood, Elbo.plus(Elbo.logLikelihood))))
declare function contentOf<Axes extends Elbo.AnyAxes, Direction extends Elbo.Sense, Content extends string, Needs>(
  term: Elbo.Term<Axes, Direction, Content, Needs>,
): Content
