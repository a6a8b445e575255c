/** What a layer may use besides its parameters and its input: noise of a key, and a state that it gives back. */

import type { Key } from '../random/key.js'
import { refuse } from '../shapes/defect.js'
import type { Mode } from './mode.js'
import type { Step } from './step.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What a layer uses. */
export type Use = 'noise' | 'state'

/** What is given to a layer that uses noise or a state: it gives the state back beside its value, changed or not. */
export interface Context<out State> {
  readonly key: Key
  readonly mode: Mode
  readonly state: State
}

/** A step of a layer that uses noise or a state. */
export interface ContextStep extends Step {
  readonly uses: Use
  /** Its state for the event `this['in']`: `null` where it has none. */
  readonly state: unknown
}

/** A step of a layer that is given one shape and uses neither noise nor a state. */
export interface PlainStep extends Step {
  readonly sees?: never
  readonly uses?: never
}

/** What a step uses. */
export type UsesOf<F> = F extends { readonly uses: infer Uses extends Use } ? Uses : never

/** The state of a step for an event, `null` where it has none. */
export type StateOf<F, Event> = 'state' extends UsesOf<F> ? (F & { readonly in: Event })['state' & keyof F] : null

// -----------------------------------------------------------------------------
// what needs a context where none is given
// -----------------------------------------------------------------------------

/** What is used, as text. */
export type ShowUses<Uses> = ['noise' | 'state'] extends [Uses]
  ? 'noise and a state'
  : [Uses] extends ['state']
    ? 'a state'
    : 'noise'

/** The message where a network is applied without the context that it needs. */
export type NeedsContext<Uses> = `apply: the network uses ${ShowUses<Uses>}: call run, which takes a context`

const showUses = (uses: readonly Use[]): string => uses.map((use) => (use === 'state' ? 'a state' : use)).join(' and ')

/** Refuses to apply what uses something. */
export const refuseApply = (uses: readonly Use[]): never =>
  refuse(`apply: the network uses ${showUses(uses)}: call run, which takes a context`)
