/** Pictures cut, flattened, projected and put together again. */

import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'

declare const pictures: T.Tensor<readonly ['batch', 12, 10]>
declare const projection: T.Tensor<readonly [20, 9]>
declare const positions: T.Tensor<readonly [6, 9]>

const flat = pipe(pictures, T.reshape(['batch', 120]))
const patches = pipe(flat, T.reshape(['batch', 6, 20]))
const tokens = pipe(patches, T.matmul(projection), T.add(positions))
export const sequence: T.Tensor<readonly ['batch', 54]> = pipe(tokens, T.tanh, T.reshape(['batch', 54]))
export const widest: T.Tensor<readonly ['batch', 6]> = pipe(tokens, T.max(-1))
export const back: T.Tensor<readonly ['batch', 12, 10]> = pipe(patches, T.relu, T.reshape(['batch', 12, 10]))
export const rows: T.Tensor<readonly ['batch*12', 10]> = pipe(back, T.reshape(['batch*12', 10]))
