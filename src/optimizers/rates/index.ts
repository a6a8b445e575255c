/** Schedules of the learning rate: pure functions of the step and of what was watched. */

export {
  type CosineOptions,
  constant,
  cosine,
  type OneCycleOptions,
  oneCycle,
  type WarmUpOptions,
  warmUp,
} from './curves.js'
export { type PlateauOptions, plateau } from './plateau.js'
export type { RateSchedule as Schedule } from './range.js'
export {
  type JoinedOptions,
  joined,
  type PiecewiseOptions,
  piecewise,
  type StepOptions,
  step,
} from './steps.js'
