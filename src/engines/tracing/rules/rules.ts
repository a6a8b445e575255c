/** Every simplification, in the order they are tried. Each keeps the value, so any part of the list may be left out. */
import type { Rule } from '../graph/builder.js'
import { arithmeticRules } from './arithmetic.js'
import { constantRules } from './constants.js'
import { layoutRules } from './layout.js'
import { linearRules } from './linear.js'

export const rules: readonly Rule[] = [...constantRules, ...layoutRules, ...linearRules, ...arithmeticRules]
