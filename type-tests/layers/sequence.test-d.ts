// biome-ignore-all lint/suspicious/noExplicitAny: what any does is the subject
import { type DiagonalNormal, Dim, Key, Layer, type Shape, type T } from 'shapebound'
import { expectNotAssignable, expectType } from 'tsd'

const key = Key.from(7)
declare const which: boolean
declare const anything: any
declare const rows: T.Tensor<readonly ['batch', 784]>

// -----------------------------------------------------------------------------
// what a sequence is
// -----------------------------------------------------------------------------

const encoder = Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.normalHead(500, 20))
type Parameters = readonly [Layer.AffineParameters<784, 500>, null, Layer.NormalParameters<500, 20>]
expectType<Layer.Net<readonly [784], readonly [20], Parameters, 'DiagonalNormal'>>(encoder)
expectType<Parameters>(encoder.init(key))
expectType<DiagonalNormal.DiagonalNormal<'batch', readonly [20]>>(encoder.apply(encoder.init(key))(rows))

// input sizes come from the layer before
const inferred = Layer.sequence(Layer.input([784]), Layer.dense(500), Layer.tanh, Layer.normalHead(20))
expectType<
  Layer.Net<
    readonly [784],
    readonly [20],
    readonly [null, Layer.AffineParameters<784, 500>, null, Layer.NormalParameters<500, 20>],
    'DiagonalNormal'
  >
>(inferred)

// a layer that takes its size from before may stand in two sequences, with two types of parameters
const hidden = Layer.dense(400)
expectType<Layer.AffineParameters<500, 400>>(Layer.sequence(Layer.dense(784, 500), hidden).init(key)[1])
expectType<Layer.AffineParameters<300, 400>>(Layer.sequence(Layer.dense(784, 300), hidden).init(key)[1])

// sequences nest
const block = Layer.sequence(Layer.dense(300, 300), Layer.relu)
const nested = Layer.sequence(Layer.dense(784, 300), block, Layer.normalHead(300, 20))
expectType<readonly [Layer.AffineParameters<300, 300>, null]>(nested.init(key)[1])

// names
const latent = Dim.named('latent', 20)
expectType<readonly ['latent']>(outOf(Layer.sequence(Layer.dense(784, 500), Layer.normalHead(latent))))
declare function outOf<
  In extends Shape.AnyShape,
  Out extends Shape.AnyShape,
  Params,
  Result extends 'Tensor' | 'DiagonalNormal',
>(net: Layer.Net<In, Out, Params, Result>): Out

// a row axis of any name or size
declare const three: T.Tensor<readonly [3, 784]>
declare const merged: T.Tensor<readonly ['samples*batch', 784]>
expectType<DiagonalNormal.DiagonalNormal<3, readonly [20]>>(encoder.apply(encoder.init(key))(three))
expectType<DiagonalNormal.DiagonalNormal<'samples*batch', readonly [20]>>(encoder.apply(encoder.init(key))(merged))

// -----------------------------------------------------------------------------
// attempts to make a wrong sequence
// -----------------------------------------------------------------------------

const first = Layer.dense(784, 500)
const wrong = Layer.dense(400, 3)
// @ts-expect-error any layer
Layer.sequence(first, anything)
// @ts-expect-error one of several layers
Layer.sequence(first, which ? Layer.dense(500, 3) : wrong)
// @ts-expect-error a list of a known length
Layer.sequence(...[first, wrong])
const list = [first, wrong]
// @ts-expect-error a list
Layer.sequence(...list)
// @ts-expect-error a readonly tuple
Layer.sequence(...([first, wrong] as const))
// @ts-expect-error a list at the end
Layer.sequence(first, ...([] as (typeof wrong)[]))
// @ts-expect-error an optional layer
Layer.sequence(...([first] as [typeof first, typeof wrong?]))
// @ts-expect-error named elements
Layer.sequence(...([first, wrong] as [first: typeof first, second: typeof wrong]))
const record = { layers: [first, wrong] as const }
// @ts-expect-error a tuple in a record
Layer.sequence(...record.layers)
// @ts-expect-error satisfies keeps the type
Layer.sequence(first, wrong satisfies Layer.Layer<Layer.Step>)
// @ts-expect-error a widened size
Layer.sequence(first, wrong as Layer.Layer<Layer.Dense<Shape.Dim, Shape.Dim>>)
// @ts-expect-error two layers at once
Layer.sequence(first as typeof first & Layer.Layer<Layer.Dense<784, 400>>, wrong)
// @ts-expect-error a size of never in an annotation
Layer.sequence(first, wrong as Layer.Layer<never>)
// @ts-expect-error types that are given
Layer.sequence<readonly [any, any]>(first, wrong)
// what no type can close without deferring in generic code: a size of any in an annotation. `build` refuses it
Layer.sequence(first, first as Layer.Layer<Layer.Dense<any, 500>>)
// @ts-expect-error a name and a number that read alike, which `Dim.named` refuses too
Layer.sequence(Layer.dense(784, 4), Layer.dense(Dim.named('4', 4), 4))
enum Sizes {
  Hidden = 3,
}
// a member of an enum is its number
expectType<readonly [1]>(outOf(Layer.sequence(Layer.dense(5, Sizes.Hidden), Layer.dense(3, 1))))
// @ts-expect-error and no other
Layer.sequence(Layer.dense(5, Sizes.Hidden), Layer.dense(4, 1))
// @ts-expect-error a size of never that a cast makes
Layer.sequence(Layer.dense(784, anything as never), wrong)
// @ts-expect-error a size of any
Layer.sequence(Layer.dense(anything, 500), Layer.tanh)
// @ts-expect-error a helper that is generic in a layer does not know it
export const helper = <F extends Layer.Step>(layer: Layer.Layer<F>) => Layer.sequence(first, layer).init(key)

