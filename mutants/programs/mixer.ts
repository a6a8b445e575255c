/** Layers and tensors together: features from a network, mixed along another axis. */

import { pipe } from 'fp-ts/lib/function.js'
import { Dim, Key, Layer, T } from 'shapebound'

declare const tokens: T.Tensor<readonly ['tokens', 14]>
declare const across: T.Tensor<readonly [5, 'tokens']>
declare const heads: T.Tensor<readonly ['width', 3]>

const width = Dim.named('width', 22)
const features = Layer.sequence(Layer.dense(14, width), Layer.relu, Layer.dense(width, width), Layer.tanh)

const wide: T.Tensor<readonly ['tokens', 'width']> = features.apply(features.init(Key.from(1)))(tokens)
const mixed = pipe(across, T.matmul(wide))
export const scores: T.Tensor<readonly [5, 3]> = pipe(mixed, T.matmul(heads))
export const gram: T.Tensor<readonly ['width', 'width']> = pipe(T.transpose(wide), T.matmul(wide))
export const centered: T.Tensor<readonly ['tokens', 'width']> = pipe(wide, T.sub(pipe(wide, T.mean('tokens'))))
