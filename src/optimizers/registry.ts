/** The optimizers that there are, by name: a new one is a file and a line here. */

import { named as adagrad } from './adagrad.js'
import { named as adam } from './adam.js'
import { named as adamax } from './adamax.js'
import { named as adamw } from './adamw.js'
import { named as lamb } from './lamb.js'
import { named as lion } from './lion.js'
import { named as muon } from './muon.js'
import { named as nadam } from './nadam.js'
import type { NamedOptimizer } from './optimizer.js'
import { named as rmsprop } from './rmsprop.js'
import { named as sgd } from './sgd.js'

/** Every optimizer under the name that it has itself, the usual one first. */
export const OPTIMIZERS = {
  adam,
  adagrad,
  adamax,
  adamw,
  lamb,
  lion,
  muon,
  nadam,
  rmsprop,
  sgd,
} as const satisfies Readonly<Record<string, NamedOptimizer>>

/** The name of an optimizer. */
export type OptimizerName = keyof typeof OPTIMIZERS
