// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says to tensors that do not fit.
import { pipe } from 'fp-ts/lib/function.js'
import { Dim, type Key, Random, Shape, T } from 'shapebound'

declare const anything: any
declare const wide: number
declare const some: string
declare const image: T.Tensor<readonly ['batch', 28, 28]>
declare const rows: T.Tensor<readonly ['batch', 784]>
declare const weight: T.Tensor<readonly [784, 500]>
declare const narrow: T.Tensor<readonly [400, 20]>
declare const bias: T.Tensor<readonly [500]>
declare const shorter: T.Tensor<readonly ['batch', 3]>
declare const longer: T.Tensor<readonly ['batch', 4]>
declare const column: T.Tensor<readonly ['batch', 1]>
declare const reading: T.Tensor<readonly ['batch']>
declare const samples: T.Tensor<readonly ['samples', 'batch']>

// -----------------------------------------------------------------------------
// reshape
// -----------------------------------------------------------------------------

pipe(image, T.reshape(['batch', 783])) //! reshape: [batch, 28, 28] has batch*784 elements and [batch, 783] has batch*783 <- T.reshape
T.reshape(['batch', 783])(image) //! reshape: [batch, 28, 28] has batch*784 elements and [batch, 783] has batch*783 <- image
pipe(image, T.reshape(['rows', 784])) //! reshape: [batch, 28, 28] has batch*784 elements and [rows, 784] has rows*784 <- T.reshape
pipe(weight, T.reshape([392001])) //! reshape: [784, 500] has 392000 elements and [392001] has 392001 <- T.reshape
T.reshape([784, 'batch'])(rows) //! reshape: would move an axis of [batch, 784] past another, to [784, batch]: use T.permute <- rows
pipe(samples, T.reshape(['batch', 'samples'])) //! reshape: would move an axis of [samples, batch] past another, to [batch, samples]: use T.permute <- T.reshape
T.reshape(['batch', wide]) //! reshape: a dimension is known only when the program runs: give it a name with Dim.named <- wide
T.reshape(['batch', 0]) //! reshape: a dimension must be a positive whole number, not 0 <- 0
T.reshape(['batch', anything]) //! never <- anything
T.reshape([9007199254740991, 784])(rows) //! reshape: a shape has more than 2^53 elements <- rows

// -----------------------------------------------------------------------------
// broadcasting
// -----------------------------------------------------------------------------

pipe(rows, T.add(bias)) //! broadcast: sizes 784 and 500 differ and neither is 1, in [batch, 784] and [500] <- T.add
T.add(bias)(rows) //! broadcast: sizes 784 and 500 differ and neither is 1, in [batch, 784] and [500] <- rows
T.sub(shorter)(longer) //! broadcast: sizes 4 and 3 differ and neither is 1, in [batch, 4] and [batch, 3] <- longer
T.mul(shorter)(samples) //! broadcast: sizes batch and 3 differ and neither is 1 <- samples
T.sub(reading)(column) //! broadcast: [batch, 1] and [batch] would become [batch, batch]: say which axis is which with T.expand <- column
pipe(reading, T.sub(column), T.square, T.meanOfAll) //! broadcast: [batch] and [batch, 1] would become [batch, batch]: say which axis is which with T.expand <- T.sub
T.greater(bias)(rows) //! broadcast: sizes 784 and 500 differ and neither is 1, in [batch, 784] and [500] <- rows
pipe(reading, T.lessEqual(column)) //! broadcast: [batch] and [batch, 1] would become [batch, batch]: say which axis is which with T.expand <- T.lessEqual
T.where(shorter, longer) //! broadcast: sizes 3 and 4 differ and neither is 1, in [batch, 3] and [batch, 4] <- longer
T.where(shorter, shorter)(longer) //! broadcast: sizes 4 and 3 differ and neither is 1, in [batch, 4] and [batch, 3] <- longer
T.same.add(shorter)(longer) //! Tensor<readonly ["batch", 4]> <- longer
T.trailing.add(bias)(rows) //! Tensor<readonly ["batch", 784]> <- rows

// -----------------------------------------------------------------------------
// products
// -----------------------------------------------------------------------------

pipe(rows, T.matmul(narrow)) //! matmul: the inner sizes 784 and 400 differ, in [batch, 784] and [400, 20] <- T.matmul
T.matmul(narrow)(rows) //! matmul: the inner sizes 784 and 400 differ, in [batch, 784] and [400, 20] <- rows
T.matmul(weight)(bias) //! matmul: takes two tensors of two or more axes but is given [500] and [784, 500] <- bias
T.affine(narrow, bias) //!~ Type '500' is not assignable to type '20' <- narrow
T.affine(weight, bias)(shorter) //! Tensor<readonly ["batch", 3]> <- shorter

// -----------------------------------------------------------------------------
// reductions
// -----------------------------------------------------------------------------

pipe(rows, T.sum('samples')) //! reduce: [batch, 784] has no axis samples <- T.sum
T.mean(2)(rows) //! reduce: [batch, 784] has no axis 2 <- rows
T.max(-3)(rows) //! reduce: [batch, 784] has no axis -3 <- rows
T.logSumExp('batch', 0)(rows) //! reduce: an axis of [batch, 784] is named twice <- rows
T.sum(wide)(rows) //! reduce: <- rows
T.sum(anything)(rows) //! reduce: <- rows

