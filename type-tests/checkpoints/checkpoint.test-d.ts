import { Data, DiagonalNormal, Elbo, Key, Layer, Optimizer, T, Train, Vae } from 'shapebound'
import { Checkpoint } from 'shapebound/node'
import { exactly } from '../exactly.js'

const data = Data.sprites({ key: Key.from(1), count: 64, size: 8 }).binary
const common = { objective: Elbo.elbo, data, optimizer: Optimizer.adam(), epochs: 1, key: Key.from(7) } as const
const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(64, 32), Layer.tanh, Layer.normalHead(3)),
  decoder: Layer.sequence(Layer.dense(3, 32), Layer.tanh, Layer.bernoulliHead(64)),
  prior: DiagonalNormal.standard(3),
})
const plain = Vae.make({
  encoder: Layer.sequence(Layer.dense(64, 32), Layer.normalHead(3)),
  decoder: Layer.sequence(Layer.bernoulliHead(3, 64)),
  prior: DiagonalNormal.standard(3),
})

// what `fit` gives is saved and comes back with its type, with layers without parameters and without
export const program = async () => {
  const trained = await Train.fit({ ...common, model })()
  if (trained._tag === 'Left') return
  const { params } = trained.right
  await Checkpoint.save('a')(params)()
  const loaded = await Checkpoint.load(params)('a')()
  if (loaded._tag === 'Left') return
  exactly<typeof loaded.right.params, typeof params>()
  const engine: Train.ParamsOf<typeof model> = T.Tree.fromHostTree((tensor) => T.fromHost(tensor as never))(params)
  const again: typeof params = T.Tree.withHostLeaves(
    params,
    T.Tree.hostLeaves(params).map(({ value }) => value),
  )
  // the type of the tree in the engine as a type argument means the host tree of it
  await Checkpoint.save('a')<ReturnType<typeof model.init>>(params)()
  const same = await Checkpoint.load<ReturnType<typeof model.init>>(params)('a')()
  const back: typeof params | null = same._tag === 'Right' ? same.right.params : null
  return { engine, again, back }
}
export const withoutActivations = async () => {
  const trained = await Train.fit({ ...common, model: plain })()
  if (trained._tag === 'Left') return null
  const loaded = await Checkpoint.load(trained.right.params)('c')()
  const back: typeof trained.right.params | null = loaded._tag === 'Right' ? loaded.right.params : null
  return back
}

// any tree of host tensors
declare const weight: T.HostTensor<readonly [2]>
declare const labels: T.HostIndices<readonly ['batch'], 10>
declare const list: readonly T.HostTensor<readonly [2]>[]
declare const perhaps: T.HostTensor<readonly [2]> | null
void Checkpoint.save('x')({ encoder: [weight, null] } as const)
void Checkpoint.save('x')({ weight, labels })
void Checkpoint.save('x')(weight)
void Checkpoint.save('x')([weight, { weight }])
void Checkpoint.save('x')({ list, perhaps })
interface Own {
  readonly first: T.HostTensor<readonly [2]>
}
declare const own: Own
void Checkpoint.save('x')(own)
