/** Whether a variable can be made of what is given: a message in the place of what does not fit. */

import type { LatentKind, record } from '../distributions/family.js'
import type { PriorsOver } from '../distributions/kinds.js'
import { isPrior, type PriorKind, type ThroughEncoder } from '../distributions/priors.js'
import type { Refused } from '../layers/net.js'
import type { IsAny, IsUnion } from '../shapes/checkDim.js'
import { type AnyShape, dimsOf } from '../shapes/dim.js'
import { type EventSizes, isIndices, isShape } from '../shapes/event.js'
import { type MustBe, mustBe, type Show, show } from '../shapes/message.js'
import { type AnyNetwork, isNetwork, type Names, namedInputs, type PartsOf } from './network.js'

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

type SayOfWhich<
  Name extends string,
  In extends AnyShape,
> = `joint: ${Name} takes ${Show<In>} of one variable: say of which, as in Joint.variable('${Name}', network, 'z')`
const sayOfWhich = (name: string, input: AnyShape): string =>
  `joint: ${name} takes ${show(input)} of one variable: say of which, as in Joint.variable('${name}', network, 'z')`

type TakesSeveral<
  Name extends string,
  Of extends string,
> = `joint: ${Name} takes several variables by their names, and not ${Of} alone`
const takesSeveral = (name: string, of: string): string =>
  `joint: ${name} takes several variables by their names, and not ${of} alone`

type NoInput<Name extends string, Input extends string> = `joint: ${Name} has no input ${Input}`
const noInput = (name: string, input: string): string => `joint: ${name} has no input ${input}`

type IsDrawn<Name extends string, Kind extends string> = `joint: ${Name} is a ${Kind}: define it with Joint.variable`
const isDrawn = (name: string, kind: string): string => `joint: ${name} is a ${kind}: define it with Joint.variable`

type IsThroughEncoder<Name extends string> =
  `joint: the prior of ${Name} goes through an encoder: it is for Vae.make, which has one`
const isThroughEncoder = (name: string): string =>
  `joint: the prior of ${name} goes through an encoder: it is for Vae.make, which has one`

type IsComputed<Name extends string> =
  `joint: ${Name} gives a Tensor: end it in a head such as Layer.normalHead, or define it with Joint.value`
const isComputed = (name: string): string =>
  `joint: ${name} gives a Tensor: end it in a head such as Layer.normalHead, or define it with Joint.value`

type TakesIndices<Name extends string> =
  `joint: ${Name} takes indices, which no variable is: take one-hot rows, as Data.classes has them`
const takesIndices = (name: string): string =>
  `joint: ${name} takes indices, which no variable is: take one-hot rows, as Data.classes has them`

type GivesSeveral<Name extends string> =
  `joint: ${Name} gives several events: join them with Layer.concat, or define a variable for each`
const givesSeveral = (name: string): string =>
  `joint: ${name} gives several events: join them with Layer.concat, or define a variable for each`

type Neither<Name extends string> = `joint: the distribution of ${Name} is neither a network nor a prior`
const neither = (name: string): string => `joint: the distribution of ${name} is neither a network nor a prior`

// -----------------------------------------------------------------------------
// the name
// -----------------------------------------------------------------------------

/** A name that is known, or the message in its place. */
export type KnownName<Name extends string> =
  IsAny<Name> extends true
    ? never
    : IsUnion<Name> extends true
      ? MustBe<'joint: the name', 'one name', 'a union'>
      : string extends Name
        ? 'joint: the name is known only when the program runs'
        : Name extends ''
          ? 'joint: the name is empty'
          : Name

/** What is wrong with a name, as a message, or `null`. */
export const nameFault = (name: unknown): string | null =>
  typeof name !== 'string'
    ? mustBe('joint: the name', 'a string', name)
    : name === ''
      ? 'joint: the name is empty'
      : null

// -----------------------------------------------------------------------------
// the distribution
// -----------------------------------------------------------------------------

