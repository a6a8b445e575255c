// biome-ignore-all lint/suspicious/noExplicitAny: what any does is the subject
import type { T } from 'shapebound'
import { expectAssignable, expectNotAssignable } from 'tsd'

declare const rows: T.Tensor<readonly ['batch', 784]>
declare const changed: T.Tensor<['batch', 784]>
declare const one: T.Tensor<readonly ['batch', 3]>
declare const other: T.Tensor<readonly ['batch', 4]>
declare const host: T.HostTensor<readonly ['batch', 3]>

// a tensor is what its type says, and neither more nor less
expectAssignable<T.Tensor<readonly ['batch', 784]>>(rows)
expectNotAssignable<T.Tensor<readonly ['batch', 783]>>(rows)
expectNotAssignable<T.Tensor<readonly ['rows', 784]>>(rows)
expectNotAssignable<T.Tensor<readonly ['batch', number]>>(rows)
expectNotAssignable<T.Tensor<readonly ['batch', 784 | 783]>>(rows)
expectNotAssignable<T.Tensor<readonly unknown[]>>(rows)
expectNotAssignable<T.Tensor<readonly ['batch', 784, 1?]>>(rows)
expectNotAssignable<T.Tensor<readonly ['batch', ...784[]]>>(rows)
expectNotAssignable<T.Tensor<never>>(rows)
expectNotAssignable<T.Tensor<readonly ['batch', 784]>>(changed)
expectNotAssignable<T.HostTensor<readonly ['batch', number]>>(host)

// what takes any tensor says so
expectAssignable<T.AnyTensor>(rows)
expectAssignable<T.AnyHostTensor>(host)

// a tensor of the engine is not one of the host, nor the other way round
expectNotAssignable<T.AnyTensor>(host)
expectNotAssignable<T.AnyHostTensor>(rows)

// a user's functions and methods do not widen one either
declare const keep: <Given extends readonly unknown[]>(x: T.Tensor<Given>) => T.Tensor<Given>
declare const both: <Given extends readonly unknown[]>(a: T.Tensor<Given>, b: T.Tensor<Given>) => T.Tensor<Given>
declare const product: <A, B, C>(
  a: T.Tensor<readonly [A, B]>,
  b: T.Tensor<readonly [B, C]>,
) => T.Tensor<readonly [A, C]>
declare const tall: T.Tensor<readonly [4, 5]>

expectNotAssignable<T.Tensor<readonly ['batch', 3]>>(keep(other))
// @ts-expect-error two shapes are not one
both(one, other)
// @ts-expect-error inner sizes that differ are not `3 | 4`
product(one, tall)
// @ts-expect-error an array of two kinds of tensors is not one of one kind
export const picked: readonly T.Tensor<readonly ['batch', 3]>[] = [one, other]

interface Layerlike<Given extends readonly unknown[]> {
  run(x: T.Tensor<Given>): void
}
declare const three: Layerlike<readonly ['batch', 3]>
declare const either: Layerlike<readonly ['batch', 3 | 4]>
expectNotAssignable<Layerlike<readonly ['batch', 3 | 4]>>(three)
expectNotAssignable<Layerlike<readonly ['batch', 3]>>(either)

// what no type can close: an annotation of any, and a cast. The sizes are checked when the program runs
declare const unchecked: T.Tensor<any>
expectAssignable<T.Tensor<readonly ['batch', 3]>>(unchecked)

// and a return-only type parameter, which is a cast in disguise
declare const made: <Given extends readonly unknown[]>() => T.Tensor<Given>
expectAssignable<T.Tensor<readonly ['batch', 4]>>(made())
