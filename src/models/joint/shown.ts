/** A model that is shown a batch: the variables of both sides at some draws of the latents. */

import type { Draw, Rows } from '../../distributions/coordinates.js'
import { densityAt, likelihoodOf, placedOf, type Within } from '../../joints/densities.js'
import { applying, evaluation, type Placed, remembered } from '../../joints/evaluation.js'
import type { AnyJoint } from '../../joints/joint.js'
import type { AnyVariable } from '../../joints/variable.js'
import { child } from '../../random/key.js'
import { type Running, running } from '../state.js'
import { added } from './latents.js'
import type { Batch, SideParams, SideStates, Sides } from './sides.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What there is for each latent. */
export type OfLatent<Value> = (name: string) => Value

/** A model, and a batch that it is shown. */
export interface Shown {
  readonly sides: Sides
  readonly batch: Batch
  readonly running: { readonly p: Running; readonly q: Running }
  /** The latent that takes each of its values in turn, and its draw, in the place of samples. */
  readonly each?: { readonly name: string; readonly draw: Draw }
}

// -----------------------------------------------------------------------------
// the networks in a context
// -----------------------------------------------------------------------------

/** The networks of one side in a context. The key is that of what is shown, whose children by name are of the latents. */
export const runningSide = (
  side: 'p' | 'q',
  { key, mode = 'evaluation' }: Pick<Batch, 'key' | 'mode'>,
  { state = {} }: SideParams,
): Running => running({ key: child(side)(child('networks')(key)), mode, states: state[side] })

/** The networks of both sides in the context of a batch. */
export const runningBoth = (batch: Batch, params: SideParams): Shown['running'] => ({
  p: runningSide('p', batch, params),
  q: runningSide('q', batch, params),
})

/** The states of both sides after what has been asked of a model; those of networks beside it stay. */
export const afterOf =
  ({ p, q }: Shown['running']) =>
  (before: SideStates): SideStates => ({
    ...before,
    ...(before.p === undefined ? {} : { p: p.after(before.p) }),
    ...(before.q === undefined ? {} : { q: q.after(before.q) }),
  })

// -----------------------------------------------------------------------------
// both sides at some latents
// -----------------------------------------------------------------------------

/** The rows of each latent by its draw; `null` for a variable that is not a latent. */
const placedBy = ({ latents }: Sides, draw: OfLatent<Draw>): OfLatent<Placed | null> => {
  const events = new Map(latents.map(({ name, built }) => [name, built.event]))
  return remembered((name) => {
    const event = events.get(name)
    return event === undefined ? null : placedOf(event, draw(name))
  })
}

/** The variables of one side where the latents are known. */
export const sideAt = (
  { sides, batch, running }: Shown,
  side: 'p' | 'q',
  parameters: SideParams['p'],
  draw: OfLatent<Draw>,
): Within => {
  const placed = placedBy(sides, draw)
  const shown = (name: string): Placed | null => {
    const rows = batch.values[name]
    return rows === undefined ? null : { rows, sampled: false }
  }
  const known = (name: string) => placed(name) ?? shown(name)
  const apply = applying(running[side].run)
  const { samples } = batch
  return { evaluation: evaluation(sides[side], parameters, samples, known, apply), parameters, samples }
}

/** The log-density of each latent on one side, at a draw. */
export const densitiesAt = (joint: AnyJoint, within: Within, draw: OfLatent<Draw>): OfLatent<Rows> =>
  remembered((name) => densityAt(within, joint.variables[name] as AnyVariable, draw(name))) // safe: a latent is a variable of both

/** The log-likelihood of each observed variable. */
export const likelihoodsAt = ({ p }: Sides, within: Within): OfLatent<Rows> =>
  remembered((name) => likelihoodOf(within, p.variables[name] as AnyVariable)) // safe: what is observed is a variable of p

/** The sum over variables. */
export const summed = (variables: readonly AnyVariable[], of: OfLatent<Rows>): Rows =>
  added(variables.map(({ name }) => of(name)))
