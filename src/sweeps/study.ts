/** Studies: a recipe, the space of its options, how points are chosen and how trials are cut short, as a value. */

import * as E from 'fp-ts/lib/Either.js'
import type { Options, ValuesOf } from '../recipes/options.js'
import type { Recipe } from '../recipes/recipe.js'
import { orRefuse } from '../shapes/defect.js'
import { WHOLE } from '../shapes/message.js'
import { gridPoints } from './grid.js'
import type { Goal, Rungs } from './history.js'
import { none, type Pruner, prunerFault, rungsOf } from './pruner.js'
import { type Sampler, samplerFault, tpe } from './sampler.js'
import {
  type AnyPoint,
  type CheckedSpace,
  type PointOf,
  type Space,
  spaceFault,
  type Variable,
  variable,
} from './space.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What of a study is chosen, whatever its space. */
export interface StudySettings {
  /** How many trials there are in all. */
  readonly trials: number
  /** How many epochs a trial trains that is not cut short. */
  readonly epochs: number
  /** How many seeds each trial is trained with: it is worth their mean. */
  readonly seeds: number
  /** Of the choice of points, and the first seed of each trial. */
  readonly seed: number
  /**
   * How many trials are under way at once: a point is chosen by what was known when it was its turn, and that is counted by this
   * number and not by how many workers there are. More workers have nothing to do.
   */
  readonly ahead: number
  readonly sampler: Sampler
  readonly pruner: Pruner
  readonly goal: Goal['goal']
  /** The name of what is compared: `objective`, which is what the recipe measures, or one of its parts. */
  readonly metric: string
  /** What it is measured on: a twelfth of the training data that is held out, or the test data. */
  readonly on: 'validation' | 'test'
}

/** A study whose types nobody knows. */
export interface AnyStudy extends StudySettings, Rungs {
  readonly _tag: 'Study'
  readonly recipe: Recipe
  readonly space: Space
  /** The options that are the same in all trials. */
  readonly set: Readonly<Record<string, unknown>>
}

/** A study. */
export interface Study<out Point = AnyPoint> extends AnyStudy {
  /** The type of its points; there is no such value. */
  readonly '~point'?: Point
}

/** What a study is made of. */
export interface StudyParts<Own extends Options, Of> extends Partial<StudySettings> {
  readonly recipe: Recipe<Own>
  readonly space: Of & CheckedSpace<Of, Variable<Own>>
  /** Options that are the same in all trials, those that every recipe has too. */
  readonly set?: Partial<ValuesOf<Own>> & Readonly<Record<string, unknown>>
}

// -----------------------------------------------------------------------------
// faults
// -----------------------------------------------------------------------------

const count = (name: string, value: number, least = 1): string | null =>
  Number.isSafeInteger(value) && value >= least
    ? null
    : `study: ${name} must be ${least === 1 ? WHOLE : 'a whole number of 0 or more'}, not ${value}`

/** Options that a study gives each trial itself. */
const OWN: readonly string[] = ['epochs', 'seed', 'out', 'json', 'quiet', 'config', 'set']

const setFault = ({ recipe, space, set }: AnyStudy): string | null => {
  const twice = Object.keys(set).find((name) => name in space)
  const own = Object.keys(set).find((name) => OWN.includes(name))
  const options = variable(recipe.options)
  const odd = Object.entries(set).find(([name, value]) => {
    const option = options[name]
    return option !== undefined && value !== undefined && E.isLeft(option.decode(value))
  })
  return twice !== undefined
    ? `study: ${twice} is in the space and is set too`
    : own !== undefined
      ? `study: ${own} is given to each trial by the study, and cannot be set`
      : odd !== undefined
        ? `study: ${odd[0]} must be ${options[odd[0]]?.expected}, not ${odd[1]}`
        : null
}

const gridFault = ({ sampler, space, trials }: AnyStudy): string | null => {
  const size = sampler.name === 'grid' ? gridPoints(space, sampler.steps).length : trials
  return trials > size ? `study: the grid has ${size} points, and ${trials} trials are asked for` : null
}

const faultOf = (study: AnyStudy): string | null =>
  count('trials', study.trials) ??
  count('seeds', study.seeds) ??
  count('ahead', study.ahead) ??
  count('seed', study.seed, 0) ??
  spaceFault(study.recipe.options, study.space) ??
  setFault(study) ??
  gridFault(study)

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

/** How many trials there are where nobody says: those of the grid, else so many. */
const TRIALS = 20

/** How many are under way at once where nobody says. */
const AHEAD = 4

/** A study of parts whose types nobody knows. `Left`: what of them cannot be. */
export const studyOf = (
  parts: Pick<AnyStudy, 'recipe' | 'space'> & Partial<StudySettings & Pick<AnyStudy, 'set'>>,
): E.Either<string, AnyStudy> => {
  const { recipe, space, sampler = tpe(), pruner = none(), epochs = recipe.settings.epochs } = parts
  // before what follows from them: a grid of no number of steps, or rungs up to no number of epochs
  const fault = count('epochs', epochs) ?? samplerFault(sampler, space) ?? prunerFault(pruner, epochs)
  if (fault !== null) return E.left(fault)
  const trials = sampler.name === 'grid' ? gridPoints(space, sampler.steps).length : TRIALS
  const study: AnyStudy = {
    ...{
      _tag: 'Study',
      trials,
      seeds: 1,
      seed: 0,
      ahead: AHEAD,
      goal: 'maximize',
      metric: 'objective',
      on: 'validation',
      set: {},
    },
    ...parts,
    ...{ sampler, pruner, epochs, rungs: rungsOf(pruner, epochs) },
  }
  const other = faultOf(study)
  return other === null ? E.right(study) : E.left(other)
}

/**
 * A study of a recipe: which of its options are tried, and how.
 *
 * A parameter that the recipe has not, and a value that its option does not take, are refused by the compiler. What is measured is
 * compared on a twelfth of the training data that is held out, unless it is to be on the test data.
 *
 * Errors: a `ShapeError` where what the compiler refuses has got past it, and for a number that is out of its range.
 *
 * @example
 * const recipe = Recipe.make({
 *   name: 'tiny-vae',
 *   paper: 'mine',
 *   about: 'a tiny one',
 *   options: { latent: Recipe.whole({ default: 2, from: 1, about: 'dimensions of the latent' }) },
 *   data: { names: ['none'], load: () => TE.right(null) },
 *   build: () => Recipe.refused('latent', 'there is nothing to train'),
 * })
 * study({ recipe, space: { latent: Sweep.choice([2, 8, 20]) }, pruner: Sweep.asha({ factor: 3 }), epochs: 9 }).rungs
 * //=> [1, 3, 9]
 */
export const study = <const Own extends Options, const Of extends Space>(
  parts: StudyParts<Own, Of>,
): Study<PointOf<Of>> =>
  // safe: the space is itself wherever the call compiles
  orRefuse(E.toUnion(studyOf(parts as unknown as Parameters<typeof studyOf>[0])))

/** Whether something is a study: what a file of somebody's own exports. */
export const isStudy = (given: unknown): given is AnyStudy =>
  typeof given === 'object' && given !== null && '_tag' in given && given._tag === 'Study' && 'rungs' in given
