/** One head of attention, by batched products and a softmax by hand. */

import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'

declare const queries: T.Tensor<readonly ['batch', 'queries', 16]>
declare const keys: T.Tensor<readonly ['batch', 16, 'keys']>
declare const values: T.Tensor<readonly ['batch', 'keys', 24]>
declare const mix: T.Tensor<readonly [24, 10]>

const scores = pipe(queries, T.matmul(keys), T.mulScalar(0.25))
const total = pipe(scores, T.exp, T.sum(2), T.reshape(['batch', 'queries', 1]))
const weights: T.Tensor<readonly ['batch', 'queries', 'keys']> = pipe(scores, T.exp, T.div(total))
const read = pipe(weights, T.matmul(values))
export const mixed: T.Tensor<readonly ['batch', 'queries', 10]> = pipe(read, T.matmul(mix))
export const pooled: T.Tensor<readonly ['batch', 10]> = pipe(mixed, T.mean('queries'))
