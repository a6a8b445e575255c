/** The importance-weighted bound from log-weights, by its axes. */

import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'

declare const logLikelihood: T.Tensor<readonly ['samples', 'batch']>
declare const z: T.Tensor<readonly ['samples', 'batch', 7]>
declare const mean: T.Tensor<readonly ['batch', 7]>
declare const logVariance: T.Tensor<readonly ['batch', 7]>

const logPrior = pipe(z, T.square, T.mulScalar(-0.5), T.sum(2))
const centered = pipe(z, T.sub(mean))
const distance = pipe(centered, T.square, T.div(T.exp(logVariance)), T.add(logVariance))
const logPosterior: T.Tensor<readonly ['samples', 'batch']> = pipe(distance, T.mulScalar(-0.5), T.sum(-1))
const logWeight = pipe(logLikelihood, T.add(logPrior), T.sub(logPosterior))
export const bounds: T.Tensor<readonly ['batch']> = pipe(logWeight, T.logSumExp('samples'))
export const shifted: T.Tensor<readonly ['samples', 'batch']> = pipe(logWeight, T.sub(bounds))
export const bound: T.Tensor<readonly []> = pipe(bounds, T.mean(0))
