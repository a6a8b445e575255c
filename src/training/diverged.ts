/** Training that diverges: an objective or a parameter is no longer a finite number. */

import { strayOf } from '../data/sound.js'
import { type Tagged, tagged } from '../shapes/tagged.js'
import { hostLeaves } from '../tensors/tree.js'
import type { AnyPlayer } from './erased.js'
import type { PartValue, Values } from './events.js'

// -----------------------------------------------------------------------------
// the error
// -----------------------------------------------------------------------------

/** Parameters that training has given: after a step, or before the first one. */
export interface Snapshot<Params> {
  readonly params: Params
  readonly step: number
}

/** The objective of a player, or a parameter, is not a finite number any more. */
export interface Diverged<Params = unknown> extends Tagged<'Diverged'> {
  /** The step at which it was noticed. */
  readonly step: number
  /** Whose objective it is, or who moves the parameter. */
  readonly player: string
  /** The term of the objective that is not finite; `null` where there is none. */
  readonly term: string | null
  /** The first parameter that is not finite, as in `encoder.0.weight`; `null` where all are. */
  readonly parameter: string | null
  /** The last parameters that were looked at and found finite: of the end of an epoch, or those of the beginning. */
  readonly last: Snapshot<Params>
}

/** What is not finite at a step. At least one of the two is there. */
export interface Divergence {
  readonly step: number
  readonly objective: DivergedObjective | null
  readonly parameter: DivergedParameter | null
}

// -----------------------------------------------------------------------------
// objectives
// -----------------------------------------------------------------------------

/** An objective that is not a finite number. */
export interface DivergedObjective {
  /** The player whose objective it is; `null` for the first. */
  readonly player: string | null
  readonly objective: number
  /** The first of its terms that is not finite, or `null`: finite terms may have a sum that is not. */
  readonly term: Pick<PartValue, 'name' | 'value'> | null
}

const ofOne = (
  player: string | null,
  { objective, parts }: Pick<Values, 'objective' | 'parts'>,
): DivergedObjective => ({
  player,
  objective,
  term: parts.find(({ value }) => !Number.isFinite(value)) ?? null,
})

/** The first player whose objective is not a finite number, or `null`. */
export const divergedObjective = (values: Values): DivergedObjective | null => {
  if (!Number.isFinite(values.objective)) return ofOne(null, values)
  const other = values.others?.find(({ objective }) => !Number.isFinite(objective))
  return other === undefined ? null : ofOne(other.player, other)
}

// -----------------------------------------------------------------------------
// parameters
// -----------------------------------------------------------------------------

/** A parameter with a number that is not finite. */
export interface DivergedParameter {
  readonly path: string
  readonly value: number
}

/** The first parameter with a number that is not finite, or `null`. */
export const divergedParameter = (params: unknown): DivergedParameter | null => {
  for (const { path, value } of hostLeaves(params)) {
    const at = strayOf('real', value.values)
    if (at >= 0) return { path, value: value.values[at] as number }
  }
  return null
}

/** The player that moves a parameter: the last of several. */
const moverOf = (players: readonly Mover[], { path }: DivergedParameter): string | undefined =>
  players.findLast(({ moves }) => moves?.some((part) => path === part || path.startsWith(`${part}.`)) ?? true)?.name

// -----------------------------------------------------------------------------
// the message
// -----------------------------------------------------------------------------

type Mover = Pick<AnyPlayer, 'name' | 'moves'>

/** The player of a divergence: whose objective it is, or else who moves the parameter. */
const playerOf = (players: readonly [Mover, ...Mover[]], { objective, parameter }: Divergence): string =>
  (objective !== null ? objective.player : parameter !== null ? moverOf(players, parameter) : null) ?? players[0].name

const messageOf = ({ step, objective, parameter }: Divergence, player: string, among: boolean): string => {
  const [of, by] = among ? [` of ${player}`, `, which ${player} moves,`] : ['', '']
  if (objective === null)
    return parameter?.path.startsWith('state.')
      ? `the ${parameter.path.replace('.', ' ')} is ${parameter.value} after step ${step}`
      : `the parameter ${parameter?.path}${by} is ${parameter?.value} after step ${step}`
  const term = objective.term === null ? '' : ` (its term ${objective.term.name} is ${objective.term.value})`
  return `the objective${of} is ${objective.objective} at step ${step}${term}`
}

/** The error of a divergence. The last good parameters are in it, and are not printed. */
export const diverged = (
  players: readonly [Mover, ...Mover[]],
  found: Divergence,
  last: Snapshot<unknown>,
): Diverged => {
  const player = playerOf(players, found)
  const error = tagged<Omit<Diverged, 'last'> & Tagged<'Diverged'>>(
    'Diverged',
    `training: ${messageOf(found, player, players.length > 1)}: try a smaller learning rate`,
    {
      step: found.step,
      player,
      term: found.objective?.term?.name ?? null,
      parameter: found.parameter?.path ?? null,
    },
  )
  return Object.defineProperty(error, 'last', { value: last }) as Diverged // safe: it is defined here
}
