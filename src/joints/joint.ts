/** A joint distribution: a directed graph of named variables, each given others that are defined before it. */

import type { Refused } from '../layers/net.js'
import type { IsAny, IsUnion } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import type { Same } from '../shapes/equal.js'
import { type OneSizes, type ShowEvent, showEvent } from '../shapes/event.js'
import type { Said } from '../shapes/message.js'
import type { Shares } from './shared.js'
import { type AnyVariable, eventOf, sameEvent, type Variable } from './variable.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/**
 * A joint distribution.
 *
 * - `Variables`: its variables by their names.
 * - `Order`: the names in the order of their definition.
 */
export interface Joint<in out Variables, in out Order> {
  readonly variables: Variables
  readonly order: Order
}

/** A joint distribution when the program runs. */
export interface AnyJoint {
  readonly variables: { readonly [name: string]: AnyVariable }
  readonly order: readonly string[]
}

/** The variables in the order of their definition. */
export const inOrder = ({ variables, order }: AnyJoint): readonly AnyVariable[] =>
  order.map((name) => variables[name] as AnyVariable) // safe: they are the names of its own variables

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

type Twice<Name extends string> = Said<typeof twice<Name>>
const twice = <Name extends string>(name: Name) => `joint: ${name} is defined twice` as const

type OfItself<Name extends string> = Said<typeof ofItself<Name>>
const ofItself = <Name extends string>(name: Name) => `joint: ${name} is given itself` as const

type Later<Name extends string, Needed extends string> = Said<typeof later<Name, Needed>>
const later = <Name extends string, Needed extends string>(name: Name, needed: Needed) =>
  `joint: ${name} is given ${needed}, which is defined after it: define it before ${name}` as const

type Undefined<Name extends string, Needed extends string> = Said<typeof undefinedFor<Name, Needed>>
const undefinedFor = <Name extends string, Needed extends string>(name: Name, needed: Needed) =>
  `joint: ${needed} is not defined: observe it with Joint.given or define it before ${name}` as const

type Apart<Name extends string, Needed extends string, Takes, Is> = Said<
  typeof apart<Name, Needed, ShowEvent<Takes>, ShowEvent<Is>>
>
const apart = <Name extends string, Needed extends string, Takes extends string, Is extends string>(
  name: Name,
  needed: Needed,
  takes: Takes,
  is: Is,
) => `joint: ${name} is given ${needed} ${takes}, but ${needed} is ${is}` as const

type NotAVariable<Nth extends number> = Said<typeof notAVariable<Nth>>
const notAVariable = <Nth extends number>(nth: Nth) => `joint: variable ${nth} is not a variable` as const

const NO_VARIABLES = 'joint: takes one variable or more but is given none'

// -----------------------------------------------------------------------------
// the walk in the types
// -----------------------------------------------------------------------------

/** All variables by their names, made at once: the walk then carries names alone. */
export type ByName<Parts extends readonly unknown[]> = {
  readonly [Part in Parts[number] as Part extends { readonly name: infer Name extends string } ? Name : never]: Part
}

/** Why variables are refused: the place of one in their list, and the message. */
interface Fault<out Place, out Message extends string> {
  readonly at: Place
  readonly message: Message
}

type Nth<Before extends readonly unknown[]> = [...Before, 0]['length'] & number

/** The message of what a variable is given under another shape, or `never`. */
type ShapesApart<Name extends string, Needs, All> = {
  [Needed in keyof Needs & string]: Needed extends keyof All
    ? All[Needed] extends { readonly shape: infer Is }
      ? Same<Is, Needs[Needed]> extends true
        ? never
        : Apart<Name, Needed, Needs[Needed], Is>
      : never
    : never
}[keyof Needs & string]

type Missing<Name extends string, Needed, All> = Needed extends string
  ? Needed extends keyof All
    ? Needed extends Name
      ? OfItself<Name>
      : Later<Name, Needed>
    : Undefined<Name, Needed>
  : never

type Stranger<Given, Before extends readonly unknown[]> =
  IsAny<Given> extends true
    ? `joint: variable ${Nth<Before>} is any`
    : IsUnion<Given> extends true
      ? `joint: variable ${Nth<Before>} is a union; pass one variable`
      : NotAVariable<Nth<Before>>

/** The variable whose parameters a variable has. */
type SharedBy<Given> = Given extends Shares<infer Owner> ? Owner : never

/** The names so far, in their order; a fault of the first variable that does not fit. */
type Walk<Parts, All, Before extends readonly string[]> = Parts extends [infer Head, ...infer Rest]
  ? [Head] extends [
      Variable<infer Name, infer _From, infer _Over, infer _Event, infer Needs, infer _Params, infer _State>,
    ]
    ? true extends IsUnion<Head> | IsAny<Head>
      ? Fault<`${Before['length']}`, Stranger<Head, Before>>
      : Name extends Before[number]
        ? Fault<`${Before['length']}`, Twice<Name>>
        : // of one that shares this is never so: it costs nothing where none does
          [keyof Needs] extends [Before[number]]
          ? [ShapesApart<Name, Needs, All>] extends [never]
            ? Walk<Rest, All, [...Before, Name]>
            : Fault<`${Before['length']}`, ShapesApart<Name, Needs, All>>
          : WalkApart<Head, Rest, Name, Needs, All, Before>
    : Fault<`${Before['length']}`, Stranger<Head, Before>>
  : Before

