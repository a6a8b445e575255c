/** Programs that are called. */

import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { Key } from '../../random/key.js'
import type { Host } from '../../tensors/tree.js'
import type { EngineError } from '../engine.js'
import { serialise } from '../tracing/index.js'
import { namedLeaves, noiseOf, treeOf } from './arrays.js'
import { cached, signatureOf } from './cache.js'
import { attempt, type Compiled, type Sessions, traced } from './sessions.js'

/** Compiles programs that are called, each for the sizes it is called with. */
export const runOn = ({ thread, open }: Sessions) => {
  // a program that nobody can call any more gives its sessions back
  const forgotten = new FinalizationRegistry((sessions: readonly number[]) => {
    for (const session of sessions) thread.ask({ kind: 'release', session }).catch(() => undefined)
  })
  return <Inputs, Output>(run: (inputs: Inputs, key: Key) => Output) => {
    const sessions: number[] = []
    const known = cached(async (inputs: Host<Inputs>): Promise<Compiled<Output>> => {
      const program = await traced<readonly [Inputs], Output>(([given], key) => run(given, key), [inputs], run.name)
      const session = await open(serialise(program.graph))
      if (session !== null) sessions.push(session)
      return { program, session }
    })
    forgotten.register(known, sessions)
    return (inputs: Host<Inputs>, key: Key): TE.TaskEither<EngineError, Host<Output>> =>
      attempt(async () => {
        const { program, session } = await known.get(signatureOf(inputs), inputs)
        if (session === null) return treeOf(program.output, 0, {})
        const feeds = { ...namedLeaves(0, inputs), ...noiseOf(program, key) }
        return treeOf(program.output, 0, await thread.ask({ kind: 'run', session, feeds }))
      })
  }
}