// -----------------------------------------------------------------------------
// checks of what is given
// -----------------------------------------------------------------------------

T.decode(['batch', wide]) //! decode: a dimension is known only when the program runs: give it a name with Dim.named <- wide
T.decode([some, 784]) //! decode: a dimension is known only when the program runs: give it a name with Dim.named <- some
T.decode(['batch', 3 as 3 | 4]) //! decode: a dimension must be one dimension, not a union <- 3 as
T.decode(['batch', anything]) //! never <- anything
T.decode(['batch', -1]) //! decode: a dimension must be a positive whole number, not -1 <- -1
T.decode(['batch', 1.5]) //! decode: a dimension must be a positive whole number, not 1.5 <- 1.5
T.decode(['batch', '784']) //! decode: a dimension is the name '784', but a name must not read as a number <- '784'
T.decode(['', 784]) //! decode: a dimension is the name '', but a name must not read as a number <- ''
T.host(['batch', wide], {}, new Float32Array(1)) //! host: a dimension is known only when the program runs: give it a name with Dim.named <- wide
Dim.named(some, 20) //! Dim.named: the name is known only when the program runs <- some
Dim.named('20', 20) //! Dim.named: the name is the name '20', but a name must not read as a number <- '20'
Dim.named('latent' as 'latent' | 'batch', 20) //! Dim.named: the name must be one dimension, not a union <- 'latent' as
Dim.named(anything, 20) //! parameter of type 'never' <- anything
Dim.literal(anything) //! parameter of type 'never' <- anything
Dim.literal(wide) //! Dim.literal: the size is known only when the program runs: give it a name with Dim.named <- wide
Dim.literal(0) //! Dim.literal: the size must be a positive whole number, not 0 <- 0
Shape.named('latent', '20') //! Argument of type 'string' is not assignable to parameter of type 'number' <- '20'

// -----------------------------------------------------------------------------
// tensors are what their type says
// -----------------------------------------------------------------------------

export const widened: T.Tensor<readonly ['batch', number]> = rows //! not assignable to type 'Tensor<readonly ["batch", number]>' <- widened
export const several: T.Tensor<readonly ['batch', 3 | 4]> = shorter //! not assignable to type 'Tensor<readonly ["batch", 3 | 4]>' <- several
export const unknownShape: T.Tensor<readonly unknown[]> = rows //! not assignable to type 'Tensor<readonly unknown[]>' <- unknownShape
export const another: T.Tensor<readonly ['batch', 784]> = shorter //! Type 'Tensor<readonly ["batch", 3]>' is not assignable to type 'Tensor<readonly ["batch", 784]>' <- another
export const transposed: T.Tensor<readonly [784, 500]> = T.transpose(weight) //! Type 'Tensor<readonly [500, 784]>' is not assignable to type 'Tensor<readonly [784, 500]>' <- transposed
T.transpose(image) //! not assignable to parameter of type <- image

// -----------------------------------------------------------------------------
// zeros and noise
// -----------------------------------------------------------------------------

declare const key: Key.Key
T.zeros([wide, 5] as const, [1, 5]) //! zeros: a dimension is known only when the program runs: give it a name with Dim.named <- [wide, 5] as const
T.zeros([8, -1], [8, -1]) //! zeros: a dimension must be a positive whole number, not -1 <- [8, -1]
T.zeros([2.5], [2]) //! zeros: a dimension must be a positive whole number, not 2.5 <- [2.5]
T.zeros([anything, 5], [3, 5]) //! zeros: a dimension is any <- [anything, 5]
T.zeros([3 as 3 | 4], [3]) //! zeros: a dimension must be one dimension, not a union <- [3 as 3 | 4]
Random.normal(key)({ shape: [wide, 5], sizes: [3, 5] }) //! Random.normal: a dimension is known only when the program runs <- { shape
Random.uniform(key)({ shape: [8, -1], sizes: [8, 1] }) //! Random.uniform: a dimension must be a positive whole number, not -1 <- { shape

// -----------------------------------------------------------------------------
// two tensors of one type that may have two shapes
// -----------------------------------------------------------------------------

declare const either: T.Tensor<readonly ['batch', 3 | 4]>
declare const ofWidth: T.Tensor<readonly ['batch', number]>
pipe(either, T.same.add(either)) //! add: a dimension must be one dimension, not a union <- either))
pipe(either, T.same.sub(either)) //! sub: a dimension must be one dimension, not a union <- either))
T.same.mul(ofWidth)(ofWidth) //! mul: a dimension is known only when the program runs: give it a name with Dim.named <- ofWidth)(
declare const tail: T.Tensor<readonly [3 | 4]>
declare const filters: T.Tensor<readonly [3 | 4, 5]>
declare const biases: T.Tensor<readonly [5]>
pipe(either, T.trailing.add(tail)) //! add: a dimension must be one dimension, not a union <- tail))
T.affine(filters, biases)(either) //! affine: a dimension must be one dimension, not a union <- filters
