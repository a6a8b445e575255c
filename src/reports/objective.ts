/** What was optimized, as a message: for pages and for terminals. */

import { suppliedWords } from '../losses/atoms.js'
import type { Schedule } from '../losses/schedule.js'
import type { PlayerSummary } from '../training/events.js'
import { short } from './format.js'

type Objective = PlayerSummary['objective']

// -----------------------------------------------------------------------------
// guarantee, axes, needs
// -----------------------------------------------------------------------------

/** Whether an objective is proved to bound log p(x). */
export const guaranteeWords = ({ guarantee }: Pick<Objective, 'guarantee'>): string =>
  guarantee === 'bound'
    ? 'It bounds log p(x) from below.'
    : 'It is not proved to bound log p(x), and its values are not to be compared with log-likelihoods.'

/**
 * Of what there is a value, before the mean of all is taken.
 *
 * @example
 * axesWords({ axes: ['batch'] })
 * //=> 'batch: a value for each example of a minibatch'
 */
export const axesWords = ({ axes }: Pick<Objective, 'axes'>): string =>
  axes.length === 0
    ? 'none: one value for a whole minibatch'
    : axes.join() === 'batch'
      ? 'batch: a value for each example of a minibatch'
      : `${axes.join(', ')}: a value for each of them`

/**
 * What an objective takes of a model; what we do not know by the name that it has in the program.
 *
 * @example
 * needsWords({ needs: ['prior', 'labels'] })
 * //=> 'the prior p(z), labels'
 */
export const needsWords = ({ needs }: Pick<Objective, 'needs'>): string =>
  needs.length === 0 ? 'nothing' : needs.map(suppliedWords).join(', ')

/** The parts of the parameters that a player moves. */
export const movesWords = ({ moves }: Pick<PlayerSummary, 'moves'>): string =>
  moves === null ? 'all parameters' : moves.join(', ')

// -----------------------------------------------------------------------------
// schedules
// -----------------------------------------------------------------------------

const QUARTERS = [0, 0.25, 0.5, 0.75, 1]

/** The first step, the last, and those at the quarters between, each once. */
export const stepsShown = (steps: number): readonly number[] => [
  ...new Set(QUARTERS.map((part) => Math.max(1, Math.round(part * steps)))),
]

/** A schedule as it changes over so many steps. */
export interface ScheduleChange {
  readonly name: string
  readonly values: readonly (readonly [step: number, value: string])[]
  readonly evaluation: string
}

/** A schedule at the steps that are shown. */
export const changing =
  (steps: number) =>
  ({ name, training, evaluation }: Schedule): ScheduleChange => ({
    name,
    values: stepsShown(steps).map((step) => [step, short(training(step))]),
    evaluation: short(evaluation),
  })

/** A schedule in a line: `β(t): 0.01 at step 1, 0.5 at step 50, 1 at step 100; 1 in evaluation`. */
export const changingLine = (given: ScheduleChange): string =>
  `${given.name}(t): ${given.values.map(([step, value]) => `${value} at step ${step}`).join(', ')}; ${given.evaluation} in evaluation`
