import { T } from 'shapebound'
import { expectAssignable, expectType } from 'tsd'

type Parameters = {
  readonly weight: T.Tensor<readonly [784, 500]>
  readonly inner: readonly [null, T.Tensor<readonly [500]>]
}
declare const parameters: Parameters
declare const host: T.Tree.Host<Parameters>

expectAssignable<T.Tree.Tree>(parameters)
expectType<T.HostTensor<readonly [784, 500]>>(host.weight)
expectType<null>(host.inner[0])
expectType<T.HostTensor<readonly [500]>>(host.inner[1])
expectType<Parameters>(T.Tree.map(T.negate)(parameters))
// @ts-expect-error what changes the shape is no map of a tree
T.Tree.map(T.transpose)
