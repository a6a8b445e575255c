/** Training. */

export type { BadData, BadRequest, Diverged, Kept, TrainError } from './errors.js'
export type {
  EpochEnded,
  EpochRecord,
  Finished,
  PartValue,
  PlayerValues,
  Playing,
  Started,
  Stepped,
  Stopped,
  TrainingEvent,
  Values,
} from './events.js'
export { type FitOptions, fit, type ParamsOf } from './fit.js'
export { type Player, type PlayOptions, play, player } from './play.js'
export type { Order } from './program.js'
export type { Run, Trained } from './run.js'
