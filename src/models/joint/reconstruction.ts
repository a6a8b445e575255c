/** What a model of joint distributions makes of examples: the means of what is observed, at the centers of the latents. */

import { type Family, type LatentKind, record } from '../../distributions/family.js'
import { applying, evaluation, type Leaf } from '../../joints/evaluation.js'
import { isDrawn } from '../../joints/graph.js'
import type { AnyJoint } from '../../joints/joint.js'
import type { AnyVariable } from '../../joints/variable.js'
import { from } from '../../random/key.js'
import { meanInTurn } from './generation.js'
import { runningSide } from './shown.js'
import type { SideParams } from './sides.js'

/** Rows of some variables, by their names. */
type Rows = { readonly [name: string]: Leaf }

/** A distribution by rows, which has its record. */
type Value = { readonly [record]: Family<LatentKind> }

const centerOf = (given: Value): Leaf => given[record].center(given as never) as unknown as Leaf // safe: the record is that of its own distribution

const meanOf = (given: Value): unknown => given[record].mean?.(given as never) ?? null // safe: as above

/** One side where some variables are known, and those that it draws are at their centers. */
export const atCenters = (which: 'p' | 'q', joint: AnyJoint, all: SideParams, shown: Rows) => {
  const at = evaluation(
    joint,
    all[which],
    1,
    (name) => {
      const rows = shown[name]
      if (rows !== undefined) return { rows, sampled: false }
      const drawn = isDrawn(joint.variables[name] as AnyVariable) // safe: it is asked of the names of the side
      return drawn ? { rows: centerOf(at.given(name).value as Value), sampled: false } : null
    },
    applying(runningSide(which, { key: from(0) }, all).run),
  )
  return at
}

/** The centers of all latents under q, given rows of what is observed and of the conditions. */
export const encodeJoint = (
  { q, latents }: { readonly q: AnyJoint; readonly latents: readonly string[] },
  params: SideParams,
  shown: Rows,
): Rows => {
  const at = atCenters('q', q, params, shown)
  return Object.fromEntries(latents.map((name) => [name, at.value(name).rows]))
}

/**
 * The mean of one variable that p draws, given rows of latents and of the conditions; others are at their centers. One that is given
 * itself is drawn in turn.
 */
export const decodeJoint = ({ p }: { readonly p: AnyJoint }, params: SideParams, name: string, known: Rows): unknown =>
  p.variables[name]?.built.inTurn === true
    ? meanInTurn(p, params, from(0), name, known)
    : meanOf(atCenters('p', p, params, known).given(name).value as Value)
