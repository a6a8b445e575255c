/** Training. */

export type { BadData, BadRequest } from '../data/errors.js'
export type { ParamsOf } from './check.js'
export type { Diverged, Snapshot } from './diverged.js'
export type { Order } from './erased.js'
export type { TrainError } from './errors.js'
export type {
  EpochEnded,
  EpochRecord,
  Failed,
  Finished,
  Listener,
  NormedPart,
  PartNorms,
  PartValue,
  PlayerSummary,
  PlayerValues,
  Started,
  Stepped,
  Stopped,
  TrainingEvent,
  Values,
} from './events.js'
export { type FitOptions, fit } from './fit.js'
export { type Player, type PlayOptions, play, player } from './players.js'
export type { Run, TrainResult } from './run.js'
export type { Checkpointing, SaveFailed, SaveReason } from './saving.js'
export type { Monitor, PastEpoch, Progress, TrainingState } from './state.js'
