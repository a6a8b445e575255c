/** Schedules: numbers of an objective that change from step to step, such as the weight of a KL that is warmed up. */

import { refuse } from '../shapes/defect.js'
import { type MustBe, mustBe } from '../shapes/message.js'
import { type AboveZero, type FromZero, isFromZero, type OrMessage, type OutOfRange } from '../shapes/number.js'
import { inPart } from '../shapes/part.js'
import * as T from '../tensors/index.js'
import { latexText } from './notation.js'
import type { OutsideUnit } from './signedAtoms.js'

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
  /** The number of a step, counted from 1. Pure. */
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
    return isFromZero(value) ? value : refuse(negative(`schedule: ${name}`, `0 or more at step ${step}`, value))
  }

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

const latexName = (name: string): string => (name === 'β' ? '\\beta' : /^\p{L}$/u.test(name) ? name : latexText(name))

/** How the message about a negative number of an objective ends. */
export type ToSubtract = typeof TO_SUBTRACT

const TO_SUBTRACT = '; to subtract, use Elbo.minus'

/** The message about a negative number of an objective. */
export const negative = <const What extends string, const Requirement extends string>(
  what: What,
  requirement: Requirement,
  given: number,
): `${MustBe<What, Requirement, string>}${ToSubtract}` => `${mustBe(what, requirement, given)}${TO_SUBTRACT}`

const IN_EVALUATION = '0 or more in evaluation'

/** What a schedule is made from. */
export interface ScheduleOf<Evaluation extends number = number, Name extends string = string> {
  readonly training: (step: number) => number
  readonly evaluation: FromZero<Evaluation, `schedule: ${Name}`, typeof IN_EVALUATION, ToSubtract>
  /** `β` if left out. */
  readonly name?: Name
  /** The name if left out: of β, `\beta`. */
  readonly latex?: string
}

/**
 * A schedule from any pure function of the step; steps are counted from 1.
 *
 * Range: 0 or more. Errors: a `ShapeError` when the number of evaluation is below 0 or no number.
 *
 * @example
 * schedule({ training: (step) => Math.min(1, step / 100), evaluation: 1 }).training(50)
 * //=> 0.5
 */
export const schedule = <const Evaluation extends number, const Name extends string = 'β'>(
  made: ScheduleOf<Evaluation, Name>,
): Schedule => scheduled(made as ScheduleOf) // safe: a type of numbers and texts alone, which are wider

const scheduled = ({ training, evaluation, name = 'β', latex = latexName(name) }: ScheduleOf): Schedule =>
  isFromZero(evaluation)
    ? { _tag: 'Schedule', name, latex, training, evaluation }
    : refuse(negative(`schedule: ${name}`, IN_EVALUATION, evaluation))

/** Between two numbers within some steps. */
export interface Ramp<
  Operation extends string = string,
  Steps extends number = number,
  From extends number = number,
  To extends number = number,
> {
  /** 0 if left out. */
  readonly from?: FromZero<From, `${Operation}: from`, '0 or more', ToSubtract>
  /** 1 if left out; also the number of evaluation. */
  readonly to?: FromZero<To, `${Operation}: to`, '0 or more', ToSubtract>
  readonly steps: AboveZero<Steps, `${Operation}: the steps`, 'above 0'>
  readonly name?: string
  readonly latex?: string
}

const ended = (operation: string, which: string, value: number): number =>
  isFromZero(value) ? value : refuse(negative(`${operation}: ${which}`, '0 or more', value))

const rampOf =
  (operation: string, progress: (fraction: number) => number) =>
  ({ from = 0, to = 1, steps, ...names }: Ramp): Schedule => {
    if (!(steps > 0)) refuse(mustBe(`${operation}: the steps`, 'above 0', steps))
    const [first, last] = [ended(operation, 'from', from), ended(operation, 'to', to)]
    return scheduled({
      ...names,
      training: (step) => first + (last - first) * progress(step / steps),
      evaluation: last,
    })
  }

/** A ramp as its caller writes it. */
export type RampBy<Operation extends string> = <
  const Steps extends number,
  const From extends number = 0,
  const To extends number = 1,
>(
  given: Ramp<Operation, Steps, From, To>,
) => Schedule

const ramp = <Operation extends string>(
  operation: Operation,
  progress: (fraction: number) => number,
): RampBy<Operation> => {
  const made = rampOf(operation, progress)
  return (given) => made(given as Ramp) // safe: as in `schedule`
}

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

const PROPORTION = 'cyclicalWarmUp: the proportion'

const PART = 'above 0 and at most 1'

/** A part of a whole: above 0 and at most 1, or the message. */
export type Share<Given extends number> = OrMessage<
  Given,
  OutOfRange<Given, OutsideUnit<Given> | Extract<Given, 0>, typeof PROPORTION, typeof PART>
>

/** A warm-up that begins anew. */
export interface Cycles<
  Steps extends number = number,
  From extends number = number,
  To extends number = number,
  Proportion extends number = number,
> extends Ramp<'cyclicalWarmUp', Steps, From, To> {
  /** How much of each cycle is warm-up; the rest stays at the last number. ½ if left out. */
  readonly proportion?: Share<Proportion>
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
export const cyclicalWarmUp = <
  const Steps extends number,
  const From extends number = 0,
  const To extends number = 1,
  const Proportion extends number = 0.5,
>(
  given: Cycles<Steps, From, To, Proportion>,
): Schedule => cyclical(given as unknown as Cycles) // safe: as in `schedule`

const warmUp = rampOf('cyclicalWarmUp', (fraction) => Math.min(1, fraction))

const cyclical = ({ proportion = 0.5, steps, ...rest }: Cycles): Schedule =>
  proportion > 0 && proportion <= 1
    ? // the first step of a cycle is at 0, as in the paper
      cycled(steps, warmUp({ ...rest, steps: steps * proportion }))
    : refuse(mustBe(PROPORTION, PART, proportion))

const cycled = (steps: number, { training, ...rest }: Schedule): Schedule => ({
  ...rest,
  training: (step) => training((step - 1) % steps),
})
