/** Training. */

export type { BadRequest, Diverged, TrainError } from './errors.js'
export type {
  EpochEnded,
  EpochRecord,
  Finished,
  PartValue,
  PlayerValues,
  Started,
  Stepped,
  Stopped,
  TrainingEvent,
  Values,
} from './events.js'
export { type FitOptions, fit, type ParamsOf } from './fit.js'
export type { Trained } from './run.js'
