// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says to data that is not what it should be.
import { Data, type DiagonalNormal, Key, Kl, Layer, StandardNormal, type T } from 'shapebound'

declare const wide: number
declare const maybeSize: { readonly size?: 16 }
declare const undefinedOr: 16 | undefined
declare const rows: T.Tensor<readonly ['batch', 784]>
declare const short: T.Tensor<readonly ['batch', 783]>
declare const q: DiagonalNormal.DiagonalNormal<'batch', readonly [20]>
declare const p: DiagonalNormal.DiagonalNormal<'batch', readonly [10]>
const key = Key.from(7)
const { binary, grey } = Data.sprites({ key, size: 16 })

Data.sprites({ key, size: wide }) //! sprites: the size is known only when the program runs: give it a name with Dim.named <- size:
Data.sprites({ key, size: 0 }) //! sprites: the size must be a positive whole number, not 0 <- size:
Data.sprites({ key, size: 16 as 16 | 20 }) //! sprites: the size must be one dimension, not a union <- size:
Data.sprites({ key, ...maybeSize }) //! sprites: the size must be one dimension, and may not be undefined <- {
Data.sprites({ key, size: undefinedOr }) //! Type '16 | undefined' is not assignable to type <- size
Data.sprites({ key, sizes: 16 }) //! sprites: there is no option sizes <- {
Data.sprites({ size: 16 }) //!~ Property 'key' is missing in type <- {
Data.Binarize.sample(binary) //!~ Type '"binary"' is not assignable to type '"unitInterval"' <- binary
Data.Binarize.relaxed(binary) //! "binary" <- binary
export const another: Data.Dataset<readonly [784], 'binary'> = binary //! not assignable to type 'Dataset<readonly [784], "binary">' <- another
export const other: Data.Dataset<readonly [256], 'binary'> = grey //! not assignable to type 'Dataset<readonly [256], "binary">' <- other
export const widened: Data.Dataset<readonly [number], 'binary'> = binary //! not assignable to type 'Dataset<readonly [number], "binary">' <- widened

// -----------------------------------------------------------------------------
// networks at work
// -----------------------------------------------------------------------------

const network = Layer.sequence(Layer.dense(784, 500), Layer.tanh)
const shorter = Layer.sequence(Layer.dense(784, 400), Layer.tanh)
const params = network.init(key)
network.apply(params)(short) //! Tensor<readonly ["batch", 783]> <- short
network.apply(shorter.init(key)) //! not assignable to parameter of type <- shorter
shorter.apply(shorter.init(key))(rows).shape[2] //! has no element at index '2' <- 2
network.init(7) //! Argument of type 'number' is not assignable to parameter of type 'Key' <- 7

// -----------------------------------------------------------------------------
// distributions
// -----------------------------------------------------------------------------

Kl.toDiagonalNormal(p)(q) //! DiagonalNormal<"batch", readonly [20]> <- q
Kl.toStandardNormal(StandardNormal.standard(10))(q) //! DiagonalNormal<"batch", readonly [20]> <- q
