/** A variable whose network is that of another one, with its parameters: a step that is repeated, as over time. */

import { refuse } from '../shapes/defect.js'
import type { Said } from '../shapes/message.js'
import type { AnyVariable, BuiltVariable, Nothing, Variable } from './variable.js'
import { type KnownName, nameFault } from './variableCheck.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Of variables that a network is given, the names of others in their place. */
export interface Renamed {
  readonly [variable: string]: string
}

type Renaming<Needs, Of> = {
  readonly [Needed in keyof Needs as Needed extends keyof Of ? Of[Needed] & string : Needed]: Needs[Needed]
}

/** Marks, in the types alone, what a variable that shares needs: by its key the check of a joint distribution tells such a one. */
declare const sharing: unique symbol
interface Sharing {
  readonly [sharing]?: true
}

/** The name of the variable whose parameters another one has. */
export interface Shares<out Owner> {
  readonly shares: Owner
}

/** A variable with the network of another one. It has no parameters of its own. */
export type SharedOf<Name extends string, Owner, Of> =
  Owner extends Variable<infer First, infer From, infer Over, infer Event, infer Needs, infer _Params, infer _State>
    ? Variable<Name, From, Over, Event, Renaming<Needs, Of> & Sharing, null> &
        Shares<Owner extends Shares<infer Own> ? Own : First>
    : never

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

type NoNetwork<Name extends string> = Said<typeof noNetwork<Name>>
const noNetwork = <Name extends string>(name: Name) =>
  `joint: ${name} shares what is not a variable of a network` as const

type HasState<Name extends string, Owner extends string> = Said<typeof hasState<Name, Owner>>
const hasState = <Name extends string, Owner extends string>(name: Name, owner: Owner) =>
  `joint: ${name} shares the network of ${owner}, which has a state: give it one of its own` as const

type NotGiven<Name extends string, Owner extends string, Needed extends string> = Said<
  typeof notGiven<Name, Owner, Needed>
>
const notGiven = <Name extends string, Owner extends string, Needed extends string>(
  name: Name,
  owner: Owner,
  needed: Needed,
) => `joint: ${name} renames ${needed}, which ${owner} is not given` as const

type SharesInTurn<Name extends string, Owner extends string> = Said<typeof sharesInTurn<Name, Owner>>
const sharesInTurn = <Name extends string, Owner extends string>(name: Name, owner: Owner) =>
  `joint: ${name} shares the network of ${owner}, which is given itself: give it one of its own` as const

/** The variable whose network is shared itself, or the message in its place. */
export type SharedPart<Name extends string, Owner, Of> =
  Owner extends Variable<infer First, infer _From, infer _Over, infer _Event, infer Needs, infer _Params, infer State>
    ? [keyof Needs] extends [never]
      ? NoNetwork<Name>
      : Owner extends { readonly inTurn: true }
        ? SharesInTurn<Name, First>
        : State extends null
          ? [Exclude<keyof Of, keyof Needs>] extends [never]
            ? Owner
            : NotGiven<Name, First, Exclude<keyof Of, keyof Needs> & string>
          : HasState<Name, First>
    : NoNetwork<Name>

const sharedFault = (name: string, owner: AnyVariable, of: Renamed): string | null => {
  const network = owner?.built?.network ?? null
  if (network === null) return noNetwork(name)
  if (owner.built.inTurn === true) return sharesInTurn(name, owner.name)
  if (network.uses.includes('state')) return hasState(name, owner.name)
  const unknown = Object.keys(of).find((needed) => !Object.hasOwn(owner.needs, needed))
  return unknown === undefined ? null : notGiven(name, owner.name, unknown)
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

const renamedKeys = <Value>(
  of: Renamed,
  given: { readonly [name: string]: Value },
): { readonly [name: string]: Value } =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [of[name] ?? name, value]))

const renamedInputs = (of: Renamed, inputs: BuiltVariable['inputs']): BuiltVariable['inputs'] =>
  typeof inputs === 'string'
    ? (of[inputs] ?? inputs)
    : Object.fromEntries(Object.entries(inputs).map(([input, name]) => [input, of[name] ?? name]))

/**
 * A variable with the network of another one, and its parameters: `shared('z3', z2, { h2: 'h3' })` is drawn of `h3` as `z2` is of `h2`.
 *
 * So the same step may be taken at every time of a sequence. The other variable stands before it in the joint distribution; only its
 * gradient is the sum over all that share it.
 *
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 *
 * @example
 * shared('x2', variable('x1', Layer.sequence(Layer.normalHead(2, 6)), 'z1'), { z1: 'z2' }).needs
 * //=> { z2: [2] }
 */
export const shared = <const Name extends string, Owner, const Of extends Renamed = Nothing>(
  name: KnownName<Name>,
  owner: SharedPart<Name, Owner, Of>,
  of?: Of,
): SharedOf<Name, Owner, Of> => {
  // safe: it is itself wherever the call compiles, and `sharedFault` is the run-time version of `SharedPart`
  const [own, renamed]: readonly [AnyVariable, Renamed] = [owner as unknown as AnyVariable, of ?? {}]
  const fault = nameFault(name as string) ?? sharedFault(name as string, own, renamed)
  if (fault !== null) return refuse(fault)
  const { built } = own
  const shares = built.shares ?? own.name
  const made: AnyVariable & Shares<string> = {
    ...own,
    name: name as string,
    shares,
    needs: renamedKeys(renamed, own.needs),
    init: () => null,
    built: {
      ...built,
      shares,
      takes: renamedKeys(renamed, built.takes),
      inputs: renamedInputs(renamed, built.inputs),
    },
  }
  return made as never // safe: as above
}
