import { Elbo } from 'shapebound'
import { expectAssignable, expectType } from 'tsd'

type Rows = readonly ['samples', 'batch']
expectType<Elbo.Term<Rows, 'gain', '+log p(x|z)', Elbo.HasLogLikelihood>>(Elbo.logLikelihood)
expectType<Elbo.Term<Rows, 'gain', '+log p(z)', Elbo.HasAnyPrior & Elbo.HasSamples>>(Elbo.logPrior)
expectType<Elbo.Term<Rows, 'cost', '+log q(z|x)', Elbo.HasAnyPosterior & Elbo.HasSamples>>(Elbo.logPosterior)
expectType<Elbo.Term<readonly ['batch'], 'cost', '+kl', Elbo.HasClosedKl>>(Elbo.kl)
expectType<Elbo.Term<readonly ['batch'], 'cost', '+squared error', Elbo.HasData & Elbo.HasReconstruction>>(
  Elbo.squaredError,
)
expectType<Elbo.Term<readonly ['batch'], 'cost', '+code size', Elbo.HasCode>>(Elbo.codeSize)
expectType<Elbo.Term<readonly ['batch'], 'cost', '+kl', Elbo.HasAnyPosterior & Elbo.HasAnyPrior & Elbo.HasSamples>>(
  Elbo.klByMonteCarlo,
)

// what a model of normal distributions supplies is enough for every term of the library
expectAssignable<Elbo.HasClosedKl>(null as never as Elbo.HasPosterior & Elbo.HasPrior)
expectAssignable<Elbo.HasAnyPosterior & Elbo.HasAnyPrior>(null as never as Elbo.HasPosterior & Elbo.HasPrior)
expectType<true>(null as never as Elbo.NeedsClosedKl<Elbo.HasLogLikelihood & Elbo.HasClosedKl>)
expectType<false>(null as never as Elbo.NeedsClosedKl<Elbo.HasAnyPosterior & Elbo.HasAnyPrior & Elbo.HasSamples>)
