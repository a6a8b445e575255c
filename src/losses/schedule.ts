/** Schedules: numbers of an objective that change from step to step, such as the weight of a KL that is warmed up. */

import { inPart } from '../shapes/part.js'
import { refuse } from '../shapes/refusal.js'
import * as T from '../tensors/index.js'
import { latexText } from './notation.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/**
 * A number for each step of training, and the one that counts in evaluation: both are declared.
 *
 * It is evaluated outside and fed in as an input of the program, so that a compiled program never holds it.
 */
export interface Schedule {
  readonly _tag: 'Schedule'
  /** How it reads in formulas. */
  readonly name: string
  readonly latex: string
  /** The number of a step, the first of which is 1. Pure. */
  readonly training: (step: number) => number
  /** The number on held-out data. */
  readonly evaluation: number
}

/** What stands for a schedule inside a program: a number that was fed in. Shapes: `[]`. */
export type At = (schedule: Schedule) => T.Tensor<readonly []>

/** The numbers of evaluation. */
export const inEvaluation: At = ({ evaluation }) => T.scalar(evaluation)

/** The numbers of a step. Errors: a `ShapeError` for one that is below 0 or no number. */
export const atStep =
  (step: number) =>
  ({ name, training }: Schedule): number => {
    const value = inPart(`schedule ${name}`, () => training(step))
    return value >= 0 && Number.isFinite(Math.fround(value))
      ? value
      : refuse(`schedule: ${name} is ${value} at step ${step}: it is 0 or more, and signs come from plus and minus`)
  }

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

const latexName = (name: string): string => (name === 'β' ? '\\beta' : /^\p{L}$/u.test(name) ? name : latexText(name))

/** What a schedule is made from. */
export interface ScheduleOf {
  readonly training: (step: number) => number
  readonly evaluation: number
  /** `β` if left out. */
  readonly name?: string
  /** The name if left out: of β, `\beta`. */
  readonly latex?: string
}

/**
 * A schedule of any pure function of the step, the first of which is 1.
 *
 * Range: 0 or more. Errors: a `ShapeError` when the number of evaluation is below 0 or no number.
 *
 * @example
 * schedule({ training: (step) => Math.min(1, step / 100), evaluation: 1 }).training(50)
 * //=> 0.5
 */
export const schedule = ({ training, evaluation, name = 'β', latex = latexName(name) }: ScheduleOf): Schedule =>
  evaluation >= 0 && Number.isFinite(Math.fround(evaluation))
    ? { _tag: 'Schedule', name, latex, training, evaluation }
    : refuse(`schedule: ${name} is ${evaluation} in evaluation: it is 0 or more, and signs come from plus and minus`)

/** Between two numbers within some steps. */
export interface Ramp {
  /** 0 if left out. */
  readonly from?: number
  /** 1 if left out; also the number of evaluation. */
  readonly to?: number
  readonly steps: number
  readonly name?: string
  readonly latex?: string
}

const ramp =
  (operation: string, progress: (fraction: number) => number) =>
  ({ from = 0, to = 1, steps, ...names }: Ramp): Schedule =>
    steps > 0
      ? schedule({ ...names, training: (step) => from + (to - from) * progress(step / steps), evaluation: to })
      : refuse(`${operation}: the steps are ${steps}: they are more than 0`)

/**
 * Linear warm-up: from the first number to the last within some steps, and the last from then on.
 *
 * Source: Sønderby et al., "Ladder Variational Autoencoders", arXiv:1602.02282, warm-up.
 *
 * @example
 * linearWarmUp({ steps: 10 }).training(5)
 * //=> 0.5
 */
export const linearWarmUp = ramp('linearWarmUp', (fraction) => Math.min(1, fraction))

/**
 * Sigmoid warm-up: the logistic curve, half of the way in the middle of the steps and 99.3% of it at their end.
 *
 * Source: Bowman et al., "Generating Sentences from a Continuous Space", arXiv:1511.06349, section 3.1, figure 2.
 *
 * @example
 * sigmoidWarmUp({ steps: 10 }).training(5)
 * //=> 0.5
 */
export const sigmoidWarmUp = ramp('sigmoidWarmUp', (fraction) => 1 / (1 + Math.exp(-10 * (fraction - 0.5))))

/** A warm-up that begins anew. */
export interface Cycles extends Ramp {
  /** How much of each cycle is warm-up; the rest stays at the last number. ½ if left out. */
  readonly proportion?: number
}

/**
 * Cyclical warm-up: linear warm-up during the first part of every cycle of `steps` steps.
 *
 * Source: Fu et al., "Cyclical Annealing Schedule: A Simple Approach to Mitigating KL Vanishing", arXiv:1903.10145, the
 * cyclical schedule.
 *
 * @example
 * cyclicalWarmUp({ steps: 100 }).training(126)
 * //=> 0.5
 */
export const cyclicalWarmUp = ({ proportion = 0.5, steps, ...rest }: Cycles): Schedule =>
  proportion > 0 && proportion <= 1
    ? // the first step of a cycle is at 0, as in the paper
      cycled(steps, linearWarmUp({ ...rest, steps: steps * proportion }))
    : refuse(`cyclicalWarmUp: the proportion is ${proportion}: it is above 0 and at most 1`)

const cycled = (steps: number, { training, ...rest }: Schedule): Schedule => ({
  ...rest,
  training: (step) => training((step - 1) % steps),
})
