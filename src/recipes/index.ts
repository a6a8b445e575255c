/**
 * Recipes under one name: `Recipe.make`, the options `Recipe.whole`, `Recipe.real`, `Recipe.choice`, `Recipe.flag` and
 * `Recipe.text`, and the experiments `Recipe.experiment` and `Recipe.game`.
 */

export type { ClustersLook } from './clusters.js'
export { ofConditional } from './conditional.js'
export {
  type CheckedLooks,
  type Experiment,
  type ExperimentOptions,
  experiment,
  type FittedOptions,
  game,
  type MeasureRequest,
  type Place,
  type PlayedOptions,
  type Settings,
  type TrainingRequest,
} from './experiment.js'
export type { DataShown } from './experimentData.js'
export { type JointTold, ofJoint } from './jointLooks.js'
export type { LocalOptions } from './local.js'
export {
  type BesideLooks,
  type CodesLook,
  type Condition,
  type Drawn,
  type GivenLooks,
  type Looks,
  ofVae,
  ofVqVae,
} from './looks.js'
export type { Means, ModalitiesLook } from './modalities.js'
export {
  choice,
  flag,
  type KnownOption,
  type Option,
  type OptionAbout,
  type OptionDefault,
  type OptionPreset,
  real,
  text,
  whole,
} from './option.js'
export { type OptionRefused, type Options, optionRefused as refused, type ValuesOf, type Written } from './options.js'
export { ofAutoencoder } from './plainLooks.js'
export {
  type CheckedOptions,
  type Configured,
  type DataRequest,
  isRecipe,
  make,
  type Recipe,
  type RecipeData,
  type RecipeParts,
} from './recipe.js'
export type { OptionKind, Range, TakesNumbers, Taking } from './takes.js'
export type { HostRows, LookRequest, Parameters, Views } from './views.js'
