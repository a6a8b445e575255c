import { Optimizer, type T } from 'shapebound'
import { expectType } from 'tsd'

type Params = { readonly weight: T.Tensor<readonly [784, 500]> }
declare const params: Params
declare const scalars: readonly T.Tensor<readonly []>[]

for (const optimizer of [Optimizer.adam(), Optimizer.sgd({ momentum: 0.9 }), Optimizer.adagrad()]) {
  expectType<Optimizer.Memory>(optimizer.init(params))
  expectType<Optimizer.Updated<Params>>(optimizer.update(scalars)(params, params, [params]))
  // @ts-expect-error the gradient of another model
  optimizer.update(scalars)({ weight: 3 }, params, [])
}

// a schedule is a function of the step
Optimizer.adam({ learningRate: (step) => 1 / step })
// @ts-expect-error a setting that it has not
Optimizer.adam({ momentum: 0.9 })
// @ts-expect-error a rate is a number
Optimizer.sgd({ learningRate: '0.1' })
