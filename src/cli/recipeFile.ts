/** A recipe by its name, or from a file of somebody's own. */

import { lstatSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { createJiti } from 'jiti'
import { isRecipe, type Recipe } from '../recipes/recipe.js'
import { RECIPES, recipeOf } from '../recipes/registry.js'
import { nearest } from '../shapes/nearest.js'
import { type AnyStudy, isStudy } from '../sweeps/study.js'
import { badInput, type CliError } from './errors.js'

/** A recipe, and the file it is from where it is somebody's own. */
export interface FoundRecipe {
  readonly recipe: Recipe
  readonly file: string | null
  /** The study of a file that exports one. */
  readonly study?: AnyStudy
}

/** Whether a word is a path and not the name of a recipe. */
export const isPath = (word: string): boolean => /[\\/]/.test(word) || /\.[cm]?[jt]s$/.test(word)

const oneLine = (thrown: unknown): string =>
  (thrown instanceof Error ? thrown.message : String(thrown)).trim().replace(/\s*\n\s*/g, ' ')

const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true

/**
 * The library as a file imports it: this copy and not another one, which would have engines and tensors of its own.
 *
 * They are loaded when a file is, and not with the command line.
 */
const entryPoints = async () => ({
  shapebound: await import('../index.js'),
  'shapebound/node': await import('../node.js'),
  'shapebound/report': await import('../report.js'),
  'shapebound/evaluate': await import('../evaluate.js'),
  'shapebound/sweep': await import('../sweep.js'),
})

/** The module in a file, TypeScript too. Other packages are looked for from where the file is; nothing is written. */
const moduleIn = (path: string): TE.TaskEither<CliError, unknown> =>
  TE.tryCatch(
    async () => {
      const options = { fsCache: false, moduleCache: false, virtualModules: await entryPoints() }
      return createJiti(pathToFileURL(path).href, options).import(path, { default: true })
    },
    (thrown) => badInput(`train: ${path} cannot be loaded: ${oneLine(thrown)}`),
  )

/** The recipe of a file: its default export, or that of the study that it exports. Errors: a `CliError` of one line. */
export const recipeIn = (word: string): TE.TaskEither<CliError, FoundRecipe> => {
  const path = resolve(word)
  return !isFile(path)
    ? TE.left(badInput(`train: needs the file of a recipe, and there is none at ${path}`))
    : TE.flatMap((found: unknown) =>
        isRecipe(found)
          ? TE.right({ recipe: found, file: path })
          : isStudy(found)
            ? TE.right({ recipe: found.recipe, file: path, study: found })
            : TE.left(
                badInput(`train: ${path} must have a recipe as its default export: export default Recipe.make({ … })`),
              ),
      )(moduleIn(path))
}

const unknownRecipe = (name: string): CliError => {
  const names = RECIPES.map((recipe) => recipe.name)
  const meant = nearest(name, names)
  return badInput(
    `train: there is no recipe ${name}: ${meant === null ? `the recipes are ${names.join(', ')}, or the path of a file` : `did you mean ${meant}?`}`,
  )
}

/** A recipe by its name or by its file; the first where none is named. Errors: a `CliError` of one line. */
export const recipeBy = (word: string | null): TE.TaskEither<CliError, FoundRecipe> => {
  if (word === null) return TE.right({ recipe: RECIPES[0], file: null })
  if (isPath(word)) return recipeIn(word)
  const recipe = recipeOf(word)
  return recipe === null ? TE.left(unknownRecipe(word)) : TE.right({ recipe, file: null })
}
