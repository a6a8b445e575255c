/** One training step, as a pure function: the objective, its gradient, and an update, for each player. */

import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { Step, StepInputs } from '../engines/engine.js'
import type { Mode } from '../layers/mode.js'
import type { At } from '../losses/schedule.js'
import type { OptimizerState, Update } from '../optimizers/optimizer.js'
import { child, type Key } from '../random/key.js'
import { inPart } from '../shapes/part.js'
import * as T from '../tensors/index.js'
import type { Host } from '../tensors/tree.js'
import type { AnyEvaluable, AnyModel, AnyPlayer, Order } from './erased.js'
import type { TrainError } from './errors.js'
import type { Batch } from './examples.js'
import { movedBy, networksAfter, withNetworks, withPart } from './moves.js'
import { type NormMetrics, normsOf } from './norms.js'
import type { StepState } from './state.js'
import { suppliedOn } from './supplied.js'

// -----------------------------------------------------------------------------
// what a step is given, and what it reports
// -----------------------------------------------------------------------------

/** The numbers of one player for this step. */
export type PlayerInputs = {
  /** Those of the optimizer. */
  readonly scalars: readonly T.Tensor<readonly []>[]
  /** Those of the schedules of the objective, in their order. */
  readonly weights: readonly T.Tensor<readonly []>[]
}

/** A batch, and the numbers of each player. */
export type TrainInputs = {
  readonly x: Batch
  readonly players: readonly PlayerInputs[]
}

/** What is reported of one objective. */
export type TrainMetrics = {
  readonly objective: T.Tensor<readonly []>
  readonly parts: readonly T.Tensor<readonly []>[]
}

/** What a step reports: of the first player, and of the others where there are some. */
export type StepMetrics = TrainMetrics & {
  readonly others?: readonly TrainMetrics[]
  /** Of each part, where they are asked for. */
  readonly norms?: readonly NormMetrics[]
}

/** Takes steps, and has the state: as a `RunningProgram`, whose errors may be any of training. */
export interface Session {
  readonly advance: (
    steps: readonly StepInputs<TrainInputs>[],
  ) => TE.TaskEither<TrainError, readonly Host<StepMetrics>[]>
  readonly lend?: (length: number, steps: number) => readonly Float32Array[]
  readonly snapshot: TE.TaskEither<TrainError, Host<StepState<unknown>>>
  /** Frees the state, and closes what was opened for the steps alone. */
  readonly stop: TE.TaskEither<TrainError, void>
}

// -----------------------------------------------------------------------------
// the first state
// -----------------------------------------------------------------------------

/** The state of the optimizer of each player before the first step. */
export const initialOptimizers = <Params>(
  players: readonly AnyPlayer[],
  params: Params,
): StepState<Params>['optimizers'] => players.map((player) => player.optimizer.init(movedBy(player, params)))

/** The state before the first step. */
export const initialState = <Params>(
  model: AnyModel<Params>,
  players: readonly AnyPlayer[],
  key: Key,
): StepState<Params> => {
  const params = inPart('model: init', () => model.init(key))
  return { params, optimizers: initialOptimizers(players, params) }
}

// -----------------------------------------------------------------------------
// the step
// -----------------------------------------------------------------------------

/** An objective of a batch. `at` gives the numbers of its schedules: those of evaluation if left out. */
export const evaluateOn =
  <Params>(model: AnyModel<Params>, objective: AnyEvaluable, samples: number, mode: Mode = 'evaluation') =>
  (params: Params, x: Batch, key: Key, at?: At) => {
    const supplied = suppliedOn(model)(params, x, { key: child('noise')(key), samples, mode })
    const { value, surrogate, parts } = objective.evaluate(supplied, at)
    const metrics: TrainMetrics = { objective: T.meanOfAll(value), parts }
    return { surrogate, metrics, supplied }
  }

/** The number of a schedule: the input at its place. */
const weightsOf =
  ({ objective }: AnyPlayer, weights: PlayerInputs['weights']): At =>
  (schedule) =>
    weights[objective.schedules.indexOf(schedule)] ?? T.scalar(Number.NaN) // never: there are as many inputs

/** What a batch tells a player. */
export interface Told<Params> {
  /** Of what its optimizer minimizes, by the part that it moves. */
  readonly gradient: Params
  readonly metrics: TrainMetrics
  /** The state of networks, where the model has one: no gradient is taken of it. */
  readonly networks?: object
}

/** What a player sees: parameters, and those so far in this step, whose state of networks it passes on. */
export interface Seen<Params> {
  readonly params: Params
  readonly soFar: Params
}

/** The examples that a gradient is taken of. */
export interface Examined {
  readonly x: Batch
  readonly samples: number
  /** The part of the batch that they are: 1 if left out. */
  readonly share?: number
}

