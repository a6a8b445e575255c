/** Numbers compared, chosen, added up and put in order: the distance of two sets of numbers, line by line. */

import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'

declare const codes: T.Tensor<readonly ['batch', 12, 5]>
declare const directions: T.Tensor<readonly [5, 7]>
declare const limit: T.Tensor<readonly [7]>

const lines = pipe(codes, T.matmul(directions))
const ordered = pipe(lines, T.sort(1), T.sub(pipe(lines, T.reverse(1), T.sort(1))))
const kept = pipe(ordered, T.greater(limit))
export const chosen: T.Tensor<readonly ['batch', 12, 7]> = pipe(kept, T.where(ordered, limit))
export const running: T.Tensor<readonly ['batch', 7]> = pipe(chosen, T.cumsum(-1), T.min(1))
