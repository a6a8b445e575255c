import { Dim, Layer, type T } from 'shapebound'
import { expectType } from 'tsd'

const latent = Dim.named('latent', 20)
declare const x: T.Tensor<readonly ['batch', 3]>

expectType<Layer.Layer<Layer.NormalHead<500, 20>>>(Layer.normalHead(500, 20))
expectType<Layer.Layer<Layer.NormalHeadTo<20>>>(Layer.normalHead(20))
expectType<Layer.Layer<Layer.NormalHeadTo<'latent'>>>(Layer.normalHead(latent))
expectType<Layer.Layer<Layer.BernoulliHead<500, 784>>>(Layer.bernoulliHead(500, 784))
expectType<Layer.Layer<Layer.BernoulliHeadTo<784>>>(Layer.bernoulliHead(784))
expectType<T.Tensor<readonly ['batch', 3]>>(Layer.boundLogVariance(x))

expectType<Layer.Layer<never>>(Layer.normalHead(500, 20 as never))
expectType<Layer.Layer<never>>(Layer.bernoulliHead(500 as never))
// @ts-expect-error a name without a size
Layer.normalHead('latent')
// @ts-expect-error one of several
Layer.bernoulliHead(500, 784 as 784 | 783)
