/**
 * The boundary between programs and what runs them.
 *
 * A program is a pure function of trees of tensors and a key. An engine runs it once, or runs a step of it many times
 * with its state inside. Layers, terms and models know nothing of engines.
 */

import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Key } from '../random/key.js'
import { ShapeError } from '../shapes/defect.js'
import { PartFailed } from '../shapes/part.js'
import { type Tagged, tagged } from '../shapes/tagged.js'
import type { Host } from '../tensors/tree.js'

// -----------------------------------------------------------------------------
// errors
// -----------------------------------------------------------------------------

/** What went wrong while a program ran. */
export interface EngineFailed extends Tagged<'EngineFailed'> {
  readonly engine: string
}

/** An engine that was asked for and cannot be had. */
export type EngineMissing = Tagged<'EngineMissing'>

/** A shape that a cast let through, what a part of a program threw, or any other failure of a running program. */
export type EngineError = ShapeError | PartFailed | EngineFailed

export const engineFailed = (engine: string, message: string, options?: ErrorOptions): EngineFailed =>
  tagged<EngineFailed>('EngineFailed', message, { engine }, options)

/** What was thrown while an engine ran, as an error of it that keeps it as its cause. */
export const engineError = (engine: string, thrown: unknown): EngineError =>
  thrown instanceof ShapeError || thrown instanceof PartFailed
    ? thrown
    : engineFailed(engine, thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown })

// -----------------------------------------------------------------------------
// programs
// -----------------------------------------------------------------------------

/** One step of a program with state. */
export type Step<State, Inputs, Metrics> = (
  state: State,
  inputs: Inputs,
  key: Key,
) => { readonly state: State; readonly metrics: Metrics }

/** What one step is given. */
export interface StepInputs<Inputs> {
  readonly inputs: Host<Inputs>
  readonly key: Key
}

/** A program that is running: its state stays inside the engine between steps. */
export interface RunningProgram<State, Inputs, Metrics> {
  /**
   * Takes some steps, one after the other, and gives the metrics of each.
   *
   * It may be asked again before it has answered: steps are taken in the order of asking, and an engine may prepare the
   * next while it takes the last. What was asked before a failure was told is tried all the same.
   */
  readonly advance: (steps: readonly StepInputs<Inputs>[]) => TaskEither<EngineError, readonly Host<Metrics>[]>
  /**
   * Arrays of a length for an input of so many steps, to be written and given to the next `advance` in their order. The
   * engine then takes them as they are, and they are empty afterwards. Any other array is copied.
   */
  readonly lend?: (length: number, steps: number) => readonly Float32Array[]
  /** A copy of the state. */
  readonly snapshot: TaskEither<EngineError, Host<State>>
  /** Frees the state. Nothing may be asked afterwards. */
  readonly stop: TaskEither<EngineError, void>
}

// -----------------------------------------------------------------------------
// engines
// -----------------------------------------------------------------------------

/** What runs programs. */
export interface Engine {
  /** The name that `--engine` takes. */
  readonly name: string
  /** The name, and what is behind it, for people. */
  readonly description: string
  /** How many steps it likes to be given at a time. */
  readonly stepsPerRun: number
  /** Runs a pure function of trees of tensors. */
  readonly run: <Inputs, Output>(
    program: (inputs: Inputs, key: Key) => Output,
  ) => (inputs: Host<Inputs>, key: Key) => TaskEither<EngineError, Host<Output>>
  /** Starts a program with state. */
  readonly start: <State, Inputs, Metrics>(
    step: Step<State, Inputs, Metrics>,
    initial: Host<State>,
  ) => TaskEither<EngineError, RunningProgram<State, Inputs, Metrics>>
  /**
   * Ends the engine: stops what it runs and frees its thread. It may be asked again. What is asked of the engine
   * afterwards is an `EngineFailed`. An engine that is not closed does not keep the process alive.
   */
  readonly close: Task<void>
}
