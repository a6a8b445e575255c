import { pipe } from 'fp-ts/lib/function.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { Engine, Key, Random, T } from 'shapebound'
import { expectType } from 'tsd'

declare const engine: Engine.Engine
declare const x: T.HostTensor<readonly ['batch', 3]>
declare const weight: T.HostTensor<readonly [3, 2]>
const key = Key.from(7)

type Batch = T.Tensor<readonly ['batch', 3]>
type Weight = T.Tensor<readonly [3, 2]>
type Given = { readonly x: Batch; readonly weight: Weight }
type Right<Output> = TaskEither<Engine.EngineError, Output>

// the shapes of the function are those of the call
const product = Engine.compile(engine)(({ x, weight }: Given) => pipe(x, T.matmul(weight)))
expectType<Right<T.HostTensor<readonly ['batch', 2]>>>(product({ x, weight }, key))

// trees of tensors, gradients and noise
const step = Engine.compile(engine)(({ x, weight }: Given, key: Key.Key) => {
  const noisy = pipe(x, T.same.add(Random.normal(key)(x)))
  const { value, gradient } = T.valueAndGradient((weight: Weight) => {
    const activations = pipe(noisy, T.matmul(weight), T.tanh)
    return [T.meanOfAll(activations), { activations }] as const
  })(weight)
  return { value, gradient, nothing: null }
})
expectType<
  Right<{
    readonly value: T.HostTensor<readonly []>
    readonly gradient: T.HostTensor<readonly [3, 2]>
    readonly nothing: null
  }>
>(step({ x, weight }, key))

// a name that is another, a size that is another, and what is missing
declare const rows: T.HostTensor<readonly ['rows', 3]>
declare const wide: T.HostTensor<readonly ['batch', 4]>
// @ts-expect-error 'rows' is not 'batch'
product({ x: rows, weight }, key)
// @ts-expect-error 4 is not 3
product({ x: wide, weight }, key)
// @ts-expect-error there is no weight
product({ x }, key)
// @ts-expect-error a key is an argument
product({ x, weight })

// a wrong shape inside does not compile
Engine.compile(engine)(({ x, weight }: Given) =>
  // @ts-expect-error 2 and 3 differ
  pipe(x, T.matmul(weight), T.matmul(weight)),
)

// a size that is known only when the program runs
declare const wideShape: T.HostTensor<readonly [number, 3]>
// @ts-expect-error it has no name
product({ x: wideShape, weight }, key)
