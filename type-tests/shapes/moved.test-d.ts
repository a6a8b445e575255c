import { pipe } from 'fp-ts/lib/function.js'
import { type Shape, T } from 'shapebound'
import { expectType } from 'tsd'

declare const sequence: T.Tensor<readonly ['time', 'channels']>
declare const rows: T.Tensor<readonly ['batch', 64]>
declare const heads: T.Tensor<readonly ['batch', 'time', 8, 64]>
declare const image: T.Tensor<readonly ['batch', 28, 28, 3]>
declare const draws: T.Tensor<readonly ['samples', 'batch', 20]>

// @ts-expect-error a transpose
pipe(sequence, T.reshape(['channels', 'time']))
// @ts-expect-error a name past a number
pipe(rows, T.reshape([64, 'batch']))
// @ts-expect-error two axes in the middle
pipe(heads, T.reshape(['batch', 8, 'time', 64]))
// @ts-expect-error the channels first
pipe(image, T.reshape(['batch', 3, 28, 28]))
// @ts-expect-error a name past another that is merged
pipe(draws, T.reshape(['batch', 'samples*20']))
// @ts-expect-error a name in the middle of a number
pipe(rows, T.reshape([8, 'batch', 8]))

// axes that stay, and axes of 1
expectType<T.Tensor<readonly ['batch', 8, 8]>>(pipe(rows, T.reshape(['batch', 8, 8])))
expectType<T.Tensor<readonly [1, 'batch', 1, 64]>>(pipe(rows, T.reshape([1, 'batch', 1, 64])))
expectType<T.Tensor<readonly ['batch*time', 512]>>(pipe(heads, T.reshape(['batch*time', 512])))
expectType<T.Tensor<readonly ['samples*batch', 20]>>(pipe(draws, T.reshape(['samples*batch', 20])))

// in a function that is generic in the rows, where the shape begins with them
export const flat = <Row extends Shape.Dim>(
  row: Shape.Size<Row>,
  x: T.Tensor<readonly [Row, 28, 28]>,
): T.Tensor<readonly [Row, 784]> => pipe(x, T.reshape([row, 784]))
