/** Tensors joined, cut, stacked and apart again: a conditional code and its label. */

import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'

declare const code: T.Tensor<readonly ['batch', 9]>
declare const labels: T.Tensor<readonly ['batch', 4]>
declare const weight: T.Tensor<readonly [13, 6]>
declare const more: T.Tensor<readonly ['batch', 6]>

const conditioned: T.Tensor<readonly ['batch', 13]> = pipe(code, T.concat(labels, 1))
const hidden = pipe(conditioned, T.matmul(weight), T.tanh)
export const again: T.Tensor<readonly ['batch', 9]> = pipe(conditioned, T.split(1, [9, 4]))[0]
export const label: T.Tensor<readonly ['batch', 4]> = pipe(conditioned, T.split(-1, [9, 4]))[1]
export const both: T.Tensor<readonly [2, 'batch', 6]> = T.stack(0)([hidden, more])
export const middle: T.Tensor<readonly ['batch', 5]> = pipe(code, T.slice(1, 2, 5))
export const total: T.Tensor<readonly [5]> = pipe(middle, T.rename('batch', 'rows'), T.sum('rows'))
export const column: T.Tensor<readonly ['batch', 1, 6]> = pipe(hidden, T.expand(1))
export const swapped: T.Tensor<readonly [6, 'batch']> = pipe(column, T.squeeze(1), T.permute(1, 0))
