import { pipe } from 'fp-ts/lib/function.js'
import { Elbo } from 'shapebound'
import { expectType } from 'tsd'

declare const wide: number
declare function contentOf<Axes extends Elbo.AnyAxes, Direction extends Elbo.Sense, Content extends string, Needs>(
  term: Elbo.Term<Axes, Direction, Content, Needs>,
): Content

expectType<'+kl'>(contentOf(pipe(Elbo.kl, Elbo.scale(1))))
expectType<'+kl, at least once'>(contentOf(pipe(Elbo.kl, Elbo.scale(4))))
expectType<'~'>(contentOf(pipe(Elbo.kl, Elbo.scale(0.5))))
expectType<'~'>(contentOf(pipe(Elbo.kl, Elbo.scale(wide))))
expectType<'~'>(contentOf(pipe(Elbo.kl, Elbo.scale(0.5 as 0.5 | 4))))
expectType<'~'>(contentOf(pipe(Elbo.kl, Elbo.scale(4 as never))))
expectType<'~'>(contentOf(pipe(Elbo.logLikelihood, Elbo.scale(2))))
expectType<'~'>(contentOf(Elbo.minimize(Elbo.squaredError)))

// @ts-expect-error a weight below 0
Elbo.scale(-1)
// @ts-expect-error a weight that may be below 0
Elbo.scale(-1 as -1 | 1)
// @ts-expect-error a gain is no cost to minimize
Elbo.minimize(Elbo.elbo)
