/** The training program: one pure step, whatever the model, the objectives and the optimizers. */

import type { Evaluated } from '../losses/evaluated.js'
import type { At, Schedule } from '../losses/schedule.js'
import type { AnyAxes, Part } from '../losses/term.js'
import type { Observed } from '../models/model.js'
import type { Memory, Optimizer } from '../optimizers/optimizer.js'
import { child, type Key } from '../random/key.js'
import type { AnyShape } from '../shapes/dim.js'
import { inPart } from '../shapes/part.js'
import { refuse } from '../shapes/refusal.js'
import * as T from '../tensors/index.js'
import type { PartValue, Values } from './events.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What is carried from step to step: the parameters, and what the optimizer of each player remembers. */
export type TrainState<Params> = {
  readonly params: Params
  readonly memory: readonly Memory<Params>[]
}

/** The numbers that are fed in for one player. */
export type Fed = {
  /** The numbers of the optimizer for this step. */
  readonly scalars: readonly T.Tensor<readonly []>[]
  /** The numbers of the schedules of the objective for this step, in their order. */
  readonly weights: readonly T.Tensor<readonly []>[]
}

/** What a step is shown. */
export type TrainInputs = {
  readonly x: T.Tensor<readonly ['batch', ...AnyShape]>
  /** For each player. */
  readonly fed: readonly Fed[]
}

/** What is reported of one objective. */
export type TrainMetrics = {
  readonly objective: T.Tensor<readonly []>
  readonly parts: readonly T.Tensor<readonly []>[]
}

/** What a step reports: of the first player, and of the others where there are some. */
export type StepMetrics = TrainMetrics & { readonly others?: readonly TrainMetrics[] }

/** A model with its types erased. */
export interface AnyModel<Params> {
  readonly init: (key: Key) => Params
  readonly supply: (params: Params) => (observed: Observed<AnyShape>) => never
}

/** An objective with its types erased. */
export interface AnyEvaluable {
  readonly parts: readonly Part[]
  readonly schedules: readonly Schedule[]
  readonly evaluate: (supplied: never, at?: At) => Evaluated<AnyAxes>
}

/** Who moves which part of the parameters by which objective. */
export interface AnyPlayer {
  readonly name: string
  readonly objective: AnyEvaluable
  readonly optimizer: Optimizer
  /** The names of the parts that it moves, or `null` for all. */
  readonly moves: readonly string[] | null
}

/** Whether a player sees what the one before it has done in the same step. */
export type Order = 'in turn' | 'at once'

// -----------------------------------------------------------------------------
// evaluation
// -----------------------------------------------------------------------------

const evaluated = <Params>(
  model: AnyModel<Params>,
  objective: AnyEvaluable,
  samples: number,
  params: Params,
  x: TrainInputs['x'],
  key: Key,
  at?: At,
) =>
  objective.evaluate(
    inPart('model: supply', () => model.supply(params)({ x, key: child('noise')(key), samples })),
    at,
  )

/** The objective of some examples, averaged over the batch, with the weights that count in evaluation. */
export const evaluateOn =
  <Params>(model: AnyModel<Params>, objective: AnyEvaluable, samples: number) =>
  (params: Params, x: TrainInputs['x'], key: Key): TrainMetrics => {
    const { value, parts } = evaluated(model, objective, samples, params, x, key)
    return { objective: T.meanOfAll(value), parts }
  }

// -----------------------------------------------------------------------------
// steps
// -----------------------------------------------------------------------------

/** The part of the parameters that a player moves. Errors: a `ShapeError` for a part that the model has not. */
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

/** What stands for each schedule: the number that was fed in at its place. */
const fedTo =
  ({ objective }: AnyPlayer, { weights }: Fed): At =>
  (schedule) =>
    weights[objective.schedules.indexOf(schedule)] ?? T.scalar(Number.NaN) // never: as many are fed in as there are

