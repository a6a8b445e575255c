/** The ways of chains: up from the prior to the posterior of examples, and back down. */

import type { Engine } from '../../engines/engine.js'
import { child, type Key } from '../../random/key.js'
import type { Host } from '../../tensors/tree.js'
import { atOnce } from '../../training/atOnce.js'
import type { Batch } from '../../training/examples.js'
import { asChains, downward, type Run, repeated, run, tuned, upward } from './chains.js'
import type { Erased } from './options.js'
import { isLeaping, mover, priorDraws } from './programs.js'
import { temperatures } from './temperatures.js'

/** How many examples are taken at a time. */
export const sizeOf = ({ chains, batch }: Erased, widths: readonly number[], count: number): number =>
  Math.min(atOnce({ axes: ['batch'], content: ['+log-mean-exp'] }, { samples: chains, batch, widths }), count)

/** The logs of one example. */
export const ofRow = (logs: Float64Array, batch: number, row: number): Float64Array =>
  logs.filter((_, at) => at % batch === row)

/** What a batch of chains of examples needs. */
export interface Ways {
  readonly up: (x: Host<Batch>, batch: number, key: Key) => Promise<Run>
  readonly down: (x: Host<Batch>, z: Float32Array, batch: number, key: Key) => Promise<Run>
}

/** Both ways; how far leaps go is found on the examples that are given, by chains of their own. */
export const waysOf = async (given: Erased, engine: Engine, x: Host<Batch>, batch: number): Promise<Ways> => {
  const { params, chains, key } = given
  const move = mover(given, engine)
  const draws = priorDraws(given, engine)
  const powers = temperatures(given.temperatures)
  const start = async (count: number, own: Key) =>
    asChains(await draws(count * chains, child('start')(own)), chains, count)
  const tuning = child('tuning')(key)
  const steps = isLeaping(given)
    ? await tuned(move(params, x), await start(batch, tuning), powers, tuning)
    : powers.slice(1).map(() => 1)
  return {
    up: async (of, count, own) => run(move(params, of), await start(count, own), upward(powers, steps), own),
    down: (of, z, count, own) =>
      run(move(params, of), repeated(z, chains, count), downward(powers, steps), child('down')(own)),
  }
}