/**
 * The gradient of a player: that of its surrogate on some examples, times their share.
 *
 * It sees `params`, and gives the state of the networks after it: that of `so far` with those replaced that it has run.
 */
export const gradientOf =
  <Params>(model: AnyModel<Params>, { x, samples, share = 1 }: Examined) =>
  (
    player: AnyPlayer,
    { weights }: Pick<PlayerInputs, 'weights'>,
    { params, soFar }: Seen<Params>,
    key: Key,
  ): Told<Params> => {
    const evaluate = evaluateOn(model, player.objective, samples, 'training')
    const { gradient, rest } = T.valueAndGradient((part: Params) => {
      const at = weightsOf(player, weights)
      const { surrogate, metrics, supplied } = evaluate(withPart(player, params, part), x, key, at)
      const mean = share === 1 ? T.meanOfAll(surrogate) : T.mulScalar(share)(T.meanOfAll(surrogate))
      // optimizers minimize
      return [T.negate(mean), { metrics, ...networksAfter(soFar, supplied) }] as const
    })(movedBy(player, params))
    return { gradient, ...rest }
  }

/** What a player makes of a step. */
interface PlayerUpdate<Params> extends Update<Params>, Omit<Told<Params>, 'gradient'> {
  /** Empty where they are not asked for. */
  readonly norms: readonly NormMetrics[]
}

/** The update of one player: the gradient of its surrogate, and a move that increases its objective. */
const updateOf =
  <Params>(model: AnyModel<Params>, { samples, norms }: StepOptions, x: Batch) =>
  (
    player: AnyPlayer,
    inputs: PlayerInputs,
    seen: Seen<Params>,
    state: OptimizerState<Params>,
    key: Key,
  ): PlayerUpdate<Params> => {
    const before = movedBy(player, seen.params)
    const { gradient, ...rest } = gradientOf(model, { x, samples })(player, inputs, seen, key)
    const made = player.optimizer.update(inputs.scalars)(gradient, before, state)
    return { ...made, ...rest, norms: norms ? normsOf(gradient, before, made.params) : [] }
  }

/** The key of a player: of the first that of the step itself. */
export const keyOf = (index: number, key: Key): Key => (index === 0 ? key : child(index)(child('player')(key)))

/** What a step reports, given what each player has made of it: in an engine and on the host alike. */
export const reportOf = <Metrics extends object, Norms>(
  updates: readonly { readonly metrics: Metrics; readonly norms: readonly Norms[] }[],
): Metrics & { readonly others?: readonly Metrics[]; readonly norms?: readonly Norms[] } => {
  const [first, ...others] = updates.map(({ metrics }) => metrics)
  const norms = updates.flatMap((each) => each.norms)
  return {
    ...(first as Metrics), // safe: there is a first player
    ...(others.length === 0 ? {} : { others }),
    ...(norms.length === 0 ? {} : { norms }),
  }
}

/** How a step is taken. */
export interface StepOptions {
  /** How many samples of the posterior for each example. */
  readonly samples: number
  readonly order?: Order
  /** Whether it reports the norms of gradients and updates. */
  readonly norms?: boolean
}

/**
 * One step of AEVB: for each player its objective on a minibatch, its gradient, and an update that increases it.
 *
 * In turn, each player sees the parameters that the one before it has moved; at once, all see those of the step before. So it
 * is with the state of networks: in turn, a network that two players run moves its state twice; at once, it is left as the
 * last of them has moved it.
 *
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, algorithm 1; in turn: Neal and Hinton,
 * "A View of the EM Algorithm", 1998, section 3.
 */
export const trainStep =
  <Params>(
    model: AnyModel<Params>,
    players: readonly AnyPlayer[],
    options: StepOptions,
  ): Step<StepState<Params>, TrainInputs, StepMetrics> =>
  (state, inputs, key) => {
    const { order = 'in turn' } = options
    const update = updateOf(model, options, inputs.x)
    const after = players.reduce<{ readonly params: Params; readonly updates: readonly PlayerUpdate<Params>[] }>(
      ({ params, updates }, player, index) => {
        const seen = order === 'in turn' ? params : state.params
        // safe: there are inputs and a state of the optimizer for every player
        const [own, before] = [inputs.players[index] as PlayerInputs, state.optimizers[index] as OptimizerState<Params>]
        const made = update(player, own, { params: seen, soFar: params }, before, keyOf(index, key))
        return { params: withNetworks(withPart(player, params, made.params), made), updates: [...updates, made] }
      },
      { params: state.params, updates: [] },
    )
    return {
      state: { params: after.params, optimizers: after.updates.map((each) => each.state) },
      metrics: reportOf(after.updates),
    }
  }
