import { flow, pipe } from 'fp-ts/lib/function.js'
import { type Data, Elbo, Key, Optimizer, Train, type Vae } from 'shapebound'
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

// -----------------------------------------------------------------------------
// functions made by `flow`
// -----------------------------------------------------------------------------

const bounded = flow(Elbo.average('samples'), Elbo.minus(Elbo.kl))
expectType<Elbo.Term<readonly ['batch'], 'gain', '+log p(x|z)' | '-kl', Elbo.HasLogLikelihood & Elbo.HasClosedKl>>(
  bounded(Elbo.logLikelihood),
)
expectType<typeof Elbo.elbo>(pipe(Elbo.logLikelihood, bounded))
expectType<'bound'>(Elbo.describe(bounded(Elbo.logLikelihood)).guarantee)
// @ts-expect-error average: the term has the axes [batch] and not samples
bounded(Elbo.kl)

export const flows = [
  flow(Elbo.average('samples'), Elbo.plus(Elbo.elbo)),
  flow(Elbo.plus(Elbo.elbo), Elbo.minus(Elbo.kl), Elbo.scale(2)),
  flow(Elbo.sum('latent'), Elbo.average('batch')),
  flow(Elbo.scale(2), Elbo.logMeanExp('samples')),
  flow(Elbo.groupSamples(2), Elbo.average('inner')),
  flow(Elbo.groupsOf(2), Elbo.atLeast(1), Elbo.sum('groups'), Elbo.minimize),
  flow(Elbo.distanceFrom(3), Elbo.scale(3), Elbo.minimize),
]

/** A helper that is generic in the axes: what does not fit is refused where it is used. */
const withoutKl = <Axes extends Elbo.AnyAxes, Content extends string, Needs>(
  gain: Elbo.Term<Axes, 'gain', Content, Needs>,
) => pipe(gain, Elbo.minus(Elbo.kl))
expectType<'bound'>(Elbo.describe(withoutKl(pipe(Elbo.logLikelihood, Elbo.average('samples')))).guarantee)
declare const model: Vae.Vae<readonly [784], readonly [8], null, null, 'Bernoulli'>
declare const data: Data.Dataset<readonly [784], 'binary'>
const common = { model, data, optimizer: Optimizer.adam(), epochs: 1, key: Key.from(1) } as const
Train.fit({ ...common, objective: withoutKl(pipe(Elbo.logLikelihood, Elbo.average('samples'))) })
// @ts-expect-error terms of different axes
Train.fit({ ...common, objective: withoutKl(Elbo.logLikelihood) })
