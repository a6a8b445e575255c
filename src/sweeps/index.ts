/** Sweeps under one name: spaces, samplers, pruners and studies of the options of a recipe. */

export {
  type Begun,
  bestOf,
  type Decision,
  type Entry,
  type Extended,
  type Failed,
  type Goal,
  type History,
  meanOf,
  type Outcome,
  type Promoted,
  type Result,
  ranked,
  type Scored,
  type Stopped,
  spreadOf,
  type Trial,
  type TrialState,
  trialsOf,
} from './history.js'
export { importanceOf, paretoOf } from './importance.js'
export { type Asked, type Evaluate, type Optimized, optimize } from './optimize.js'
export {
  type Between,
  type Choice,
  choice,
  logUniform,
  logWhole,
  type Parameter,
  type Plain,
  uniform,
  type Value,
  type When,
  when,
  whole,
} from './parameter.js'
export { asha, type Decided, decide, halving, median, none, type Pruner } from './pruner.js'
export { grid, random, type Sampler, sobol, suggest, tpe } from './sampler.js'
export { decisions, type Job, type Stand, standOf, type UnderWay, underWay } from './schedule.js'
export type { AnyPoint, CheckedSpace, PointOf, Space, ValueOf } from './space.js'
export { type AnyStudy, isStudy, type Study, type StudyParts, type StudySettings, study } from './study.js'
