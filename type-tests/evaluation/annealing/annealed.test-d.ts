import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { Data, DiagonalNormal, type Engine, Key, Layer, type T, type Train, Vae } from 'shapebound'
import { Annealing } from 'shapebound/evaluate'
import { expectType } from 'tsd'

const model = Vae.make({
  encoder: Layer.sequence(Layer.normalHead(64, 3)),
  decoder: Layer.sequence(Layer.bernoulliHead(3, 64)),
  prior: DiagonalNormal.standard(3),
})
declare const params: T.Tree.Host<ReturnType<typeof model.init>>
declare const engine: Engine.Engine
const key = Key.from(1)
const data = Data.sprites({ key, count: 10, size: 8 }).binary

// log p(x) of data that fits, and of examples of the model itself
expectType<TaskEither<Train.TrainError, Annealing.Annealed>>(
  Annealing.annealed({ model, params, data, key, engine, chains: 4 }),
)
expectType<TaskEither<Train.TrainError, Annealing.Bidirectional>>(
  Annealing.bidirectional({ model, params, key, temperatures: 10 }),
)

// @ts-expect-error data of another size
Annealing.annealed({ model, params, data: Data.sprites({ key, size: 9 }).binary, key, engine })
// @ts-expect-error grey pixels under bits
Annealing.annealed({ model, params, data: Data.sprites({ key, size: 8 }).grey, key, engine })
declare const others: T.Tree.Host<{ readonly encoder: 1 }>
// @ts-expect-error parameters of another model
Annealing.annealed({ model, params: others, data, key, engine })
// @ts-expect-error the same
Annealing.bidirectional({ model, params: others, key })
// @ts-expect-error samples are those of q, of which annealing has none
Annealing.annealed({ model, params, data, key, samples: 3 })
