/** The state of the networks of a model: a branch `state` of its parameters, which running them in training replaces. */

import type { Mode } from '../layers/mode.js'
import type { AnyNetwork, NetworkParts } from '../layers/network.js'
import { child, type Key } from '../random/key.js'

// -----------------------------------------------------------------------------
// in the types
// -----------------------------------------------------------------------------

/** The names of those whose state is not `null`. */
type WithState<States> = { [Name in keyof States]: States[Name] extends null ? never : Name }[keyof States]

/** The states of networks by their names: of those that have one. A type and not an interface, so that it is a tree. */
export type StatesOf<States> = { readonly [Name in WithState<States>]: States[Name] }

/** The branch of the parameters of a model: there is none where no network has a state. */
export type StateBranch<States> = [WithState<States>] extends [never] ? unknown : { readonly state: StatesOf<States> }

/** Stands for the networks of a model where none of them uses a context. */
export type Plain = 'plain'

/** The network of a model by its name: where none uses a context, that of the type. */
export type NetworkOf<Networks, Name extends string, Own> = Networks extends { readonly [Each in Name]: infer Given }
  ? Given
  : Own

type StatesIn<Networks> = { readonly [Name in keyof Networks]: NetworkParts<Networks[Name]>['state'] }

/** The parameters of a prior that its name alone does not say. */
type PriorBranch<Networks> = Networks extends {
  readonly prior: { readonly init: (key: never) => infer Params }
}
  ? { readonly prior: Params }
  : unknown

/** The parameters of a model of some networks, with the state of those that have one. */
export type ParamsIn<Networks, Params> = Networks extends Plain
  ? Params
  : Params & PriorBranch<Networks> & StateBranch<StatesIn<Networks>>

// -----------------------------------------------------------------------------
// the state after
// -----------------------------------------------------------------------------

/**
 * Under this name a model whose parameters have a branch `state` gives, beside what it supplies, the branch after what has been
 * asked of it: a function of the branch before, in which only the states of networks that have run are others.
 *
 * It is asked last, when the objective has been worked out.
 */
export const stateAfter: unique symbol = Symbol.for('shapebound: the state after')

/** What a model supplies whose networks have a state. */
export interface HasStateAfter<State> {
  readonly [stateAfter]: (before: State) => State
}

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

/** The states of networks by their names. */
export interface States {
  readonly [name: string]: unknown
}

/** Whether a network has a state. */
export const hasState = ({ uses }: Pick<AnyNetwork, 'uses'>): boolean => uses.includes('state')

/** The first states of those of some networks that have one, or `null` where none has. */
export const beginStates = (networks: Readonly<Record<string, Pick<AnyNetwork, 'uses' | 'begin'>>>): States | null => {
  const own = Object.entries(networks).filter(([, network]) => hasState(network))
  return own.length === 0 ? null : Object.fromEntries(own.map(([name, network]) => [name, network.begin()]))
}

/** The branch of a model's parameters that holds states: empty where there are none. */
export const stateBranch = (state: object | null): { readonly state?: object } => (state === null ? {} : { state })

/** A network that is applied where it uses nothing, and run where it does. */
export interface Runnable extends Pick<AnyNetwork, 'uses' | 'begin' | 'run'> {
  readonly apply: (parameters: never) => (x: never) => unknown
}

/** What networks are run in. */
export interface RunContext {
  readonly key: Key
  /** Evaluation if left out. */
  readonly mode?: Mode
  /** Those of the networks that have one. */
  readonly states: States | undefined
}

/** Networks by their names, each with a key and a state of its own. */
export interface Running {
  readonly run: (name: string, network: Runnable) => (parameters: unknown) => (x: unknown) => unknown
  /** The states, those of the networks that have run replaced. */
  readonly after: (before: States) => States
}

/**
 * Runs networks in their contexts.
 *
 * Of a network that runs more than once, such as at other samples, the first run gives the state after. All of its runs begin
 * with the same state and draw the same noise: for one batch it is one function.
 */
export const running = ({ key, mode = 'evaluation', states = {} }: RunContext): Running => {
  const ran = new Map<string, unknown>()
  return {
    run: (name, network) => (parameters) => (x) => {
      // safe: what `init` of a network gives, it takes
      if (network.uses.length === 0) return network.apply(parameters as never)(x as never)
      const context = { key: child(name)(key), mode, state: states[name] ?? null }
      const [value, state] = network.run(parameters, context)(x)
      if (hasState(network) && !ran.has(name)) ran.set(name, state)
      return value
    },
    after: (before) => ({ ...before, ...Object.fromEntries(ran) }),
  }
}