/** The numbers that a prior is over. */
export type PriorOver<Prior extends PriorKind> = PriorsOver<AnyShape>[Prior][typeof record]['over']

type Unused<In, Of> = Exclude<keyof Of, keyof In> & string

/** The distribution or the network of a variable itself, or the message in its place. */
export type DistributionPart<Name extends string, Given, Of, IsValue extends boolean> =
  IsAny<Given> extends true
    ? never
    : IsUnion<Given> extends true
      ? MustBe<`joint: the distribution of ${Name}`, 'one distribution', 'a union'>
      : [PartsOf<Given>] extends [never]
        ? NotANetwork<Name, Given, IsValue>
        : OfNetwork<Name, Given, PartsOf<Given>, Of, IsValue>

type OfNetwork<Name extends string, Given, Parts, Of, IsValue> = Parts extends {
  readonly in: infer In
  readonly out: infer Out
  readonly kind: infer Result
}
  ? Result extends LatentKind
    ? IsValue extends true
      ? IsDrawn<Name, Result>
      : WithInputs<Name, Given, In, Of>
    : IsValue extends true
      ? Out extends AnyShape
        ? WithInputs<Name, Given, In, Of>
        : GivesSeveral<Name>
      : IsComputed<Name>
  : never

type WithInputs<Name extends string, Given, In, Of> = In extends AnyShape
  ? [Of] extends [string]
    ? Given
    : SayOfWhich<Name, In>
  : In[keyof In] extends AnyShape // not of indices, nor of several events some of which are
    ? [Of] extends [string]
      ? TakesSeveral<Name, Of>
      : [Unused<In, Of>] extends [never]
        ? Given
        : NoInput<Name, Unused<In, Of>>
    : TakesIndices<Name>

type NotANetwork<Name extends string, Given, IsValue> = Given extends {
  readonly _tag: infer Tag extends PriorKind
  readonly shape: unknown
}
  ? IsValue extends true
    ? IsDrawn<Name, Tag>
    : Given extends ThroughEncoder
      ? IsThroughEncoder<Name>
      : Given
  : Given extends Refused<infer Message extends string>
    ? `joint: the distribution of ${Name} is refused: ${Message}`
    : Neither<Name>

// -----------------------------------------------------------------------------
// the check at run time
// -----------------------------------------------------------------------------

/** What is wrong with the events of a network, as a message, or `null`. */
const eventFault = (
  name: string,
  { input, output }: { readonly input: EventSizes; readonly output: EventSizes },
): string | null => {
  if (!isShape(output)) return givesSeveral(name)
  const inputs = isShape(input) || isIndices(input) ? [input] : Object.values(input)
  return inputs.every(isShape) ? null : takesIndices(name)
}

const inputFault = (name: string, network: AnyNetwork, of: Names): string | null => {
  const fault = eventFault(name, network)
  if (fault !== null) return fault
  const inputs = namedInputs(network)
  if (inputs === null)
    // safe: it is not a record
    return typeof of === 'string' ? null : sayOfWhich(name, dimsOf(network.input as Parameters<typeof dimsOf>[0]))
  if (typeof of === 'string') return takesSeveral(name, of)
  const unused = Object.keys(of ?? {}).find((input) => !Object.hasOwn(inputs, input))
  return unused === undefined ? null : noInput(name, unused)
}

/** What is wrong with the distribution of a variable, as a message, or `null`: the run-time version of `DistributionPart`. */
export const variableFault = (name: string, given: unknown, of: Names, isValue: boolean): string | null =>
  isNetwork(given)
    ? given.kind === 'Tensor'
      ? isValue
        ? inputFault(name, given, of)
        : isComputed(name)
      : isValue
        ? isDrawn(name, given.kind)
        : inputFault(name, given, of)
    : isPrior(given)
      ? isValue
        ? isDrawn(name, given._tag)
        : given.encoder === undefined
          ? null
          : isThroughEncoder(name)
      : neither(name)
