/** Every simplification, in the order they are tried. Each keeps the value, so any part of the list may be left out. */

import type { Rule } from '../graph/builder.js'
import { arithmeticRules } from './arithmetic.js'
import { constantRules } from './constants.js'
import { factorIntoGemm, factorRules } from './factors.js'
import { layoutRules } from './layout.js'
import { linearRules, sumOfRows } from './linear.js'
import { logarithmRules } from './logarithms.js'

export const rules: readonly Rule[] = [
  ...constantRules,
  ...layoutRules,
  ...logarithmRules,
  ...linearRules,
  ...arithmeticRules,
  ...factorRules,
]

/** Those whose result has one form for every size: one that writes a size into an attribute, or cuts by it, has not. */
export const rulesOfAnySize: readonly Rule[] = rules.filter(
  (rule) => ![factorIntoGemm, sumOfRows, ...logarithmRules].includes(rule),
)
