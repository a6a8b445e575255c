import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'
import { expectType } from 'tsd'

declare const x: T.Tensor<readonly ['batch', 3]>

// every one keeps the shape
expectType<T.Tensor<readonly ['batch', 3]>>(
  pipe(x, T.negate, T.mulScalar(2), T.addScalar(1), T.square, T.sqrt, T.abs, T.clip(0, 1), T.exp, T.expm1, T.log),
)
expectType<T.Tensor<readonly ['batch', 3]>>(
  pipe(x, T.softplus, T.tanh, T.sigmoid, T.relu, T.leakyRelu(0.1), T.elu, T.silu, T.step, T.stopGradient),
)
// @ts-expect-error a number is no tensor
T.exp(3)
