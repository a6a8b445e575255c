import {
  type Bernoulli,
  type Categorical,
  type DiagonalNormal,
  type FullNormal,
  Kl,
  type Laplace,
  type Poisson,
  StandardNormal,
  type T,
} from 'shapebound'
import { expectType } from 'tsd'
import { exactly } from '../exactly.js'

declare const normal: DiagonalNormal.DiagonalNormal<'batch', readonly [20]>
declare const named: DiagonalNormal.DiagonalNormal<'batch', readonly ['latent']>
declare const full: FullNormal.FullNormal<'batch', readonly [20]>
declare const laplace: Laplace.Laplace<'rows', readonly [4, 5]>
declare const bernoulli: Bernoulli.Bernoulli<'batch', readonly [20]>
declare const categorical: Categorical.Categorical<'batch', readonly [4, 5]>
declare const poisson: Poisson.Poisson<'batch', readonly [20]>

expectType<T.Tensor<readonly ['batch']>>(Kl.closedForm(normal, StandardNormal.standard(20)))
expectType<T.Tensor<readonly ['batch']>>(Kl.closedForm(normal, normal))
expectType<T.Tensor<readonly ['batch']>>(Kl.closedForm(named, named))
expectType<T.Tensor<readonly ['batch']>>(Kl.closedForm(full, full))
expectType<T.Tensor<readonly ['batch']>>(Kl.closedForm(full, StandardNormal.standard(20)))
expectType<T.Tensor<readonly ['rows']>>(Kl.closedForm(laplace, laplace))
expectType<T.Tensor<readonly ['batch']>>(Kl.closedForm(bernoulli, bernoulli))
expectType<T.Tensor<readonly ['batch']>>(Kl.closedForm(categorical, categorical))
expectType<T.Tensor<readonly ['batch']>>(Kl.closedForm(poisson, poisson))
exactly<Kl.HasClosedForm<'DiagonalNormal', 'StandardNormal'>, true>()
exactly<Kl.HasClosedForm<'StandardNormal', 'DiagonalNormal'>, false>()
exactly<Kl.HasClosedForm<'Laplace', 'DiagonalNormal'>, false>()
exactly<Kl.HasClosedForm<'NormalMixture', 'NormalMixture'>, false>()
exactly<Kl.HasClosedForm<'EvenMixture', 'EvenMixture'>, false>()
exactly<Kl.HasClosedForm<'nothing', 'nothing'>, false>()
// @ts-expect-error distributions of two rows
Kl.closedForm(laplace, laplace as never as Laplace.Laplace<'batch', readonly [4, 5]>)
