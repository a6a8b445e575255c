// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { Data, DiagonalNormal, Elbo, Key, Layer, Optimizer, type T, Train, Vae } from 'shapebound'
import { expectType } from 'tsd'

const key = Key.from(7)
const data = Data.sprites({ key, size: 16 }).binary
const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(256, 50), Layer.tanh, Layer.normalHead(50, 5)),
  decoder: Layer.sequence(Layer.dense(5, 50), Layer.tanh, Layer.bernoulliHead(50, 256)),
  prior: DiagonalNormal.standard(5),
})
const optimizer = Optimizer.adam()
const q = Train.player({ name: 'q', objective: Elbo.elbo, moves: ['encoder'], optimizer })
const p = Train.player({ name: 'p', objective: Elbo.elbo, moves: ['decoder'], optimizer })
const common = { model, data, epochs: 1, key } as const

expectType<readonly ['encoder']>(q.moves)
type Params = ReturnType<(typeof model)['init']>
expectType<TaskEither<Train.TrainError<T.Tree.Host<Params>>, Train.TrainResult<Params>>>(
  Train.play({ ...common, players: [q, p] }),
)

declare const anything: any
// @ts-expect-error any player
Train.play({ ...common, players: [q, anything] })
// @ts-expect-error any objective
Train.play({ ...common, players: [Train.player({ name: 'q', objective: anything, moves: ['encoder'], optimizer })] })
// @ts-expect-error parts that are known only when the program runs
Train.play({ ...common, players: [Train.player({ ...q, moves: ['encoder'] as readonly string[] })] })
// @ts-expect-error data of another shape
Train.play({ ...common, players: [q], data: Data.sprites({ key, size: 20 }).binary })
