/** The sides of a model of two joint distributions, their parameters, and what they are shown. */

import type { Leaf } from '../../joints/evaluation.js'
import { isDrawn } from '../../joints/graph.js'
import { type AnyJoint, inOrder } from '../../joints/joint.js'
import type { AnyVariable } from '../../joints/variable.js'
import type { Mode } from '../../layers/mode.js'
import type { Key } from '../../random/key.js'
import type { States } from '../state.js'
import { hasFewValues } from './values.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A model of two joint distributions when the program runs. */
export interface Sides {
  readonly p: AnyJoint
  readonly q: AnyJoint
  /** What q draws, in its order. */
  readonly latents: readonly AnyVariable[]
  /** What p draws besides, in its order. */
  readonly observed: readonly AnyVariable[]
}

/** The parameters of each variable of both sides, and the states of those whose networks have one. */
export interface SideParams {
  readonly p: { readonly [name: string]: unknown }
  readonly q: { readonly [name: string]: unknown }
  readonly state?: SideStates
}

/** The states of the networks of the sides that have some. */
export interface SideStates {
  readonly p?: States
  readonly q?: States
}

/** What is shown of a batch: what is observed and the conditions, a key, and how many samples to draw. */
export interface Batch {
  readonly values: { readonly [name: string]: Leaf }
  readonly key: Key
  readonly samples: number
  /** Evaluation if left out. */
  readonly mode?: Mode
}

/** How many examples a batch has. */
export const rowsOf = ({ values }: Batch): number => Object.values(values)[0]?.sizes[0] ?? 1

// -----------------------------------------------------------------------------
// what a model has
// -----------------------------------------------------------------------------

/** What q draws, and what p draws besides. */
export const sidesOf = (p: AnyJoint, q: AnyJoint): Sides => {
  const latents = inOrder(q).filter(isDrawn)
  const names = latents.map(({ name }) => name)
  return { p, q, latents, observed: inOrder(p).filter((each) => isDrawn(each) && !names.includes(each.name)) }
}

/** Whether no gradient goes through the samples of a latent. */
const isScored = ({ built }: AnyVariable): boolean => built.network?.family?.gradient === 'score'

/** The latents through whose samples no gradient goes. */
export const blockedOf = ({ latents }: Sides): readonly string[] => latents.filter(isScored).map(({ name }) => name)

/** Whether no gradient goes through the samples of some latent. */
export const isByScore = (sides: Sides): boolean => blockedOf(sides).length > 0

/** The latents that can be summed over: those of few values, where a gradient goes through the samples of all others. */
export const summable = ({ latents }: Sides): readonly AnyVariable[] =>
  latents.filter((each) => hasFewValues(each) && latents.every((other) => other === each || !isScored(other)))
