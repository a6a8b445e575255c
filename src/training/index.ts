/** Training. */

export type { BadData, BadRequest } from '../data/errors.js'
export type { ParamsOf } from './check.js'
export type { Diverged, Kept } from './diverged.js'
export type { TrainError } from './errors.js'
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
export { type FitOptions, fit } from './fit.js'
export type { Order } from './plan.js'
export { type Player, type PlayOptions, play, player } from './players.js'
export type { Run, Trained } from './run.js'
