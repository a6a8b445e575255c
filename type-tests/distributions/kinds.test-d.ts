import type { Bernoulli, DiagonalNormal, Family, FamilyOf, Kind, Kinds, LawKind, T } from 'shapebound'
import { exactly } from '../exactly.js'

exactly<
  Kind,
  | 'Tensor'
  | 'DiagonalNormal'
  | 'Bernoulli'
  | 'Laplace'
  | 'Categorical'
  | 'RelaxedCategorical'
  | 'RelaxedBernoulli'
  | 'ContinuousBernoulli'
  | 'Poisson'
  | 'FullNormal'
>()
// a relaxed law is no likelihood
exactly<
  LawKind,
  'DiagonalNormal' | 'Bernoulli' | 'Laplace' | 'Categorical' | 'ContinuousBernoulli' | 'Poisson' | 'FullNormal'
>()
exactly<Kinds<'batch', readonly [20]>['Tensor'], T.Tensor<readonly ['batch', 20]>>()
exactly<Kinds<'batch', readonly [20]>['DiagonalNormal'], DiagonalNormal.DiagonalNormal<'batch', readonly [20]>>()
exactly<Kinds<'rows', readonly [28, 28]>['Bernoulli'], Bernoulli.Bernoulli<'rows', readonly [28, 28]>>()
exactly<FamilyOf<'Tensor'>, null>()
exactly<FamilyOf<'Bernoulli'>, Family<'Bernoulli'>>()
exactly<Family<'Bernoulli'>['over'], 'binary'>()
exactly<Family<'DiagonalNormal'>['over'], 'real'>()
