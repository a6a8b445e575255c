import { Dim, Layer, type T } from 'shapebound'
import { expectType } from 'tsd'

const latent = Dim.named('latent', 20)
declare const x: T.Tensor<readonly ['batch', 3]>

expectType<Layer.Layer<Layer.Head<'laplaceHead', 500, 20>>>(Layer.laplaceHead(500, 20))
expectType<Layer.Layer<Layer.HeadTo<'laplaceHead', 20>>>(Layer.laplaceHead(20))
expectType<Layer.Layer<Layer.HeadTo<'laplaceHead', 'latent'>>>(Layer.laplaceHead(latent))
expectType<T.Tensor<readonly ['batch', 3]>>(Layer.boundLogScale(x))

expectType<Layer.Layer<never>>(Layer.laplaceHead(500, 20 as never))
// @ts-expect-error a name without a size
Layer.laplaceHead('latent')
// @ts-expect-error one of several
Layer.laplaceHead(500, 784 as 784 | 783)

const net = Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.laplaceHead(20))
expectType<Layer.LaplaceParameters<500, 20>>(undefined as never as ReturnType<typeof net.init>[2])
