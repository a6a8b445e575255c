import { Optimizer, Rate, T } from 'shapebound'
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

// -----------------------------------------------------------------------------
// transforms
// -----------------------------------------------------------------------------

const { chain } = Optimizer
expectType<Optimizer.Optimizer>(
  chain(Optimizer.clipByNorm(1), Optimizer.accumulate(4), Optimizer.adamw({ decay: 0.1 })),
)
expectType<Optimizer.Optimizer>(chain(Optimizer.muon({ rest: Optimizer.sgd() })))
// without an optimizer it is a transform
const transform = chain(Optimizer.averaging(), Optimizer.partRates({ encoder: 0.1 }))
expectType<Optimizer.Transform>(transform)
expectType<Optimizer.Optimizer>(transform(Optimizer.lion()))
expectType<Optimizer.Optimizer>(chain(transform, chain(Optimizer.skipOver(9)), Optimizer.lamb()))
// @ts-expect-error an optimizer is last
chain(Optimizer.adam(), Optimizer.clipByNorm(1))
// @ts-expect-error of two optimizers the first is not a transform
chain(Optimizer.adam(), Optimizer.sgd())
// @ts-expect-error a rate of a part is a number
Optimizer.partRates({ encoder: '0.1' })
// @ts-expect-error a scale that there is not
Optimizer.muon({ scale: 'large' })

// parts are paths, or a function of one
Optimizer.weightDecay({ rate: 0.1, parts: ['encoder', 'decoder.0.weight'] })
Optimizer.l2({ weight: 0.1, parts: (path) => path.endsWith('weight') })
// @ts-expect-error one path is a list of one
Optimizer.l2({ weight: 0.1, parts: 'encoder' })

// the average has the type of the parameters, in an engine and on the host
expectType<Params>(Optimizer.averageOf(Optimizer.adam())(params, [params]))
declare const onHost: T.Tree.Host<Params>
expectType<T.Tree.Host<Params>>(Optimizer.averageOf(Optimizer.adam())(onHost, [onHost]))

// -----------------------------------------------------------------------------
// schedules
// -----------------------------------------------------------------------------

const schedule = Rate.joined({ first: Rate.warmUp({ to: 0.1, steps: 10 }), steps: 10, next: (step) => 1 / step })
expectType<Rate.Schedule>(schedule)
expectType<number>(schedule(3))
Optimizer.nadam({ learningRate: schedule })
Optimizer.rmsprop({ learningRate: (step, watched) => 1 / (step + watched.length) })
Optimizer.adamax({ learningRate: Rate.plateau({ rate: 0.1 }) })
// @ts-expect-error a cosine has an end
Rate.cosine({ from: 0.1 })
