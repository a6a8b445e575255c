import { T } from 'shapebound'
import { expectType } from 'tsd'

type Parameters = { readonly weight: T.Tensor<readonly [784, 500]> }
declare const parameters: Parameters

const differentiated = T.valueAndGradient((p: Parameters) => [T.meanOfAll(p.weight), null] as const)(parameters)
expectType<T.Tensor<readonly []>>(differentiated.value)
expectType<Parameters>(differentiated.gradient)
expectType<null>(differentiated.rest)
// @ts-expect-error only a number has a gradient
T.valueAndGradient((p: Parameters) => [p.weight, null] as const)
