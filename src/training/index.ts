/** Training. */

export type { BadRequest, Diverged, TrainError } from './errors.js'
export type {
  EpochEnded,
  EpochRecord,
  Finished,
  PartValue,
  Started,
  Stepped,
  Stopped,
  TrainingEvent,
  Values,
} from './events.js'
export { type FitOptions, fit, type ParamsOf, type Trained } from './fit.js'
