// biome-ignore-all lint/suspicious/noExplicitAny: what any does is the subject
import { flow, pipe } from 'fp-ts/lib/function.js'
import { type Shape, T } from 'shapebound'
import { expectAssignable, expectNotAssignable, expectType } from 'tsd'
import { exactly } from '../exactly.js'

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

// -----------------------------------------------------------------------------
// what a rule says, as a parameter and a result
// -----------------------------------------------------------------------------

exactly<T.ShapeCheck<readonly ['batch']>, unknown>()
exactly<T.ShapeCheck<'broadcast: no'>, 'broadcast: no'>()
// of several verdicts the message
exactly<T.ShapeCheck<readonly ['batch'] | 'broadcast: no'>, 'broadcast: no'>()
exactly<T.ShapeOr<readonly ['batch']>, readonly ['batch']>()
exactly<T.ShapeOr<'broadcast: no'>, 'broadcast: no' & Shape.AnyShape>()
// a rule that answers never refuses
exactly<T.ShapeCheck<never>, never>()

// -----------------------------------------------------------------------------
// under flow
// -----------------------------------------------------------------------------

declare const short: T.Tensor<readonly ['batch', 10]>
declare const bias: T.Tensor<readonly [10]>

// operations whose result is computed, as the first of several
const summed = flow(T.sum(1), T.log)
const turned = flow(T.permute(1, 0), T.tanh)
const first = flow(T.slice(1, 0, 5), T.exp)
const moved = flow(T.add(bias), T.relu)
const merged = flow(T.reshape(['batch*10']), T.square)
const opened = flow(T.expand(1), T.negate, T.abs)
const kept = flow(T.keepDims.max(1), T.exp)

expectType<T.Tensor<readonly ['batch']>>(pipe(short, summed))
expectType<T.Tensor<readonly [10, 'batch']>>(pipe(short, turned))
expectType<T.Tensor<readonly ['batch', 5]>>(pipe(short, first))
expectType<T.Tensor<readonly ['batch', 10]>>(pipe(short, moved))
expectType<T.Tensor<readonly ['batch*10']>>(pipe(short, merged))
expectType<T.Tensor<readonly ['batch', 1, 10]>>(pipe(short, opened))
expectType<T.Tensor<readonly ['batch', 1]>>(pipe(short, kept))

// @ts-expect-error no axis 2
pipe(short, flow(T.sum(2), T.log))
// @ts-expect-error a result that is no shape fits nothing
export const none: T.Tensor<readonly ['batch']> = pipe(short, T.sum(2))

// -----------------------------------------------------------------------------
// helpers that are generic in a dimension
// -----------------------------------------------------------------------------

export const normalized = <Row extends Shape.Dim>(x: T.Tensor<readonly [Row, 64]>): T.Tensor<readonly [Row, 64]> => {
  const centered = pipe(x, T.sub(pipe(x, T.mean(1), T.expand(1))))
  return pipe(centered, T.div(pipe(centered, T.square, T.mean(1), T.addScalar(1e-5), T.sqrt, T.expand(1))))
}

export const kernelMean = <A extends string, B extends string>(
  a: T.Tensor<readonly [A, 10]>,
  b: T.Tensor<readonly [B, 10]>,
): T.Tensor<readonly []> => {
  const cross: T.Tensor<readonly [A, B]> = pipe(a, T.matmul(T.transpose(b)))
  const distance = pipe(
    cross,
    T.mulScalar(-2),
    T.add(pipe(a, T.square, T.sum(1), T.expand(1))),
    T.add(pipe(b, T.square, T.sum(1))),
  )
  return pipe(distance, T.mulScalar(-1 / 20), T.exp, T.meanOfAll)
}

export const shifted =
  <Row extends Shape.Dim, Size extends Shape.Dim>(column: T.Tensor<readonly [Row, 1]>) =>
  (x: T.Tensor<readonly [Row, Size]>): T.Tensor<readonly [Row, Size]> =>
    pipe(x, T.sub(column))

export const biased =
  <Row extends Shape.Dim, Size extends Shape.Dim>(bias: T.Tensor<readonly [Size]>) =>
  (x: T.Tensor<readonly [Row, Size]>): T.Tensor<readonly [Row, Size]> =>
    pipe(x, T.add(bias))

export const scaled = <Row extends Shape.Dim, Size extends Shape.Dim>(
  by: T.Tensor<readonly []>,
  x: T.Tensor<readonly [Row, Size]>,
): T.Tensor<readonly [Row, Size]> => pipe(x, T.mul(by))

export const residual = <Row extends Shape.Dim, Size extends Shape.Dim>(
  x: T.Tensor<readonly [Row, Size]>,
  by: T.Tensor<readonly [Row, Size]>,
): T.Tensor<readonly [Row, Size]> => pipe(x, T.add(by), T.relu, T.maximum(x))

export const multiplied = <Row extends Shape.Dim, In extends Shape.Dim, Out extends Shape.Dim>(
  weight: T.Tensor<readonly [In, Out]>,
  x: T.Tensor<readonly [Row, In]>,
): T.Tensor<readonly [Row, Out]> => pipe(x, T.matmul(weight))

