/** Pictures under filters of their own: convolved, pooled and made larger again. */

import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'

declare const pictures: T.Tensor<readonly ['batch', 8, 6, 2]>
declare const edges: T.Tensor<readonly [3, 3, 2, 5]>
declare const back: T.Tensor<readonly [4, 4, 2, 5]>
declare const bias: T.Tensor<readonly [5]>

const features = pipe(pictures, T.conv2d(edges, { stride: 2 }), T.add(bias))
const large = pipe(features, T.conv2dTranspose(back, { stride: 2 }))
export const restored: T.Tensor<readonly ['batch', 8, 6, 2]> = pipe(large, T.sub(pictures))
export const whole: T.Tensor<readonly ['batch', 6, 4, 5]> = pipe(pictures, T.conv2d(edges, { padding: 'valid' }))
export const small: T.Tensor<readonly ['batch', 2, 1, 5]> = pipe(features, T.avgPool({ kernel: 2 }))
