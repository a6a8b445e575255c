// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says under `pipe`, `flow` and `E.map`: the words are in the first line.
import * as E from 'fp-ts/lib/Either.js'
import { flow, pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'

declare const rows: T.Tensor<readonly ['batch', 64]>
declare const narrow: T.Tensor<readonly [32, 10]>
declare const bias: T.Tensor<readonly [10]>
declare const read: E.Either<Error, T.Tensor<readonly ['batch', 64]>>

pipe(rows, T.tanh, T.matmul(narrow)) //! matmul: the inner sizes 64 and 32 differ, in [batch, 64] and [32, 10] <- T.matmul
pipe(read, E.map(T.matmul(narrow))) //! matmul: the inner sizes 64 and 32 differ, in [batch, 64] and [32, 10] <- T.
pipe(read, E.map(T.reshape(['batch', 63]))) //! reshape: [batch, 64] has batch*64 elements and [batch, 63] has batch*63 <- T.
pipe(read, E.map(T.sum(2))) //! reduce: [batch, 64] has no axis 2 <- T.
pipe(rows, flow(T.add(bias), T.relu)) //! broadcast: sizes 64 and 10 differ and neither is 1, in [batch, 64] and [10] <- rows
pipe(rows, flow(T.sum(2), T.log)) //! reduce: [batch, 64] has no axis 2 <- rows
pipe(rows, T.expand(4)) //! expand: [batch, 64] has no place 4 for an axis <- T.expand

// what comes after it says nothing more
pipe(rows, T.matmul(narrow), T.add(bias), T.relu) //! matmul: the inner sizes 64 and 32 differ <- T.matmul
pipe(rows, T.sum(2), T.expand(1), T.sub(rows), T.square, T.meanOfAll) //! reduce: [batch, 64] has no axis 2 <- T.sum
pipe(rows, T.reshape(['batch', 63]), T.matmul(narrow), T.sum(1)) //! reshape: [batch, 64] has batch*64 elements <- T.reshape
