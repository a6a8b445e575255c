// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
import { pipe } from 'fp-ts/lib/function.js'
import { Elbo } from 'shapebound'
import { expectType } from 'tsd'

declare const some: string
declare const anything: any
declare function axesOf<Axes extends Elbo.AnyAxes, Direction extends Elbo.Sense, Content extends string, Needs>(
  term: Elbo.Term<Axes, Direction, Content, Needs>,
): Axes

expectType<readonly ['batch']>(axesOf(pipe(Elbo.logLikelihood, Elbo.average('samples'))))
expectType<readonly ['samples']>(axesOf(pipe(Elbo.logLikelihood, Elbo.average('batch'))))
expectType<readonly []>(axesOf(pipe(Elbo.elbo, Elbo.average('batch'))))
expectType<readonly ['batch']>(axesOf(pipe(Elbo.logWeight, Elbo.logMeanExp('samples'))))

// @ts-expect-error an axis that the term has not
pipe(Elbo.kl, Elbo.average('samples'))
// @ts-expect-error samples are averaged
Elbo.sum('samples')
// @ts-expect-error an axis that is known only when the program runs
pipe(Elbo.logLikelihood, Elbo.average(some))
