import { Key, type T, Vae } from 'shapebound'
import { expectType } from 'tsd'

declare const model: Vae.Vae<readonly [28, 28], readonly [20], 'E', 'D', 'Bernoulli'>
declare const params: Vae.VaeParams<'E', 'D'>
declare const x: T.Tensor<readonly ['batch', 28, 28]>
declare const flat: T.Tensor<readonly ['batch', 784]>
declare const others: Vae.VaeParams<'D', 'E'>

expectType<Vae.Generation<'rows', readonly [28, 28]>>(Vae.generate(model)(params, Key.from(7), 10))
expectType<T.Tensor<readonly ['rows', 28, 28]>>(Vae.generate(model)(params, Key.from(7), 10).x)
expectType<T.Tensor<readonly ['batch', 28, 28]>>(Vae.reconstruct(model)(params)(x))
// @ts-expect-error data of another event
Vae.reconstruct(model)(params)(flat)
// @ts-expect-error the parameters of another model
Vae.reconstruct(model)(others)
