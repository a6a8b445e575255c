/** Linear regression by hand: products, biases, reductions. */

import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'

declare const inputs: T.Tensor<readonly ['batch', 15]>
declare const targets: T.Tensor<readonly ['batch', 4]>
declare const weight: T.Tensor<readonly [15, 4]>
declare const bias: T.Tensor<readonly [4]>

const predicted = pipe(inputs, T.matmul(weight), T.add(bias))
const residual = pipe(predicted, T.sub(targets))
export const losses: T.Tensor<readonly ['batch']> = pipe(residual, T.square, T.sum(1))
export const loss: T.Tensor<readonly []> = pipe(losses, T.mean('batch'))

const backwards = pipe(T.transpose(inputs), T.matmul(residual))
export const updated: T.Tensor<readonly [15, 4]> = pipe(weight, T.sub(pipe(backwards, T.mulScalar(0.1))))
export const updatedBias: T.Tensor<readonly [4]> = pipe(bias, T.sub(pipe(residual, T.sum('batch'))))
