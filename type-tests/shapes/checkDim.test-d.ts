// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
import { Dim, Layer, type Shape, T } from 'shapebound'
import type { DIMENSIONS } from '../../test/shapes/cases.js'
import { type Differing, exactly } from '../exactly.js'

// the check lets through, or says, what the table says of its run-time twin
type Verdict<Given> = [Shape.Known<Given, 'it'>] extends [Given] ? null : Shape.Known<Given, 'it'>
type Given<Cases extends readonly { readonly given: unknown }[]> = {
  [Index in keyof Cases]: Verdict<Cases[Index]['given']>
}
// a name that is refused gives words, which are a string as the name is
exactly<Differing<typeof DIMENSIONS, Given<typeof DIMENSIONS>>, never>()

// what is known only when the program runs
type Wide = 'it is known only when the program runs: give it a name with Dim.named'
exactly<Shape.Known<number, 'it'>, Wide>()
exactly<Shape.Known<string, 'it'>, Wide>()
exactly<Shape.Known<`${number}`, 'it'>, Wide>()
exactly<Shape.Known<`size${string}`, 'it'>, Wide>()

// one of several
type Several = 'it must be one dimension, not a union'
exactly<Shape.Known<3 | 4, 'it'>, Several>()
exactly<Shape.Known<'a' | 'b', 'it'>, Several>()
exactly<Shape.Known<3 | 'a', 'it'>, Several>()
exactly<Shape.Known<3 | number, 'it'>, Wide>()

// any is stopped by the one type that it is not assignable to; never passes every parameter, and says so
exactly<Shape.Known<any, 'it'>, never>()
exactly<Shape.Known<never, 'it'>, 'it is never: give a number or a name'>()
exactly<Shape.Known<unknown, 'it'>, Wide>()
exactly<Shape.Known<true, 'it'>, 'it is not a dimension'>()
exactly<Shape.KnownSize<any, 'it'>, never>()
exactly<Shape.KnownSize<never, 'it'>, 'it is never: give a number or a name'>()
exactly<Shape.KnownSize<3 | 4, 'it'>, Several>()
exactly<Shape.KnownSize<number, 'it'>, Wide>()
exactly<Shape.KnownSize<Shape.Size<'latent'>, 'it'>, Shape.Size<'latent'>>()
exactly<
  Shape.KnownSize<'latent', 'it'>,
  "it is the name 'latent', which has no number here: use Dim.named('latent', size)"
>()

// a whole shape
exactly<Shape.KnownShape<readonly ['batch', 784], 'f'>[1], 784>()
exactly<Shape.KnownShape<readonly ['batch', 0], 'f'>[1], 'f: a dimension must be a positive whole number, not 0'>()

// words beside a record, for the options of it that are any
exactly<Shape.Besides<{ encoder: any; decoder: 3 }, 'vae: the '>, 'vae: the encoder is any'>()
exactly<
  Shape.Besides<{ encoder: any; decoder: any }, 'vae: the '>,
  'vae: the encoder is any' | 'vae: the decoder is any'
>()
exactly<Shape.Besides<{ encoder: 4; decoder: unknown; prior: never }, 'vae: the '>, unknown>()
// a size that is brought passes beside those that are known
exactly<Shape.KnownSized<readonly [Shape.Size<'samples'>, 'batch', 20], 'it'>[0], Shape.Size<'samples'>>()
exactly<Shape.KnownSized<readonly ['batch', 0], 'it'>[1], 'it: a dimension must be a positive whole number, not 0'>()

// a size whose dimension is not one known dimension is refused wherever a size enters
declare const anything: any
declare const width: number
declare const wideSize: Shape.Size<Shape.Dim>
declare const someNumber: Shape.Size<number>
declare const someName: Shape.Size<string>
declare const oneOfTwo: Shape.Size<'a' | 'b'>
declare const ofNone: Shape.Size<never>
// @ts-expect-error nothing is known of it
Layer.dense(100, wideSize)
// @ts-expect-error on the other side
Layer.dense(wideSize, 10)
// @ts-expect-error alone
Layer.dense(wideSize)
// @ts-expect-error a number that is known only when the program runs
Layer.dense(10, { dim: width, size: width })
// @ts-expect-error a name that is known only when the program runs
Layer.dense(someName, 5)
// @ts-expect-error one of several
Layer.dense(oneOfTwo, 5)
// @ts-expect-error never
Layer.dense(ofNone, 5)
// @ts-expect-error any
Layer.dense({ dim: anything, size: 3 }, 5)
// @ts-expect-error a fraction
Layer.dense({ dim: 2.5, size: 3 }, 5)
// @ts-expect-error channels
Layer.conv2d(3, someNumber, { kernel: 3 })
// @ts-expect-error a head
Layer.normalHead(wideSize)
// @ts-expect-error an event
Layer.input([{ dim: width, size: width }])
// @ts-expect-error a shape
Layer.reshape([someNumber, 4])
// @ts-expect-error a shape of a tensor
T.reshape([wideSize, 4])
// @ts-expect-error several axes for one
T.unflatten(0, [someNumber, 4])
// @ts-expect-error what indices are below
T.asIndices(wideSize)

// one whose dimension is a type parameter passes
export const hidden = <Name extends string, Any extends Shape.Dim>(by: Shape.Size<Name>, to: Shape.Size<Any>) =>
  [Layer.dense(by, 10), Layer.dense(to, by), Layer.normalHead(to), Layer.conv2d(to, { kernel: 3 })] as const
export const fine = (size: number) => Layer.dense({ dim: 'width' as const, size }, Dim.named('out', size))
