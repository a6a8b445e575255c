/** An engine that computes nothing: it plays back the objectives of a script, and notes what it was asked. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Engine, StepInputs } from '../../src/engines/engine.js'
import type { AnyHostTensor } from '../../src/tensors/tensor.js'

export interface Script {
  /** The objective of each step. */
  readonly training: readonly number[]
  /** The objective of each batch of held-out data. */
  readonly validation?: readonly number[]
  readonly stepsPerRun?: number
}

export interface Log {
  /** How many steps each run took. */
  readonly runs: number[]
  /** The inputs of every step. */
  readonly inputs: StepInputs<unknown>[]
  /** How often the state was freed. */
  stops: number
  snapshots: number
}

const number = (value: number): AnyHostTensor => ({ shape: [], sizes: [], values: Float32Array.of(value) })

/** The engine, and what was asked of it. Its one parameter counts the steps. */
export const scripted = ({ training, validation = [], stepsPerRun = 1 }: Script) => {
  const log: Log = { runs: [], inputs: [], stops: 0, snapshots: 0 }
  let measured = 0
  const metricsOf = (objective: number) => ({ objective: number(objective), parts: [number(objective), number(0)] })
  const stateAt = (step: number) => ({ params: { step: number(step) }, optimizers: [] })
  const session = {
    advance: (steps: readonly StepInputs<unknown>[]) =>
      TE.fromIO(() => {
        log.runs.push(steps.length)
        return steps.map((each) => {
          log.inputs.push(each)
          return metricsOf(training[log.inputs.length - 1] ?? Number.NaN)
        })
      }),
    snapshot: TE.fromIO(() => {
      log.snapshots += 1
      return stateAt(log.inputs.length)
    }),
    stop: TE.fromIO(() => {
      log.stops += 1
    }),
  }
  const engine = {
    name: 'scripted',
    description: 'a script',
    stepsPerRun,
    run: () => (inputs: unknown) =>
      TE.fromIO(() => (inputs === null ? stateAt(0) : metricsOf(validation[measured++] ?? Number.NaN))),
    start: () => TE.of(session),
  }
  return { engine: engine as unknown as Engine, log }
}

/** The step at which the parameters that such an engine gave were taken. */
export const stepOf = (params: unknown): number =>
  (params as { readonly step: AnyHostTensor }).step.values[0] ?? Number.NaN
