/** One training step, as a pure function: the objective, its gradient, and an update, for each player. */

import type { Step } from '../engines/engine.js'
import type { Mode } from '../layers/mode.js'
import type { At } from '../losses/schedule.js'
import type { OptimizerState, Update } from '../optimizers/optimizer.js'
import { child, type Key } from '../random/key.js'
import { refuse } from '../shapes/defect.js'
import { inPart } from '../shapes/part.js'
import * as T from '../tensors/index.js'
import type { Batch } from './examples.js'
import type { AnyEvaluable, AnyModel, AnyPlayer, Order } from './plan.js'
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
export type StepMetrics = TrainMetrics & { readonly others?: readonly TrainMetrics[] }

// -----------------------------------------------------------------------------
// the parameters of a player
// -----------------------------------------------------------------------------

/** The part of the parameters that a player moves. Errors: a `ShapeError` for a part that the model does not have. */
export const movedBy = <Params>({ name, moves }: Pick<AnyPlayer, 'name' | 'moves'>, params: Params): Params => {
  if (moves === null) return params
  const parts = params as Readonly<Record<string, unknown>> // safe: names of it are asked for, and found or refused
  const absent = moves.find((part) => !Object.hasOwn(parts, part))
  return absent === undefined
    ? (Object.fromEntries(moves.map((part) => [part, parts[part]])) as Params)
    : refuse(`player ${name} moves ${absent}: the model has no such part`)
}

/** The parameters with a part of them replaced. */
const withPart = <Params>({ moves }: AnyPlayer, params: Params, part: Params): Params =>
  moves === null ? part : { ...params, ...part }

/** The state before the first step. */
export const initialState = <Params>(
  model: AnyModel<Params>,
  players: readonly AnyPlayer[],
  key: Key,
): StepState<Params> => {
  const params = inPart('model: init', () => model.init(key))
  return { params, optimizers: players.map((player) => player.optimizer.init(movedBy(player, params))) }
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
    return { surrogate, metrics }
  }

/** The number of a schedule: the input at its place. */
const weightsOf =
  ({ objective }: AnyPlayer, { weights }: PlayerInputs): At =>
  (schedule) =>
    weights[objective.schedules.indexOf(schedule)] ?? T.scalar(Number.NaN) // never: there are as many inputs

/** What a player makes of a step. */
interface PlayerUpdate<Params> extends Update<Params> {
  readonly metrics: TrainMetrics
}

/** The update of one player: the gradient of its surrogate, and a move that increases its objective. */
const updateOf =
  <Params>(model: AnyModel<Params>, samples: number, x: Batch) =>
  (
    player: AnyPlayer,
    inputs: PlayerInputs,
    params: Params,
    state: OptimizerState<Params>,
    key: Key,
  ): PlayerUpdate<Params> => {
    const evaluate = evaluateOn(model, player.objective, samples, 'training')
    const before = movedBy(player, params)
    const { gradient, rest: metrics } = T.valueAndGradient((part: Params) => {
      const { surrogate, metrics } = evaluate(withPart(player, params, part), x, key, weightsOf(player, inputs))
      return [T.negate(T.meanOfAll(surrogate)), metrics] as const // optimizers minimize
    })(before)
    return { ...player.optimizer.update(inputs.scalars)(gradient, before, state), metrics }
  }

/** The key of a player: of the first that of the step itself. */
const keyOf = (index: number, key: Key): Key => (index === 0 ? key : child(index)(child('player')(key)))

/** What a step reports, given what is reported of each player. */
const reportOf = ([first, ...others]: readonly TrainMetrics[]): StepMetrics =>
  // safe: there is a first player
  others.length === 0 ? (first as TrainMetrics) : { ...(first as TrainMetrics), others }

/**
 * One step of AEVB: for each player its objective on a minibatch, its gradient, and an update that increases it.
 *
 * In turn, each player sees the parameters that the one before it has moved; at once, all see those of the step before.
 *
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, algorithm 1; in turn: Neal and Hinton,
 * "A View of the EM Algorithm", 1998, section 3.
 */
export const trainStep =
  <Params>(
    model: AnyModel<Params>,
    players: readonly AnyPlayer[],
    samples: number,
    order: Order = 'in turn',
  ): Step<StepState<Params>, TrainInputs, StepMetrics> =>
  (state, inputs, key) => {
    const update = updateOf(model, samples, inputs.x)
    const after = players.reduce<{ readonly params: Params; readonly updates: readonly PlayerUpdate<Params>[] }>(
      ({ params, updates }, player, index) => {
        const seen = order === 'in turn' ? params : state.params
        // safe: there are inputs and a state of the optimizer for every player
        const [own, before] = [inputs.players[index] as PlayerInputs, state.optimizers[index] as OptimizerState<Params>]
        const made = update(player, own, seen, before, keyOf(index, key))
        return { params: withPart(player, params, made.params), updates: [...updates, made] }
      },
      { params: state.params, updates: [] },
    )
    return {
      state: { params: after.params, optimizers: after.updates.map((each) => each.state) },
      metrics: reportOf(after.updates.map(({ metrics }) => metrics)),
    }
  }