export const attended = <Batch extends Shape.Dim, Size extends Shape.Dim>(
  queries: T.Tensor<readonly [Batch, 8, 10, Size]>,
  keys: T.Tensor<readonly [Batch, 8, 12, Size]>,
): T.Tensor<readonly [Batch, 8, 10, 12]> => T.einsum('bhid,bhjd->bhij')(queries, keys)

export const batched = <Batch extends Shape.Dim, Size extends Shape.Dim>(
  queries: T.Tensor<readonly [Batch, 10, Size]>,
  keys: T.Tensor<readonly [Batch, Size, 12]>,
): T.Tensor<readonly [Batch, 10, 12]> => pipe(queries, T.matmul(keys))

export const filtered = <Row extends Shape.Dim, In extends Shape.Dim>(
  filter: T.Tensor<readonly [3, 3, In, 8]>,
  x: T.Tensor<readonly [Row, 28, 28, In]>,
): T.Tensor<readonly [Row, 14, 14, 8]> => pipe(x, T.conv2d(filter, { stride: 2 }))

export const filteredBack = <Row extends Shape.Dim, In extends Shape.Dim>(
  filter: T.Tensor<readonly [3, 3, 8, In]>,
  x: T.Tensor<readonly [Row, 14, 14, In]>,
): T.Tensor<readonly [Row, 28, 28, 8]> => pipe(x, T.conv2dTranspose(filter, { stride: 2 }))

export const pooled = <Row extends Shape.Dim, Channels extends Shape.Dim>(
  x: T.Tensor<readonly [Row, 28, 28, Channels]>,
): T.Tensor<readonly [Row, 14, 14, Channels]> => pipe(x, T.maxPool({ kernel: 2 }))

export const reduced = <Row extends Shape.Dim, Size extends Shape.Dim>(
  x: T.Tensor<readonly [Row, 'time', Size]>,
): T.Tensor<readonly [Row]> => pipe(x, T.sum(1), T.mean(-1))

export const spread = <Row extends Shape.Dim>(x: T.Tensor<readonly [Row, 64]>): T.Tensor<readonly [Row, 64]> =>
  pipe(x, T.sub(pipe(x, T.keepDims.mean(1))))

export const reversed = <Row extends Shape.Dim, Size extends Shape.Dim>(
  x: T.Tensor<readonly [Row, 3, Size]>,
): T.Tensor<readonly [Size, 3, Row]> => pipe(x, T.permute(2, 1, 0))

export const layout = <Row extends Shape.Dim>(x: T.Tensor<readonly [Row, 20]>): T.Tensor<readonly [Row, 10]> =>
  pipe(x, T.slice(1, 0, 10), T.expand(1), T.squeeze(1))

export const joined = <Row extends Shape.Dim>(
  x: T.Tensor<readonly [Row, 20]>,
  label: T.Tensor<readonly [Row, 10]>,
): T.Tensor<readonly [Row, 30]> => pipe(x, T.concat(label, -1))

export const stacked = <Row extends Shape.Dim>(x: T.Tensor<readonly [Row, 20]>): T.Tensor<readonly [2, Row, 20]> =>
  T.stack(0)([x, x])

export const parted = <Row extends Shape.Dim>(x: T.Tensor<readonly [Row, 20]>): T.Tensor<readonly [Row, 5]> =>
  pipe(x, T.split(1, [5, 15]))[0]

export const flat = <Row extends Shape.Dim>(x: T.Tensor<readonly [Row, 28, 28]>): T.Tensor<readonly [Row, 784]> =>
  pipe(x, T.flatten(1, -1))

export const unflat = <Row extends Shape.Dim>(x: T.Tensor<readonly [Row, 784]>): T.Tensor<readonly [Row, 28, 28]> =>
  pipe(x, T.unflatten(1, [28, 28]))

export const best = <Row extends Shape.Dim>(x: T.Tensor<readonly [Row, 10]>): T.Indices<readonly [Row], 10> =>
  pipe(x, T.argMax(-1))

// what they give where they are called
declare const inputs: T.Tensor<readonly ['batch', 64]>
declare const p: T.Tensor<readonly ['prior', 10]>
declare const q: T.Tensor<readonly ['samples*batch', 10]>
declare const weight: T.Tensor<readonly [64, 10]>
expectType<T.Tensor<readonly ['batch', 64]>>(normalized(inputs))
expectType<T.Tensor<readonly []>>(kernelMean(p, q))
expectType<T.Tensor<readonly ['batch', 10]>>(multiplied(weight, inputs))
// @ts-expect-error inner sizes that differ
multiplied(weight, q)

// two parameters are two dimensions
export const mixed = <A extends Shape.Dim, B extends Shape.Dim>(
  a: T.Tensor<readonly [A, 10]>,
  b: T.Tensor<readonly [B, 10]>,
): void => {
  // @ts-expect-error nobody knows whether they are equal
  pipe(a, T.add(b))
  // @ts-expect-error nor here
  pipe(a, T.matmul(b))
}
