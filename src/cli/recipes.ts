/** `shapebound recipes`: the recipes that there are, with their papers, the numbers of their parameters, and their data. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Recipe } from '../recipes/recipe.js'
import { RECIPES } from '../recipes/registry.js'
import { count } from '../tensors/tree.js'
import { movable } from '../training/moves.js'
import { refusedOption } from './asked.js'
import { type CliError, toCliError } from './errors.js'

/** A recipe as `--json` lists it. */
export interface ListedRecipe {
  readonly name: string
  readonly about: string
  readonly paper: string
  /** How many numbers its model has with the defaults, on the first of its data; `null` where that is not known without it. */
  readonly parameters: number | null
  readonly data: readonly string[]
}

const parametersOf = (recipe: Recipe): TE.TaskEither<CliError, number | null> =>
  pipe(
    recipe.configure({}, recipe.data[0]),
    E.mapLeft(refusedOption),
    TE.fromEither,
    TE.flatMap((configured) => {
      const experiment = configured.sketch(recipe.data[0])
      return experiment === null
        ? TE.right(null)
        : pipe(
            experiment.blank,
            TE.bimap(toCliError, (tree) => count(movable(tree))),
          )
    }),
  )

/** All recipes. Errors: a `CliError` of one line. */
export const recipesListed: TE.TaskEither<CliError, readonly ListedRecipe[]> = pipe(
  RECIPES,
  TE.traverseSeqArray((recipe) =>
    pipe(
      parametersOf(recipe),
      TE.map((parameters) => {
        const { name, about, paper, data } = recipe
        return { name, about, paper, parameters, data }
      }),
    ),
  ),
)

/** The recipes as text. */
export const recipeLines = (all: readonly ListedRecipe[]): readonly string[] => {
  const width = Math.max(...all.map(({ name }) => name.length)) + 3
  const indent = ' '.repeat(width)
  return all.flatMap(({ name, about, paper, parameters, data }) => [
    `${name.padEnd(width)}${about}`,
    `${indent}${paper}`,
    `${indent}${parameters === null ? '' : `${parameters.toLocaleString('en')} parameters; `}data: ${data.join(', ')}`,
  ])
}