/** The move of one player: the gradient of its surrogate, and an update that increases its objective. */
const moveOf =
  <Params>(model: AnyModel<Params>, samples: number, x: TrainInputs['x']) =>
  (player: AnyPlayer, fed: Fed, params: Params, memory: Memory<Params>, key: Key) => {
    const before = movedBy(player, params)
    const { gradient, rest: metrics } = T.valueAndGradient((part: Params) => {
      const all = withPart(player, params, part)
      const found = evaluated(model, player.objective, samples, all, x, key, fedTo(player, fed))
      const reported: TrainMetrics = { objective: T.meanOfAll(found.value), parts: found.parts }
      // optimizers minimize
      return [T.negate(T.meanOfAll(found.surrogate)), reported] as const
    })(before)
    const after = player.optimizer.update(fed.scalars)(gradient, before, memory)
    return { part: after.params, memory: after.memory, metrics }
  }

/** The key of a player: of the first that of the step itself. */
const keyOf = (index: number, key: Key): Key => (index === 0 ? key : child(index)(child('player')(key)))

/**
 * One step of AEVB: for each player its objective on a minibatch, its gradient, and an update that increases it.
 *
 * In turn, each player sees the parameters that the one before it has moved; at once, all see those of the step before.
 *
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, algorithm 1; in turn: Neal and Hinton,
 * "A View of the EM Algorithm", 1998, section 3.
 */
export const trainStep =
  <Params>(model: AnyModel<Params>, players: readonly AnyPlayer[], samples: number, order: Order = 'in turn') =>
  (
    state: TrainState<Params>,
    { x, fed }: TrainInputs,
    key: Key,
  ): { readonly state: TrainState<Params>; readonly metrics: StepMetrics } => {
    const move = moveOf(model, samples, x)
    const after = players.reduce<{ readonly params: Params; readonly moves: readonly ReturnType<typeof move>[] }>(
      ({ params, moves }, player, index) => {
        const seen = order === 'in turn' ? params : state.params
        // safe: there is a fed and a memory for every player
        const made = move(player, fed[index] as Fed, seen, state.memory[index] as Memory<Params>, keyOf(index, key))
        return { params: withPart(player, params, made.part), moves: [...moves, made] }
      },
      { params: state.params, moves: [] },
    )
    const [first, ...others] = after.moves.map(({ metrics }) => metrics)
    return {
      state: { params: after.params, memory: after.moves.map(({ memory }) => memory) },
      // safe: there is a first player
      metrics: others.length === 0 ? (first as TrainMetrics) : { ...(first as TrainMetrics), others },
    }
  }

// -----------------------------------------------------------------------------
// reports
// -----------------------------------------------------------------------------

/** The numbers of a tree of metrics on the host. */
type OnHost = {
  readonly objective: T.AnyHostTensor
  readonly parts: readonly T.AnyHostTensor[]
  readonly others?: readonly OnHost[]
}

const partOf = (part: Part, value: number, at: (schedule: Schedule) => number): PartValue => ({
  name: part.name,
  weight: (part.schedules ?? []).reduce((weight, schedule) => weight * at(schedule), part.weight),
  value,
  title: part.title,
  unit: part.unit,
})

/** The numbers of a step, with the names of their parts and the weights of the step. */
export const valuesOf = (
  { parts }: Pick<AnyEvaluable, 'parts'>,
  metrics: OnHost,
  at: (schedule: Schedule) => number = ({ evaluation }) => evaluation,
): Values => ({
  objective: metrics.objective.values[0] ?? Number.NaN,
  parts: parts.map((part, index) => partOf(part, metrics.parts[index]?.values[0] ?? Number.NaN, at)),
})

/** The numbers of a step of several players: those of the first, with those of the others under their names. */
export const valuesOfAll = (
  [first, ...others]: readonly AnyPlayer[],
  metrics: OnHost,
  at: (schedule: Schedule) => number,
): Values => {
  const values = valuesOf((first as AnyPlayer).objective, metrics, at) // safe: there is a first player
  return others.length === 0
    ? values
    : {
        ...values,
        others: others.map(({ name, objective }, index) => ({
          player: name,
          // safe: a step reports of every player
          ...valuesOf(objective, metrics.others?.[index] as OnHost, at),
        })),
      }
}
