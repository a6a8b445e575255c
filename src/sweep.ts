/** shapebound/sweep: studies of the options of a recipe. */

export * as Sweep from './sweeps/index.js'

// -----------------------------------------------------------------------------
// the types that values are made of, by their names alone, as in the index
// -----------------------------------------------------------------------------

export type { Key as KeyType } from './random/key.js'
export type { Option } from './recipes/option.js'
export type { Options, ValuesOf } from './recipes/options.js'
export type { Recipe as RecipeType } from './recipes/recipe.js'
export type { Fits, OptionKind, OrderOf, Range, TakenWords, TakesNumbers, Taking } from './recipes/takes.js'
export type { Rungs } from './sweeps/history.js'
export type {
  AnyPoint,
  AnyStudy,
  Asked,
  Begun,
  Between,
  CheckedSpace,
  Choice,
  Decided,
  Decision,
  Entry,
  Evaluate,
  Extended,
  Failed,
  Goal,
  History,
  Job,
  Optimized,
  Outcome,
  Parameter,
  Plain,
  PointOf,
  Promoted,
  Pruner,
  Result,
  Sampler,
  Scored,
  Space,
  Stand,
  Stopped,
  Study,
  StudyParts,
  StudySettings,
  Trial,
  TrialState,
  UnderWay,
  Value,
  ValueOf,
  When,
} from './sweeps/index.js'
export type { Logged, Ordered, WholeEnd } from './sweeps/parameter.js'
export type { Pruned } from './sweeps/pruner.js'
export type { Sampled } from './sweeps/sampler.js'
export type { Variable } from './sweeps/space.js'
