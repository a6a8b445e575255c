// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
import { Dim, Layer, type Shape } from 'shapebound'
import { expectNotAssignable, expectType } from 'tsd'

declare const wide: number
declare const anything: any
const latent = Dim.named('latent', wide)

expectType<Layer.Layer<Layer.Dense<784, 500>>>(Layer.dense(784, 500))
expectType<Layer.Layer<Layer.DenseTo<500>>>(Layer.dense(500))
expectType<Layer.Layer<Layer.Dense<784, 'latent'>>>(Layer.dense(784, latent))
expectType<Layer.Layer<Layer.DenseTo<'latent'>>>(Layer.dense(latent))

// @ts-expect-error known only when the program runs
Layer.dense(wide, 4)
// @ts-expect-error one of several
Layer.dense(3, 4 as 4 | 5)
// @ts-expect-error any
Layer.dense(anything, 4)
// @ts-expect-error zero
Layer.dense(0, 4)
// @ts-expect-error a name without a size
Layer.dense('latent', 4)
// @ts-expect-error an object that is no size
Layer.dense({ dim: 3 }, 4)

// a size of never passes every parameter, and gives a layer of never
expectType<Layer.Layer<never>>(Layer.dense(3 as never, 4))
expectType<Layer.Layer<never>>(Layer.dense(3, 4 as never))

// @ts-expect-error which no sequence takes
Layer.sequence(Layer.dense(3 as never, 4))
// @ts-expect-error any
Layer.dense(3, anything)

// a size that may be undefined is not one that was left out
declare const sizes: readonly [64, 32?]
declare const maybe: 32 | undefined
declare const given: Shape.Size<'latent'> | undefined
// @ts-expect-error undefined
Layer.dense(64, undefined)
// @ts-expect-error may be undefined
Layer.dense(64, maybe)
// @ts-expect-error may be undefined
Layer.dense(64, given)
// @ts-expect-error may be undefined
Layer.dense(maybe, 64)
// @ts-expect-error may be undefined
Layer.dense(maybe)
// @ts-expect-error may be left out
Layer.dense(...sizes)
expectType<Layer.Layer<Layer.Dense<64, 32>>>(Layer.dense(...([64, 32] as const)))
expectType<Layer.Layer<Layer.DenseTo<64>>>(Layer.dense(...([64] as const)))

// an enumeration's member is the number that it names
enum Sizes {
  Hidden = 3,
}
Layer.sequence(Layer.dense(5, Sizes.Hidden), Layer.dense(3, 1))
// @ts-expect-error and no other
Layer.sequence(Layer.dense(5, Sizes.Hidden), Layer.dense(4, 1))

// a layer is what its type says
expectNotAssignable<Layer.Layer<Layer.Dense<784, 400>>>(Layer.dense(784, 500))
expectNotAssignable<Layer.Layer<Layer.Dense<Shape.Dim, 500>>>(Layer.dense(784, 500))

// a user's function that is generic in a size
export const block = <Hidden extends Shape.Dim>(hidden: Shape.Size<Hidden>) =>
  Layer.sequence(Layer.dense(784, hidden), Layer.tanh, Layer.dense(hidden, 20))
expectType<
  Layer.Net<
    readonly [784],
    readonly [20],
    readonly [Layer.AffineParameters<784, 400>, null, Layer.AffineParameters<400, 20>],
    'Tensor'
  >
>(block(Dim.literal(400)))