/** The variables that one needs: those that it is given, and the one that it shares with. */
type NeededBy<Head, Needs> = (keyof Needs & string) | SharedBy<Head>

/** A fault of a variable that needs one that is not there; the walk goes on where it shares with one that is. */
type WalkApart<Head, Rest, Name extends string, Needs, All, Before extends readonly string[]> = [
  Exclude<NeededBy<Head, Needs>, Before[number]>,
] extends [never]
  ? [ShapesApart<Name, Needs, All>] extends [never]
    ? Walk<Rest, All, [...Before, Name]>
    : Fault<`${Before['length']}`, ShapesApart<Name, Needs, All>>
  : Fault<`${Before['length']}`, Missing<Name, Exclude<NeededBy<Head, Needs>, Before[number]>, All>>

type Verdict<Parts extends readonly unknown[]> = number extends Parts['length']
  ? Fault<unknown, 'joint: the number of variables is known only when the program runs'>
  : Parts extends readonly []
    ? Fault<unknown, typeof NO_VARIABLES>
    : Walk<[...Parts], ByName<Parts>, []>

/** The variables themselves, with the message alone in place of the one that does not fit. */
export type CheckedVariables<Parts extends readonly unknown[]> =
  Verdict<Parts> extends Fault<infer Place, infer Message>
    ? Parts extends readonly []
      ? readonly [Message]
      : unknown extends Place
        ? readonly Message[]
        : { [Index in keyof Parts]: Index extends Place ? Message : Parts[Index] }
    : Parts

/** The joint distribution of some variables. */
export type JointOf<Parts extends readonly unknown[]> =
  Verdict<Parts> extends infer Walked
    ? Walked extends readonly string[]
      ? Joint<ByName<Parts>, Walked>
      : Refused<Walked extends Fault<unknown, infer Message> ? Message : 'refused'>
    : never

// -----------------------------------------------------------------------------
// the walk at run time
// -----------------------------------------------------------------------------

const isVariable = (given: unknown): given is AnyVariable =>
  typeof given === 'object' && given !== null && 'built' in given && 'needs' in given

/** What is wrong with a variable after some others, as a message, or `null`. */
const faultAfter = (
  before: ReadonlyMap<string, OneSizes>,
  all: ReadonlySet<string>,
  { name, built }: AnyVariable,
): string | null => {
  if (before.has(name)) return twice(name)
  const missing = [...Object.keys(built.takes), ...(built.shares === undefined ? [] : [built.shares])].find(
    (needed) => !before.has(needed),
  )
  if (missing !== undefined)
    return missing === name ? ofItself(name) : all.has(missing) ? later(name, missing) : undefinedFor(name, missing)
  for (const [needed, takes] of Object.entries(built.takes)) {
    const is = before.get(needed) as OneSizes // safe: none is missing
    if (!sameEvent(is, takes)) return apart(name, needed, showEvent(takes), showEvent(is))
  }
  return null
}

/** What is wrong with some variables, as a message, or `null`: the run-time version of `Walk`. */
const faultOf = (parts: readonly unknown[]): string | null => {
  const stranger = parts.findIndex((part) => !isVariable(part))
  if (stranger >= 0) return notAVariable(stranger + 1)
  const variables = parts as readonly AnyVariable[] // safe: there is no stranger
  const [before, all] = [new Map<string, OneSizes>(), new Set(variables.map(({ name }) => name))]
  for (const each of variables) {
    const fault = faultAfter(before, all, each)
    if (fault !== null) return fault
    before.set(each.name, eventOf(each))
  }
  return variables.length === 0 ? NO_VARIABLES : null
}

/**
 * A joint distribution of variables, each defined before it is given to another.
 *
 * `p(z) p(x|z, label)` is `of(given('label', [10]), variable('z', prior), variable('x', decoder))`, where the network `decoder`
 * names its inputs `z` and `label`.
 *
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 * Source: Koller and Friedman, "Probabilistic Graphical Models", definition 3.1.
 *
 * @example
 * of(variable('z', DiagonalNormal.standard(20))).order
 * //=> ['z']
 */
export const of = <const Parts extends readonly unknown[]>(...parts: CheckedVariables<Parts>): JointOf<Parts> => {
  const given = parts as readonly unknown[] // safe: it is read as such alone
  const fault = faultOf(given)
  if (fault !== null) refuse(fault)
  const variables = given as readonly AnyVariable[]
  // safe: `faultOf` is the run-time version of `Walk`
  return {
    variables: Object.fromEntries(variables.map((each) => [each.name, each])),
    order: variables.map(({ name }) => name),
  } as never
}
