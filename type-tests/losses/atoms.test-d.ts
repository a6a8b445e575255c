import { Elbo } from 'shapebound'
import { expectType } from 'tsd'

type Rows = readonly ['samples', 'batch']
expectType<Elbo.Term<Rows, 'gain', '+log p(x|z)', Elbo.HasLogLikelihood>>(Elbo.logLikelihood)
expectType<Elbo.Term<Rows, 'gain', '+log p(z)', Elbo.HasAnyPrior & Elbo.HasSamples>>(Elbo.logPrior)
expectType<Elbo.Term<Rows, 'cost', '+log q(z|x)', Elbo.HasAnyPosterior & Elbo.HasSamples>>(Elbo.logPosterior)
expectType<Elbo.Term<readonly ['batch'], 'cost', '+kl', Elbo.HasClosedKl>>(Elbo.kl)
expectType<Elbo.Term<readonly ['batch'], 'cost', '+squared error', Elbo.HasData & Elbo.HasReconstruction>>(
  Elbo.squaredError,
)
