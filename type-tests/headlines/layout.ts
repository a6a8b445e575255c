// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says to axes that do not fit.
import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'

declare const anything: any
declare const wide: number
declare const image: T.Tensor<readonly ['batch', 28, 3]>
declare const one: T.Tensor<readonly ['batch', 1]>
declare const merged: T.Tensor<readonly ['samples*batch', 20]>
declare const z: T.Tensor<readonly ['batch', 20]>
declare const labels: T.Tensor<readonly ['batch', 10]>
declare const others: T.Tensor<readonly ['rows', 10]>

pipe(image, T.permute(0, 3, 1)) //! permute: [batch, 28, 3] has no axis 3 <- T.permute
T.permute(0, 1)(image) //! permute: [batch, 28, 3] has axes [3] that are not named <- image
T.permute('batch', 0, 1)(image) //! permute: an axis of [batch, 28, 3] is named twice <- image
T.permute(0, wide, 1)(image) //! permute: <- image
T.squeeze(1)(image) //! squeeze: takes an axis of 1 but is given 28, in [batch, 28, 3] <- image
T.squeeze('batch')(one) //! squeeze: takes an axis of 1 but is given batch, in [batch, 1] <- one
T.squeeze(wide)(one) //! squeeze: [batch, 1] has no axis <- one
T.expand(4)(image) //! expand: [batch, 28, 3] has no place 4 for an axis <- image
T.rename('rows', 'batch')(z) //! rename: [batch, 20] has no axis rows <- z
T.rename(1, 'latent')(z) //! rename: takes an axis with a name but is given 20, in [batch, 20] <- z
pipe(z, T.rename(2, 'rows')) //! rename: [batch, 20] has no axis 2 <- T.rename
T.rename('batch', '20') //! rename: the name is the name '20', but a name must not read as a number <- '20'
T.rename('batch', 'a' as 'a' | 'b') //! rename: the name must be one dimension, not a union <- 'a' as
T.rename('batch', String(wide)) //! rename: the name is known only when the program runs <- String
T.rename('batch', anything) //! never <- anything
T.rename(anything, 'rows')(z) //! rename: [batch, 20] has no axis any <- z
T.concat(labels, 0)(z) //! concat: [batch, 20] and [batch, 10] differ in more than their axis 0 <- z
pipe(z, T.concat(others, -1)) //! concat: [batch, 20] and [rows, 10] differ in more than their axis -1 <- T.concat
T.concat(labels, 'rows')(z) //! concat: [batch, 20] has no axis rows <- z
T.stack(0)([z, labels]) //! stack: takes shapes that are equal but is given [batch, 20] and [batch, 10] <- [z
T.stack(3)([z, z]) //! stack: [batch, 20] has no place 3 for an axis <- [z
T.cumsum(3)(image) //! cumsum: [batch, 28, 3] has no axis 3 <- image
pipe(image, T.reverse('rows')) //! reverse: [batch, 28, 3] has no axis rows <- T.reverse
T.sort(wide)(image) //! sort: [batch, 28, 3] has no axis <- image
T.flatten(1, 3)(image) //! flatten: [batch, 28, 3] has no axis 3 <- image
T.flatten(2, 1)(image) //! flatten: axis 1 of [batch, 28, 3] comes before axis 2 <- image
pipe(image, T.flatten('batch', 'rows')) //! flatten: [batch, 28, 3] has no axis rows <- T.flatten
T.unflatten(1, [4, 8])(image) //! unflatten: [28] has 28 elements and [4, 8] has 32 <- image
T.unflatten(1, [4, 0]) //! unflatten: a dimension must be a positive whole number, not 0 <- 0
T.unflatten(0, ['samples', 'batch'])(merged) //! unflatten: [samples*batch, 20] does not say the sizes of [samples, batch]: give one with Dim.named <- merged
T.reshape(['samples', 'batch', 20])(merged) //! reshape: [samples*batch, 20] does not say the sizes of [samples, batch]: give one with Dim.named <- merged
pipe(merged, T.reshape(['samples', 'batch', 20])) //! reshape: [samples*batch, 20] does not say the sizes of [samples, batch]: give one with Dim.named <- T.reshape
T.slice(1, 15, 10)(z) //! slice: takes at least 25 but is given 20, in [batch, 20] <- z
T.slice(2, 0, 10)(z) //! slice: [batch, 20] has no axis 2 <- z
T.slice(1, 0, 0) //! slice: the size must be a positive whole number, not 0 <- 0)
T.slice(1, -2, 2) //! slice: the begin must be a positive whole number, not -2 <- -2
T.slice(1, 0, wide) //! slice: the size is known only when the program runs <- wide
T.slice(1, 0, anything) //! never <- anything
T.split(1, [10, 5])(z) //! split: takes sizes of 20 together but is given 15, in [batch, 20] <- z
T.split('batch', [10, 10])(z) //! split: takes sizes of batch together but is given 20, in [batch, 20] <- z
T.split(1, [10, wide]) //! split: a size is known only when the program runs <- wide
T.split(1, [20, 0]) //! split: a size must be a positive whole number, not 0 <- 0
