/** Standardized features: means and spreads over the batch, kept axes by hand. */

import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'

declare const features: T.Tensor<readonly ['batch', 9, 5]>
declare const gain: T.Tensor<readonly [9, 5]>
declare const channel: T.Tensor<readonly [9, 1]>

const mean: T.Tensor<readonly [9, 5]> = pipe(features, T.mean('batch'))
const centered = pipe(features, T.sub(mean))
const variance = pipe(centered, T.square, T.mean(0), T.addScalar(0.001))
const standard = pipe(centered, T.div(T.sqrt(variance)))
export const scaled: T.Tensor<readonly ['batch', 9, 5]> = pipe(standard, T.mul(gain), T.add(channel))
export const perChannel: T.Tensor<readonly ['batch', 9]> = pipe(scaled, T.sum(2))
export const overall: T.Tensor<readonly ['batch']> = pipe(scaled, T.max(1, 2))
export const energy: T.Tensor<readonly [5]> = pipe(scaled, T.square, T.sum('batch', 1))
