/** Whether a variable can be made of what is given: a message in the place of what does not fit. */

import type { LatentKind, record } from '../distributions/family.js'
import type { PriorsOver } from '../distributions/kinds.js'
import { isPrior, type PriorKind, type ThroughEncoder } from '../distributions/priors.js'
import type { Refused } from '../layers/net.js'
import type { IsAny, IsUnion } from '../shapes/checkDim.js'
import type { AnyShape } from '../shapes/dim.js'
import {
  type AnyIndicesEvent,
  type EventSizes,
  isIndices,
  isShape,
  type ShowEvent,
  showEvent,
} from '../shapes/event.js'
import { type MustBe, mustBe, type Said } from '../shapes/message.js'
import { type AnyNetwork, isNetwork, type Names, namedInputs, type PartsOf } from './network.js'

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

type SayOfWhich<Name extends string, In> = Said<typeof sayOfWhich<Name, ShowEvent<In>>>
const sayOfWhich = <Name extends string, Given extends string>(name: Name, given: Given) =>
  `joint: ${name} takes ${given} of one variable: say of which, as in Joint.variable('${name}', network, 'z')` as const

type TakesSeveral<Name extends string, Of extends string> = Said<typeof takesSeveral<Name, Of>>
const takesSeveral = <Name extends string, Of extends string>(name: Name, of: Of) =>
  `joint: ${name} takes several variables by their names, and not ${of} alone` as const

type NoInput<Name extends string, Input extends string> = Said<typeof noInput<Name, Input>>
const noInput = <Name extends string, Input extends string>(name: Name, input: Input) =>
  `joint: ${name} has no input ${input}` as const

type IsDrawn<Name extends string, Kind extends string> = Said<typeof isDrawn<Name, Kind>>
const isDrawn = <Name extends string, Kind extends string>(name: Name, kind: Kind) =>
  `joint: ${name} is a ${kind}: define it with Joint.variable` as const

type IsThroughEncoder<Name extends string> = Said<typeof isThroughEncoder<Name>>
const isThroughEncoder = <Name extends string>(name: Name) =>
  `joint: the prior of ${name} goes through an encoder: it is for Vae.make, which has one` as const

type IsComputed<Name extends string> = Said<typeof isComputed<Name>>
const isComputed = <Name extends string>(name: Name) =>
  `joint: ${name} gives a Tensor: end it in a head such as Layer.normalHead, or define it with Joint.value` as const

type GivesSeveral<Name extends string> = Said<typeof givesSeveral<Name>>
const givesSeveral = <Name extends string>(name: Name) =>
  `joint: ${name} gives several events: join them with Layer.concat, or define a variable for each` as const

type DistributionOf<Name extends string> = Said<typeof distributionOf<Name>>
const distributionOf = <Name extends string>(name: Name) => `joint: the distribution of ${name}` as const

type Neither<Name extends string> = Said<typeof neither<Name>>
const neither = <Name extends string>(name: Name) => `${distributionOf(name)} is neither a network nor a prior` as const

// -----------------------------------------------------------------------------
// the name
// -----------------------------------------------------------------------------

const NAME = 'joint: the name'

const EMPTY = 'joint: the name is empty'

/** A name that is known, or the message in its place. */
export type KnownName<Name extends string> =
  IsAny<Name> extends true
    ? never
    : IsUnion<Name> extends true
      ? MustBe<typeof NAME, 'one name', 'a union'>
      : string extends Name
        ? 'joint: the name is known only when the program runs'
        : Name extends ''
          ? typeof EMPTY
          : Name

/** What is wrong with a name, as a message, or `null`. */
export const nameFault = (name: unknown): string | null =>
  typeof name !== 'string' ? mustBe(NAME, 'a string', name) : name === '' ? EMPTY : null

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
      ? MustBe<DistributionOf<Name>, 'one distribution', 'a union'>
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

type WithInputs<Name extends string, Given, In, Of> = In extends AnyShape | AnyIndicesEvent
  ? [Of] extends [string]
    ? Given
    : SayOfWhich<Name, In>
  : [Of] extends [string]
    ? TakesSeveral<Name, Of>
    : [Unused<In, Of>] extends [never]
      ? Given
      : NoInput<Name, Unused<In, Of>>

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
    ? `${DistributionOf<Name>} is refused: ${Message}`
    : Neither<Name>

// -----------------------------------------------------------------------------
// the check at run time
// -----------------------------------------------------------------------------

const inputFault = (name: string, network: AnyNetwork, of: Names): string | null => {
  const { input, output }: { readonly input: EventSizes; readonly output: EventSizes } = network
  if (!isShape(output)) return givesSeveral(name)
  if (isShape(input) || isIndices(input)) return typeof of === 'string' ? null : sayOfWhich(name, showEvent(input))
  const inputs = namedInputs(network) ?? {}
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
