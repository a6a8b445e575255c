import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { Engine, Key, T } from 'shapebound'
import { expectType } from 'tsd'

declare const engine: Engine.Engine
declare const x: T.HostTensor<readonly ['batch', 3]>
const key = Key.from(7)

type X = T.Tensor<readonly ['batch', 3]>
expectType<TaskEither<Engine.EngineError, T.HostTensor<readonly []>>>(
  engine.run((given: X) => T.meanOfAll(given))(x, key),
)
expectType<TaskEither<Engine.EngineMissing, Engine.Selection>>(Engine.choose('auto'))

// @ts-expect-error a tensor of another shape
engine.run((given: T.Tensor<readonly ['batch', 4]>) => T.meanOfAll(given))(x, key)
// @ts-expect-error an engine that is not
Engine.choose('gpu')
