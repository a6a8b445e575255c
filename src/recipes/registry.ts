/** The recipes that there are, by name: a new one is a file and a line here. */

import { vae } from './known/vae.js'
import type { Recipe } from './recipe.js'

/** Every recipe, the one that is taken where none is named first. */
export const RECIPES: readonly [Recipe, ...Recipe[]] = [vae]

/** The recipe of a name. */
export const recipeOf = (name: string): Recipe | null => RECIPES.find((recipe) => recipe.name === name) ?? null
