/** From what is written for `shapebound sweep` to a study, and from the journal of one. */

import { basename, resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { ReadJournal } from '../pools/journalFile.js'
import { dashed } from '../recipes/options.js'
import { fromJson, toJson } from '../sweeps/asJson.js'
import type { Header } from '../sweeps/journal.js'
import * as Pruners from '../sweeps/pruner.js'
import * as Samplers from '../sweeps/sampler.js'
import { type AnyStudy, type StudySettings, studyOf } from '../sweeps/study.js'
import { settings } from './config.js'
import { badInput, type CliError } from './errors.js'
import { optionsOf } from './options.js'
import { type FoundRecipe, recipeBy } from './recipeFile.js'
import { spaceOf } from './sweepSpace.js'

// -----------------------------------------------------------------------------
// what is written
// -----------------------------------------------------------------------------

/** The samplers and pruners that there are, by name. */
export const SAMPLERS = {
  tpe: Samplers.tpe,
  random: Samplers.random,
  sobol: Samplers.sobol,
  grid: Samplers.grid,
} as const
export const PRUNERS = {
  none: Pruners.none,
  median: Pruners.median,
  halving: Pruners.halving,
  asha: Pruners.asha,
} as const

/** What of a study is written on a command line. */
export interface StudyFlags {
  readonly space?: readonly string[]
  readonly set?: readonly string[]
  readonly trials?: number
  readonly epochs?: number
  readonly seeds?: number
  readonly seed?: number
  readonly ahead?: number
  readonly sampler?: keyof typeof SAMPLERS
  readonly pruner?: keyof typeof PRUNERS
  readonly metric?: string
  readonly goal?: StudySettings['goal']
  readonly on?: StudySettings['on']
}

/** A study, and how a command line names its recipe. */
export interface FoundStudy {
  readonly study: AnyStudy
  readonly word: string
  readonly header: Header
}

const given = <Value>(name: string, value: Value | undefined): Readonly<Record<string, Value>> =>
  value === undefined ? {} : { [name]: value }

/** What is written as parts of a study; what is left out is not there. */
const partsOf = (flags: StudyFlags): Partial<StudySettings> => ({
  ...given('trials', flags.trials),
  ...given('epochs', flags.epochs),
  ...given('seeds', flags.seeds),
  ...given('seed', flags.seed),
  ...given('ahead', flags.ahead),
  ...given('metric', flags.metric),
  ...given('goal', flags.goal),
  ...given('on', flags.on),
  ...given('sampler', flags.sampler && SAMPLERS[flags.sampler]()),
  ...given('pruner', flags.pruner && PRUNERS[flags.pruner]()),
})

const withHeader = ({ recipe, file }: FoundRecipe, study: AnyStudy): FoundStudy => ({
  study,
  word: file ?? recipe.name,
  header: {
    kind: 'study',
    format: 1,
    recipe: recipe.name,
    file: file === null ? null : resolve(file),
    study: toJson(study),
  },
})

/** The words of a study under the command. */
const refused = (words: string): CliError => badInput(words.replace(/^study:/, 'sweep:'))

/** The study that is written. Errors: a `CliError` of one line. */
export const writtenStudy = (word: string | null, flags: StudyFlags): TE.TaskEither<CliError, FoundStudy> =>
  pipe(
    recipeBy(word),
    TE.flatMapEither((found) =>
      pipe(
        E.Do,
        E.bind('space', () => spaceOf(found.recipe, flags.space ?? [])),
        E.bind('set', () => settings(optionsOf(found.recipe))(flags.set)),
        E.flatMap(({ space, set }) => {
          const { study } = found
          const whole = { ...study?.space, ...space }
          if (Object.keys(whole).length === 0)
            return E.left(badInput(`sweep: needs a space: --space ${example(found)}, or the file of a study`))
          const parts = {
            ...study,
            ...partsOf(flags),
            recipe: found.recipe,
            space: whole,
            set: { ...study?.set, ...set },
          }
          return pipe(
            studyOf(parts),
            E.bimap(refused, (made) => withHeader(found, made)),
          )
        }),
      ),
    ),
  )

const example = ({ recipe }: FoundRecipe): string => {
  const [name, option] =
    Object.entries(recipe.options).find(([, { kind }]) => kind === 'real' || kind === 'whole') ?? []
  return name === undefined
    ? 'batch=64,128'
    : `${dashed(name)}=${option?.kind === 'whole' ? '2..20' : 'log:1e-4..1e-2'}`
}

/** The study of a journal. Errors: a `CliError` of one line. */
export const journaledStudy = ({ header }: ReadJournal): TE.TaskEither<CliError, FoundStudy> =>
  pipe(
    recipeBy(header.file ?? header.recipe),
    TE.flatMapEither((found) =>
      pipe(
        fromJson(found.recipe)(header.study),
        E.bimap(refused, (study) => ({ study, header, word: header.file ?? header.recipe })),
      ),
    ),
  )

/** The name of a study: that of its recipe, or of the file that it is from. */
export const nameOf = ({ header }: FoundStudy): string =>
  header.file === null ? header.recipe : basename(header.file).replace(/\.[^.]*$/, '')
