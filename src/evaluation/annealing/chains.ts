/** Chains of latents from one temperature to the next, run by an engine, and how they are weighed. */

import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { EngineError } from '../../engines/engine.js'
import { child, type Key } from '../../random/key.js'
import type * as T from '../../tensors/index.js'
import type { Host } from '../../tensors/tree.js'
import { orThrow } from '../../training/errors.js'
import { meanOf } from '../numbers/matrix.js'
import type { Chains, Moved, Place } from './hamiltonian.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What moves the chains of some examples. */
export type Move = (place: Host<Place>, key: Key) => TaskEither<EngineError, Host<Moved>>

/** One transition: the weight that the log-likelihood before it has, the power that it has in it, and how far a leap goes. */
export interface Turn {
  readonly weight: number
  readonly temperature: number
  readonly step: number
}

/** What has come of some chains. */
export interface Run {
  /** The log-weight of each chain, chain after chain. Shapes: `['samples', 'batch']`, flat. */
  readonly logs: Float64Array
  /** The share of chains that moved in each transition. */
  readonly accepted: readonly number[]
}

// -----------------------------------------------------------------------------
// turns
// -----------------------------------------------------------------------------

/**
 * The turns from the prior to the posterior: the likelihood where a chain is counts with the step to the next temperature, and the
 * chain moves under that.
 */
export const upward = (powers: readonly number[], steps: readonly number[]): readonly Turn[] =>
  powers.slice(1).map((temperature, at) => ({
    weight: temperature - (powers[at] as number),
    temperature,
    step: steps[at] as number,
  }))

/** The same from the posterior back to the prior: every turn of the other way, undone. */
export const downward = (powers: readonly number[], steps: readonly number[]): readonly Turn[] =>
  upward(powers, steps)
    .map(({ weight }, at) => ({
      weight,
      temperature: powers[at] as number,
      // that of the turn which came to this temperature; at the prior itself there is none, and nothing is weighed after it
      step: steps[Math.max(0, at - 1)] as number,
    }))
    .toReversed()

// -----------------------------------------------------------------------------
// running
// -----------------------------------------------------------------------------

const scalar = (value: number): Host<T.Tensor<readonly []>> => ({
  shape: [],
  sizes: [],
  values: Float32Array.of(value),
})

/** Runs chains through some turns. The engine's errors are thrown. */
export const run = async (move: Move, from: Host<Chains>, turns: readonly Turn[], key: Key): Promise<Run> => {
  let z = from
  const logs = new Float64Array((from.sizes[0] as number) * (from.sizes[1] as number))
  const accepted: number[] = []
  for (const [at, { weight, temperature, step }] of turns.entries()) {
    const place = { z, temperature: scalar(temperature), step: scalar(step) }
    const moved = await orThrow(move(place, child(at)(key)))
    for (const [chain, value] of moved.likelihood.values.entries())
      logs[chain] = (logs[chain] as number) + weight * value
    accepted.push(meanOf(moved.accepted.values))
    z = moved.z
  }
  return { logs, accepted }
}

// -----------------------------------------------------------------------------
// how far a leap goes
// -----------------------------------------------------------------------------

/** So many chains should move: Source: Neal, arXiv:1206.1901, section 4.4. */
const WANTED = 0.65

/** How fast the step follows. */
const RATE = 0.6

/** Where the search begins, and the turns at the first temperature that it takes to settle. */
const [FIRST, SETTLING] = [0.3, 12] as const

/**
 * How far a leap goes at each temperature, found by chains of their own: a step that depended on the chains that are weighed would
 * make their weights wrong.
 */
export const tuned = async (
  move: Move,
  from: Host<Chains>,
  powers: readonly number[],
  key: Key,
): Promise<readonly number[]> => {
  let [z, step] = [from, FIRST]
  const steps: number[] = []
  const targets = [...Array.from({ length: SETTLING }, () => powers[1] as number), ...powers.slice(1)]
  for (const [at, temperature] of targets.entries()) {
    const moved = await orThrow(move({ z, temperature: scalar(temperature), step: scalar(step) }, child(at)(key)))
    step *= Math.exp(RATE * (meanOf(moved.accepted.values) - WANTED))
    if (at >= SETTLING) steps.push(step)
    z = moved.z
  }
  return steps
}

/** What engines take: chains that begin at some latents, each with as many. */
export const asChains = (values: Float32Array, chains: number, batch: number): Host<Chains> => ({
  shape: ['samples', 'batch', 'latent'],
  sizes: [chains, batch, values.length / chains / batch],
  values,
})

/** Every chain of an example at the one latent that it has. */
export const repeated = (values: Float32Array, chains: number, batch: number): Host<Chains> => {
  const all = new Float32Array(values.length * chains)
  for (let chain = 0; chain < chains; chain++) all.set(values, chain * values.length)
  return asChains(all, chains, batch)
}