// what slips through the parameter fails at its first use
expectType<Layer.Refused<'layer 2 is never'>>(Layer.sequence(first, wrong as never))
// @ts-expect-error it is refused
Layer.sequence(first, wrong as never).apply

// -----------------------------------------------------------------------------
// attempts to use a sequence wrongly
// -----------------------------------------------------------------------------

const good = Layer.sequence(first, Layer.tanh)
const params = good.init(key)
expectNotAssignable<Layer.Net<readonly [784], readonly [400], typeof params>>(good)
expectNotAssignable<Layer.Net<readonly [783], readonly [500], typeof params>>(good)
declare const other: T.Tensor<readonly ['batch', 783]>
declare const several: T.Tensor<readonly ['batch' | 'rows', 784]>
declare const both: T.Tensor<readonly ['batch', 784]> | T.Tensor<readonly ['batch', 783]>
declare const changed: T.Tensor<['batch', 783]>
declare const optional: T.Tensor<readonly ['batch', 784, 3?]>
declare const rest: T.Tensor<readonly ['batch', ...784[]]>
declare const unknownShape: T.Tensor<Shape.Shape>
declare const flat: T.Tensor<readonly [784]>
// @ts-expect-error another size
good.apply(params)(other)
// @ts-expect-error one of several tensors
good.apply(params)(both)
// @ts-expect-error one that can be written to
good.apply(params)(changed)
// @ts-expect-error an optional axis
good.apply(params)(optional)
// @ts-expect-error axes without an end
good.apply(params)(rest)
// @ts-expect-error an unknown shape
good.apply(params)(unknownShape)
// @ts-expect-error no rows
good.apply(params)(flat)
// @ts-expect-error the parameters of another sequence
good.apply(Layer.sequence(Layer.dense(784, 400), Layer.tanh).init(key))
// @ts-expect-error too few parameters
good.apply([params[0]])
// @ts-expect-error parameters of a layer that has none
good.apply([params[0], params[0]])

declare const branded: T.Tensor<readonly ['batch', 784 & { readonly brand: 1 }]>
declare const wideRow: T.Tensor<readonly [number, 784]>
// @ts-expect-error a branded size
good.apply(params)(branded)
// @ts-expect-error one of two tensors of two rows
good.apply(params)(which ? ({} as T.Tensor<readonly ['a', 784]>) : ({} as T.Tensor<readonly ['b', 784]>))
// a row that is any number stays any number, which no check lets in
expectNotAssignable<T.Tensor<readonly ['batch', 500]>>(good.apply(params)(wideRow))
expectNotAssignable<Layer.Layer<Layer.Dense<784, 400>>>(first)
expectNotAssignable<Layer.Layer<Layer.Dense<Shape.Dim, Shape.Dim>>>(first)

// a row that is one of several names stays one of several: the distribution of it fits no other
expectNotAssignable<T.Tensor<readonly ['batch', 500]>>(good.apply(params)(several))

// what no type can close: an annotation of any, and a cast. `apply` refuses them when the program runs
good.apply(first as never)
declare const unchecked: T.Tensor<any>
good.apply(params)(unchecked)
good.apply(params)({} as T.Tensor<readonly [any, any]>)

// -----------------------------------------------------------------------------
// long sequences
// -----------------------------------------------------------------------------

// biome-ignore format: thirty layers
const long = Layer.sequence(Layer.dense(784, 64), Layer.dense(64, 64), Layer.tanh, Layer.dense(64, 64), Layer.tanh, Layer.dense(64, 64), Layer.tanh, Layer.dense(64, 64), Layer.tanh, Layer.dense(64, 64), Layer.tanh, Layer.dense(64, 64), Layer.tanh, Layer.dense(64, 64), Layer.tanh, Layer.dense(64, 64), Layer.tanh, Layer.dense(64, 64), Layer.tanh, Layer.dense(64, 64), Layer.tanh, Layer.dense(64, 64), Layer.tanh, Layer.dense(64, 64), Layer.tanh, Layer.dense(64, 64), Layer.tanh, Layer.dense(64, 64), Layer.tanh, Layer.normalHead(64, 20))
expectType<DiagonalNormal.DiagonalNormal<'batch', readonly [20]>>(long.apply(long.init(key))(rows))

// one of several layers of one shape, of the same parameters and of one kind is one layer
declare const smooth: boolean
declare const chosen: 'relu' | 'tanh' | 'softplus'
const activations = { relu: Layer.relu, tanh: Layer.tanh, softplus: Layer.softplus }
expectType<
  Layer.Net<
    readonly [64],
    readonly [10],
    readonly [Layer.AffineParameters<64, 32>, null, Layer.AffineParameters<32, 10>]
  >
>(Layer.sequence(Layer.dense(64, 32), smooth ? Layer.softplus : Layer.relu, Layer.dense(32, 10)))
expectType<
  Layer.Net<
    readonly [64],
    readonly [10],
    readonly [Layer.AffineParameters<64, 32>, null, Layer.AffineParameters<32, 10>]
  >
>(Layer.sequence(Layer.dense(64, 32), activations[chosen], Layer.dense(32, 10)))
const leaky = smooth ? Layer.leakyRelu(0.1) : Layer.elu
Layer.sequence(Layer.input([8, 8, 3]), leaky, Layer.flatten, smooth ? Layer.tanh : leaky, Layer.normalHead(5))
