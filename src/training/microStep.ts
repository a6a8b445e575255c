/** The step of a training in micro-batches, as a pure function: an engine is asked for the gradient of each, and then to move. */

import type { Step } from '../engines/engine.js'
import type { Key } from '../random/key.js'
import * as T from '../tensors/index.js'
import { leaves, map } from '../tensors/tree.js'
import type { AnyModel, AnyPlayer } from './erased.js'
import type { Batch } from './examples.js'
import { movedBy, withNetworks, withPart } from './moves.js'
import { type NormMetrics, normsOf } from './norms.js'
import type { StepState } from './state.js'
import { gradientOf, type PlayerInputs, type StepOptions, type TrainMetrics } from './step.js'

// -----------------------------------------------------------------------------
// what an engine is asked
// -----------------------------------------------------------------------------

interface OfPlayer {
  /** Its place among the players: an engine compiles what it is asked for each of them. */
  readonly player: number
  /** The state of networks so far in this step, where it is not that of the parameters. */
  readonly networks?: object
}

/** Asks what some of the examples of a batch add to what all of them tell a player. */
export interface AskShare extends OfPlayer, Pick<PlayerInputs, 'weights'> {
  readonly x: Batch
}

/** Asks for the move of a player, given what the whole batch tells it. */
export interface AskMove<Params> extends OfPlayer, Pick<PlayerInputs, 'scalars'> {
  readonly gradient: Params
}

/** What is added up over a batch. */
export interface Share<Params> {
  readonly gradient: Params
  readonly metrics: TrainMetrics
}

/** What an engine answers: to the first question a share, and the state of networks after it; to the second norms. */
export type MicroMetrics<Params> = {
  readonly share?: Share<Params>
  readonly networks?: object
  readonly norms?: readonly NormMetrics[]
}

/** What an engine is asked in micro-batches. */
export type MicroInputs<Params> = AskShare | AskMove<Params>

type MicroStep<Params> = Step<StepState<Params>, MicroInputs<Params>, MicroMetrics<Params>>

// -----------------------------------------------------------------------------
// the step
// -----------------------------------------------------------------------------

/** Of how many examples there are numbers. */
const countOf = (x: Batch): number => leaves(x)[0]?.value.sizes[0] ?? 1

/** What some examples add for a player. */
const shared = <Params>(
  model: AnyModel<Params>,
  player: AnyPlayer,
  { samples, batch }: MicroOptions,
  params: Params,
  { x, weights, networks }: AskShare,
  key: Key,
): MicroMetrics<Params> => {
  const share = countOf(x) / batch
  const soFar = networks === undefined ? params : withNetworks(params, { networks })
  const told = gradientOf(model, { x, samples, share })(player, { weights }, { params, soFar }, key)
  const { gradient, metrics, ...after } = told
  return { share: { gradient, metrics: map(T.mulScalar(share))(metrics) }, ...after }
}

/** The move of a player, and the state after it. */
const moved = <Params>(
  player: AnyPlayer,
  { norms = false }: MicroOptions,
  { params, optimizers }: StepState<Params>,
  asked: AskMove<Params>,
): ReturnType<MicroStep<Params>> => {
  const before = movedBy(player, params)
  const remembered = optimizers[asked.player] ?? []
  const made = player.optimizer.update(asked.scalars)(asked.gradient, before, remembered)
  return {
    state: {
      params: withNetworks(withPart(player, params, made.params), asked),
      optimizers: optimizers.map((each, index) => (index === asked.player ? made.state : each)),
    },
    metrics: { norms: norms ? normsOf(asked.gradient, before, made.params) : [] },
  }
}

/** How a step is taken in micro-batches. */
export interface MicroOptions extends Omit<StepOptions, 'order'> {
  /** How many examples the whole batch has. */
  readonly batch: number
}

/**
 * A training step in parts: what it is asked is either what some examples of a batch add to the gradient and the metrics of a
 * player, which leaves the state as it is, or the move by their sum.
 *
 * The shares of all examples of a batch add up to what `trainStep` finds, where the objective is a mean over examples.
 */
export const microStep =
  <Params>(model: AnyModel<Params>, players: readonly AnyPlayer[], options: MicroOptions): MicroStep<Params> =>
  (state, asked, key) => {
    const player = players[asked.player] as AnyPlayer // safe: it is asked of one of them
    return 'x' in asked
      ? { state, metrics: shared(model, player, options, state.params, asked, key) }
      : moved(player, options, state, asked)
  }
