/** Programs that are called. */

import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { Key } from '../../random/key.js'
import type { Host } from '../../tensors/tree.js'
import type { EngineError } from '../engine.js'
import { namedLeaves, noiseOf, treeOf } from './arrays.js'
import { cached, signatureOf } from './cache.js'
import { attempt, type CompiledProgram, type Sessions, traced } from './sessions.js'

/**
 * How many sessions of called programs an engine keeps, all programs and sizes together.
 *
 * Each has its memory and its threads: 400 sizes took 250 megabytes. To make one anew takes a tenth of a second.
 */
const KEPT = 32

/** Compiles programs that are called, each for the sizes it is called with. */
export const runOn = ({ thread, next, open, release }: Sessions) => {
  const known = cached<CompiledProgram<unknown>>(KEPT, release)
  // a program that nobody can call any more gives its sessions back
  const forgotten = new FinalizationRegistry((prefix: string) => {
    void known.drop((name) => name.startsWith(prefix))
  })
  return <Inputs, Output>(run: (inputs: Inputs, key: Key) => Output) => {
    const prefix = `${next()} `
    const compile = async (inputs: Host<Inputs>): Promise<CompiledProgram<Output>> => {
      const program = await traced<readonly [Inputs], Output>(([given], key) => run(given, key), [inputs], run.name)
      return { program, session: await open(program.graph) }
    }
    forgotten.register(compile, prefix)
    return (inputs: Host<Inputs>, key: Key): TE.TaskEither<EngineError, Host<Output>> =>
      attempt(async () => {
        const made = await known.get(prefix + signatureOf(inputs), () => compile(inputs))
        const { program, session } = made as CompiledProgram<Output> // safe: the prefix is that of this program alone
        if (session === null) return treeOf(program.output, 0, {})
        const feeds = { ...namedLeaves(0, inputs), ...noiseOf(program, key) }
        return treeOf(program.output, 0, await thread.ask({ kind: 'run', session, feeds }))
      })
  }
}
