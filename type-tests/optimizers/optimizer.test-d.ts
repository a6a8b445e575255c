import { Optimizer, T } from 'shapebound'
import { expectType } from 'tsd'

type Params = { readonly weight: T.Tensor<readonly [784, 500]> }
declare const params: Params
declare const scalars: readonly T.Tensor<readonly []>[]

for (const optimizer of [Optimizer.adam(), Optimizer.sgd({ momentum: 0.9 }), Optimizer.adagrad()]) {
  expectType<Optimizer.State<Params>>(optimizer.init(params))
  expectType<Optimizer.Update<Params>>(optimizer.update(scalars)(params, params, [params]))
  // @ts-expect-error the gradient of another model
  optimizer.update(scalars)({ weight: 3 }, params, [])
  // @ts-expect-error the memory of another model
  optimizer.update(scalars)(params, params, [{ weight: 3 }])
}

// a schedule is a function of the step
Optimizer.adam({ learningRate: (step) => 1 / step })
// @ts-expect-error a setting that it has not
Optimizer.adam({ momentum: 0.9 })
// @ts-expect-error a rate is a number
Optimizer.sgd({ learningRate: '0.1' })

// an optimizer of one's own: gradient, parameters and state are trees of one structure
const heavy: Pick<Optimizer.Optimizer, 'init' | 'update'> = {
  init: (params) => [T.Tree.map(T.zerosLike)(params)],
  update:
    () =>
    (gradient, params, [velocity = gradient]) => ({
      params: T.Tree.zipWith((param, by) => T.same.sub(by)(param))(params, velocity),
      state: [T.Tree.zipWith((before, by) => T.same.add(by)(before))(velocity, gradient)],
    }),
}
expectType<Optimizer.Update<Params>>(heavy.update(scalars)(params, params, heavy.init(params)))
const mixed: Pick<Optimizer.Optimizer, 'init' | 'update'> = {
  // @ts-expect-error the state is a tree of the structure of the parameters
  init: () => [T.scalar(0)],
  update:
    (numbers) =>
    (gradient, params, [velocity = gradient]) => ({
      // @ts-expect-error a number of the step is no tree of parameters
      params: T.Tree.zipWith((param, by) => T.same.sub(by)(param))(params, numbers),
      // @ts-expect-error the state is one more tree, not the numbers of the step
      state: [velocity, numbers],
    }),
}
expectType<Optimizer.State<Params>>(mixed.init(params))
