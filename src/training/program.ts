/** The training program: one pure step, whatever the model, the objective and the optimizer. */

import type { AnyAxes, Evaluated, Part } from '../losses/term.js'
import type { Observed } from '../models/model.js'
import type { Memory, Optimizer } from '../optimizers/optimizer.js'
import { child, type Key } from '../random/key.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import type { Values } from './events.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What is carried from step to step. */
export type TrainState<Params> = {
  readonly params: Params
  readonly memory: Memory<Params>
}

/** What a step is shown. */
export type TrainInputs = {
  readonly x: T.Tensor<readonly ['batch', ...AnyShape]>
  /** The numbers of the optimizer for this step. */
  readonly scalars: readonly T.Tensor<readonly []>[]
}

/** What a step reports. */
export type TrainMetrics = {
  readonly objective: T.Tensor<readonly []>
  readonly parts: readonly T.Tensor<readonly []>[]
}

/** A model with its types erased. */
export interface AnyModel<Params> {
  readonly init: (key: Key) => Params
  readonly supply: (params: Params) => (observed: Observed<AnyShape>) => never
}

/** An objective with its types erased. */
export interface AnyEvaluable {
  readonly parts: readonly Part[]
  readonly evaluate: (supplied: never) => Evaluated<AnyAxes>
}

// -----------------------------------------------------------------------------
// programs
// -----------------------------------------------------------------------------

/** The objective of some examples, averaged over the batch. */
export const evaluateOn =
  <Params>(model: AnyModel<Params>, objective: AnyEvaluable, samples: number) =>
  (params: Params, x: TrainInputs['x'], key: Key): TrainMetrics => {
    const { value, parts } = objective.evaluate(model.supply(params)({ x, key: child('noise')(key), samples }))
    return { objective: T.meanOfAll(value), parts }
  }

/**
 * One step of AEVB: the objective on a minibatch, its gradient, and an update that increases it.
 *
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, algorithm 1.
 */
export const trainStep =
  <Params>(model: AnyModel<Params>, objective: AnyEvaluable, samples: number, optimizer: Optimizer) =>
  (
    state: TrainState<Params>,
    inputs: TrainInputs,
    key: Key,
  ): { readonly state: TrainState<Params>; readonly metrics: TrainMetrics } => {
    const evaluate = evaluateOn(model, objective, samples)
    const { gradient, rest } = T.valueAndGradient((params: Params) => {
      const metrics = evaluate(params, inputs.x, key)
      // optimizers minimise
      return [T.negate(metrics.objective), metrics] as const
    })(state.params)
    return { state: optimizer.update(inputs.scalars)(gradient, state.params, state.memory), metrics: rest }
  }

/** The numbers of a step, with the names and weights of their parts. */
export const valuesOf = (
  parts: readonly Part[],
  metrics: { readonly objective: T.AnyHostTensor; readonly parts: readonly T.AnyHostTensor[] },
): Values => ({
  objective: metrics.objective.values[0] ?? Number.NaN,
  parts: parts.map((part, index) => ({ ...part, value: metrics.parts[index]?.values[0] ?? Number.NaN })),
})
