/** Who moves which part of the parameters: players theirs, and running them the state of networks. */

import { type HasStateAfter, stateAfter } from '../models/state.js'
import { refuse } from '../shapes/defect.js'
import type { Said } from '../shapes/message.js'
import type { AnyPlayer } from './erased.js'

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

export type NoPart<Name extends string, Part extends string> = Said<typeof noPart<Name, Part>>
const noPart = <Name extends string, Part extends string>(name: Name, part: Part) =>
  `player ${name} moves ${part}: the model has no such part` as const

export type MovesState<Name extends string> = Said<typeof movesState<Name>>
const movesState = <Name extends string>(name: Name) =>
  `player ${name} moves state: that of networks moves as they run, and no player moves it` as const

// -----------------------------------------------------------------------------
// the state of networks
// -----------------------------------------------------------------------------

/** The branch of parameters that is the state of networks, or `null`. */
const networksOf = (params: unknown): object | null =>
  typeof params === 'object' && params !== null && Object.hasOwn(params, 'state')
    ? (params as { readonly state: object }).state // safe: it is there
    : null

/** The parameters that an optimizer may move: all but the state of networks. */
export const movable = <Params>(params: Params): Params => {
  if (networksOf(params) === null) return params
  const { state, ...rest } = params as { readonly state: unknown } // safe: it is there
  return rest as Params // safe: whoever moves it puts it back with `withPart`
}

/**
 * The state of networks after an objective has been worked out, where there is one: it is asked of what was supplied.
 *
 * Errors: a `ShapeError` for a model of a user's own that does not give it.
 */
export const networksAfter = (params: unknown, supplied: object): { readonly networks?: object } => {
  const before = networksOf(params)
  if (before === null) return {}
  const { [stateAfter]: after } = supplied as Partial<HasStateAfter<object>>
  return after === undefined
    ? refuse('the model: its parameters have a state, so what it supplies must give the state after')
    : { networks: after(before) }
}

/** The parameters with another state of networks, where there is one. */
export const withNetworks = <Params>(params: Params, { networks }: { readonly networks?: object }): Params =>
  networks === undefined ? params : { ...params, state: networks }

// -----------------------------------------------------------------------------
// the part of a player
// -----------------------------------------------------------------------------

/** The part of the parameters that a player moves. Errors: a `ShapeError` for a part that the model does not have. */
export const movedBy = <Params>({ name, moves }: Pick<AnyPlayer, 'name' | 'moves'>, params: Params): Params => {
  if (moves === null) return movable(params)
  const parts = params as Readonly<Record<string, unknown>> // safe: names of it are asked for, and found or refused
  const absent = moves.find((part) => !Object.hasOwn(parts, part))
  if (absent !== undefined) return refuse(noPart(name, absent))
  if (moves.includes('state')) return refuse(movesState(name))
  return Object.fromEntries(moves.map((part) => [part, parts[part]])) as Params // safe: it is a part
}

/** The parameters with a part of them replaced. */
export const withPart = <Params>({ moves }: Pick<AnyPlayer, 'moves'>, params: Params, part: Params): Params =>
  moves === null && networksOf(params) === null ? part : { ...params, ...part }
