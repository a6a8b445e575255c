/** Samples and examples as one axis and apart again: names in products. */

import { pipe } from 'fp-ts/lib/function.js'
import { Key, Layer, T } from 'shapebound'

declare const z: T.Tensor<readonly ['samples', 'batch', 6]>
declare const weights: T.Tensor<readonly ['samples', 'batch']>

const decoder = Layer.sequence(Layer.dense(6, 20), Layer.tanh, Layer.dense(20, 28), Layer.reshape([4, 7]))

const rows: T.Tensor<readonly ['samples*batch', 6]> = pipe(z, T.reshape(['samples*batch', 6]))
const decoded = decoder.apply(decoder.init(Key.from(1)))(rows)
const apart = pipe(decoded, T.splitRows('samples', 'batch', z.sizes[0] as number), T.reshape(['samples', 'batch', 28]))
const weighted = pipe(apart, T.mul(pipe(weights, T.reshape(['samples', 'batch', 1]))))
export const average: T.Tensor<readonly ['batch', 28]> = pipe(weighted, T.mean('samples'))
export const pictures: T.Tensor<readonly ['batch', 4, 7]> = pipe(average, T.reshape(['batch', 4, 7]))
export const merged: T.Tensor<readonly ['samples*batch', 6]> = T.mergeRows(z)
