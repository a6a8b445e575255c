import type {
  Bernoulli,
  DiagonalNormal,
  Family,
  FamilyOf,
  Kind,
  Kinds,
  LikelihoodKind,
  Likelihood as LikelihoodOf,
  T,
} from 'shapebound'
import { exactly } from '../exactly.js'

type Likelihood =
  | 'DiagonalNormal'
  | 'FullNormal'
  | 'NormalMixture'
  | 'EvenMixture'
  | 'Laplace'
  | 'Bernoulli'
  | 'ContinuousBernoulli'
  | 'Categorical'
  | 'Poisson'
  | 'NegativeBinomial'
  | 'ZeroInflatedNegativeBinomial'
  | 'StudentT'
  | 'DiscretizedLogistic'

// beside those of examples/own-distribution.ts, which is of the same program
exactly<Exclude<LikelihoodKind, 'Logistic'>, Likelihood>()
// a relaxed distribution has no mean in closed form, and is no likelihood
exactly<
  Exclude<Kind, 'Logistic'>,
  | 'Tensor'
  | Likelihood
  | 'PowerSpherical'
  | 'RelaxedBernoulli'
  | 'RelaxedCategorical'
  | 'WrappedNormal'
  | 'Flow'
  | 'ForwardFlow'
>()
exactly<FamilyOf<'Flow'>, Family<'Flow'>>()
exactly<FamilyOf<'RelaxedBernoulli'>, Family<'RelaxedBernoulli'>>()
exactly<Family<'Categorical'>['over'], 'oneHot'>()
exactly<Family<'Poisson'>['over'], 'integer'>()
exactly<Family<'ContinuousBernoulli'>['over'], 'unitInterval'>()
exactly<Kinds<'batch', readonly [20]>['Tensor'], T.Tensor<readonly ['batch', 20]>>()
exactly<Kinds<'batch', readonly [20]>['DiagonalNormal'], DiagonalNormal.DiagonalNormal<'batch', readonly [20]>>()
exactly<Kinds<'rows', readonly [28, 28]>['Bernoulli'], Bernoulli.Bernoulli<'rows', readonly [28, 28]>>()
exactly<FamilyOf<'Tensor'>, null>()
exactly<FamilyOf<'Bernoulli'>, LikelihoodOf<'Bernoulli'>>()
exactly<Family<'Bernoulli'>['over'], 'binary'>()
exactly<Family<'DiagonalNormal'>['over'], 'real'>()
