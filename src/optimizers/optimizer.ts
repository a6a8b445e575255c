/** Optimizers: pure pairs of init and update. */

import type { Tensor } from '../tensors/tensor.js'

/** The state of an optimizer: trees of the structure of the parameters, such as two moments of every parameter. */
export type OptimizerState<Params> = readonly Params[]

/** Parameters and state after an update. */
export interface Update<Params> {
  readonly params: Params
  readonly state: OptimizerState<Params>
}

/**
 * An optimizer. It minimizes; `fit` hands it the gradient of the negative objective.
 *
 * What depends on the number of the step is a few numbers, made outside by `scalars` and fed in: a compiled program
 * never holds them as constants.
 */
export interface Optimizer {
  readonly name: string
  /** What is wrong with its settings, as a message: training is refused with them. Left out or `null` where nothing is. */
  readonly fault?: string | null
  readonly init: <Params>(params: Params) => OptimizerState<Params>
  /** The numbers of a step, the first of which is 1, after epochs of which some values were watched. Pure. */
  readonly scalars: (step: number, watched?: Watched) => readonly number[]
  readonly update: (scalars: readonly Tensor<readonly []>[]) => Move
  /** Which tree of the state is an average of the parameters; left out where none is. `averageOf` reads it. */
  readonly average?: number
}

/** An update, given the numbers of its step. */
export type Move = <Params>(gradient: Params, params: Params, state: OptimizerState<Params>) => Update<Params>

/** What makes an optimizer of another: `chain` puts several one after the other. */
export type Transform = (optimizer: Optimizer) => Optimizer

/** Some of the parameters: the paths that lead to them, such as `encoder` or `decoder.0.weight`, or a function of a path. */
export type Parts = readonly string[] | ((path: string) => boolean)

/**
 * What was watched, one value for each epoch that is over: the objective on held-out data, or else that of training, of
 * the first player. Larger is better.
 */
export type Watched = readonly number[]

/** A learning rate, or one for each step: a schedule, which may look at what was watched. */
export type Rate = number | ((step: number, watched: Watched) => number)

/** The rate of a step. */
export const rateAt = (rate: Rate, step: number, watched: Watched = []): number =>
  typeof rate === 'number' ? rate : rate(step, watched)

/** An optimizer as a registry has it: each file of an optimizer ends with one. */
export interface NamedOptimizer {
  /** The learning rate where none is asked for. */
  readonly learningRate: number
  /** How many numbers it remembers for each parameter, with its other settings left out. */
  readonly remembers: number
  /** The optimizer of a learning rate, with its other settings left out. */
  readonly make: (options: { readonly learningRate: Rate }) => Optimizer
}
