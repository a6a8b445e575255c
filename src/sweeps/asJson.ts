/** Studies as JSON: what their journals begin with, and what they are made of again. */

import * as E from 'fp-ts/lib/Either.js'
import type { Recipe } from '../recipes/recipe.js'
import { isFields } from '../shapes/fields.js'
import type { Parameter } from './parameter.js'
import type { Space } from './space.js'
import { type AnyStudy, type StudySettings, studyOf } from './study.js'

/** What a study is but for its recipe. */
export type StudyJson = StudySettings & Pick<AnyStudy, 'space' | 'set'>

/** A study but for its recipe and for what follows from the rest. */
export const toJson = ({
  space,
  set,
  trials,
  epochs,
  seeds,
  seed,
  ahead,
  sampler,
  pruner,
  goal,
  metric,
  on,
}: AnyStudy) =>
  ({ space, set, trials, epochs, seeds, seed, ahead, sampler, pruner, goal, metric, on }) satisfies StudyJson

const isNumber = (given: unknown): boolean => typeof given === 'number'
const isValue = (given: unknown): boolean => ['number', 'string', 'boolean'].includes(typeof given)

const isParameter = (given: unknown): given is Parameter =>
  isFields(given) &&
  (given._tag === 'Choice'
    ? Array.isArray(given.values) && given.values.every(isValue)
    : given._tag === 'Between'
      ? isNumber(given.from) && isNumber(given.to) && typeof given.whole === 'boolean' && typeof given.log === 'boolean'
      : given._tag === 'When' &&
        typeof given.name === 'string' &&
        Array.isArray(given.values) &&
        given.values.every(isValue) &&
        isParameter(given.of))

const isSpace = (given: unknown): given is Space => isFields(given) && Object.values(given).every(isParameter)

const isNamed = (given: unknown): boolean => isFields(given) && typeof given.name === 'string'

const isJson = (given: unknown): given is StudyJson =>
  isFields(given) &&
  isSpace(given.space) &&
  isFields(given.set) &&
  [given.trials, given.epochs, given.seeds, given.seed, given.ahead].every(isNumber) &&
  isNamed(given.sampler) &&
  isNamed(given.pruner) &&
  typeof given.metric === 'string'

/** The study of a recipe that some JSON says. `Left`: what is wrong with it. */
export const fromJson =
  (recipe: Recipe) =>
  (given: unknown): E.Either<string, AnyStudy> =>
    isJson(given)
      ? studyOf({ ...given, recipe })
      : E.left('study: needs a space, a sampler, a pruner and their numbers')

/** The names of what is not the same in two studies. */
export const differences = (one: StudyJson, other: StudyJson): readonly string[] =>
  // safe: they are the names of a study as JSON
  (Object.keys(one) as (keyof StudyJson)[]).filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]))
