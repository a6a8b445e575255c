/** The recipes that there are, by name: a new one is a file and a line here. */

import { batchNormVae } from './known/batchNormVae.js'
import { betaTcVae } from './known/betaTcVae.js'
import { betaVae } from './known/betaVae.js'
import { conditionalVae } from './known/conditionalVae.js'
import { convVae } from './known/convVae.js'
import { dipVae } from './known/dipVae.js'
import { factorVae } from './known/factorVae.js'
import { infoVae } from './known/infoVae.js'
import { iwae } from './known/iwae.js'
import { mnistVae } from './known/mnistVae.js'
import { vae } from './known/vae.js'
import type { Recipe } from './recipe.js'

/** Every recipe, the one that is taken where none is named first. */
export const RECIPES: readonly [Recipe, ...Recipe[]] = [
  vae,
  mnistVae,
  betaVae,
  betaTcVae,
  dipVae,
  infoVae,
  iwae,
  factorVae,
  batchNormVae,
  convVae,
  conditionalVae,
]

/** The recipe of a name. */
export const recipeOf = (name: string): Recipe | null => RECIPES.find((recipe) => recipe.name === name) ?? null
