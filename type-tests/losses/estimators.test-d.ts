import { pipe } from 'fp-ts/lib/function.js'
import { Elbo } from 'shapebound'
import { expectType } from 'tsd'

type Content<Term> = Term extends Elbo.Term<infer _A, infer _S, infer Atoms, infer _N> ? Atoms : never
type Axes<Term> = Term extends Elbo.Term<infer Names, infer _S, infer _C, infer _N> ? Names : never

expectType<Elbo.LogWeight>('' as Content<typeof Elbo.logWeight>)
expectType<'+log p(x|z)' | '-kl'>('' as never as Content<typeof Elbo.elbo>)
expectType<readonly ['batch']>([] as never as Axes<typeof Elbo.elboByMonteCarlo>)

const iwae = Elbo.iwae(Elbo.logWeight)
expectType<'+iwae'>('' as never as Content<typeof iwae>)
expectType<readonly ['batch']>([] as never as Axes<typeof iwae>)

// the order of the parts does not matter, and no part may be missing
Elbo.iwae(pipe(Elbo.logPrior, Elbo.plus(Elbo.logLikelihood), Elbo.minus(Elbo.logPosterior)))
Elbo.iwae(pipe(Elbo.logPrior, Elbo.minus(Elbo.logPosterior), Elbo.plus(Elbo.logLikelihood)))
// @ts-expect-error a part is missing
Elbo.iwae(pipe(Elbo.logLikelihood, Elbo.plus(Elbo.logPrior)))
// @ts-expect-error a part has a weight
Elbo.iwae(pipe(Elbo.logLikelihood, Elbo.plus(Elbo.logPrior), Elbo.minus(pipe(Elbo.logPosterior, Elbo.scale(2)))))
// @ts-expect-error the samples are gone
Elbo.iwae(Elbo.elboByMonteCarlo)
