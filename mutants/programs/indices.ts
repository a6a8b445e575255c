/** Words as rows of a table, and the likeliest of some classes. */

import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'

declare const tokens: T.Indices<readonly ['batch', 7], 'vocabulary'>
declare const labels: T.Indices<readonly ['batch'], 5>
declare const chosen: T.Indices<readonly [3], 5>
declare const table: T.Tensor<readonly ['vocabulary', 6]>
declare const weight: T.Tensor<readonly [6, 5]>

const words: T.Tensor<readonly ['batch', 7, 6]> = T.embedding(table)(tokens)
const logits: T.Tensor<readonly ['batch', 5]> = pipe(words, T.mean(1), T.matmul(weight))
const found: T.Indices<readonly ['batch'], 5> = T.argMax(-1)(logits)
const target: T.Tensor<readonly ['batch', 5]> = T.oneHot(labels)
export const fit: T.Tensor<readonly ['batch']> = pipe(logits, T.same.mul(target), T.sum(1))
export const hits: T.Tensor<readonly ['batch']> = pipe(T.oneHot(found), T.same.mul(target), T.sum(-1))
export const some: T.Tensor<readonly ['batch', 3]> = pipe(logits, T.gather(chosen, 1), T.exp)
export const again: T.Tensor<readonly ['batch', 7, 6]> = pipe(table, T.tanh, T.gather(tokens, 'vocabulary'))
export const best: T.Tensor<readonly ['batch', 2]> = pipe(logits, T.topK(-1, 2)).values
