/** Whether a prior may go through an encoder, and whether the model has that encoder: a message in the place of what does not fit. */

import type { LatentKind } from '../../distributions/family.js'
import type { DistributionFacts } from '../../distributions/kinds.js'
import {
  type NetworkParts,
  type NoHead,
  type NotANetwork,
  type NotOneEvent,
  noHead,
  notANetwork,
  notOneEvent,
} from '../../layers/network.js'
import type { Key } from '../../random/key.js'
import type { IsAny, IsUnion } from '../../shapes/checkDim.js'
import { type AnyShape, dimsOf, type Sizes } from '../../shapes/dim.js'
import { type Same, same } from '../../shapes/equal.js'
import { type EventSizes, isShape } from '../../shapes/event.js'
import type { Hint } from '../../shapes/hint.js'
import { type Said, type Show, show } from '../../shapes/message.js'
import { isNetwork } from '../network.js'

// -----------------------------------------------------------------------------
// the encoder of a prior
// -----------------------------------------------------------------------------

const ENCODER = 'VampPrior.through: the encoder'

const HEAD = 'Layer.normalHead'

type NoDensity<Given extends string> = Said<typeof noDensity<Given>>
const noDensity = <Given extends string>(given: Given) =>
  `${ENCODER} gives a ${given}, whose density is known at its own samples alone` as const

/** The encoder itself, or the message in its place. */
export type ThroughEncoder<Encoder> =
  IsAny<Encoder> extends true
    ? never
    : [Encoder] extends [Hint]
      ? Encoder
      : IsUnion<Encoder> extends true
        ? `${typeof ENCODER} is a union; pass one`
        : [NetworkParts<Encoder>] extends [never]
          ? NotANetwork<typeof ENCODER, Encoder>
          : OfParts<Encoder, NetworkParts<Encoder>>

type OfParts<Encoder, Parts> = Parts extends { readonly in: infer In; readonly kind: infer Gives }
  ? In extends AnyShape
    ? Gives extends LatentKind
      ? DistributionFacts[Gives] extends { readonly density: 'at its samples' }
        ? NoDensity<Gives>
        : Encoder
      : NoHead<typeof ENCODER, Gives & string, typeof HEAD>
    : NotOneEvent<typeof ENCODER>
  : never

/** What is asked of the encoder of a prior. */
export interface AnyEncoder {
  readonly kind: string
  readonly input: EventSizes
  readonly output: EventSizes
  readonly family: object | null
}

/** The run-time version of `ThroughEncoder`: the message, or `null`. */
export const encoderFault = (encoder: AnyEncoder): string | null =>
  !isNetwork(encoder)
    ? notANetwork(ENCODER)
    : !isShape(encoder.input)
      ? notOneEvent(ENCODER)
      : (encoder.family ?? null) === null
        ? noHead(ENCODER, encoder.kind, HEAD)
        : encoder.kind === 'ForwardFlow'
          ? noDensity(encoder.kind)
          : null

// -----------------------------------------------------------------------------
// the examples that its inputs begin as
// -----------------------------------------------------------------------------

/** Data whose examples the learned inputs begin as: a `Dataset` is. */
export interface Examples<out Event> {
  readonly shape: Event
  readonly count: number
  readonly rows: (indices: Uint32Array, key: Key) => Float32Array
}

/** Data, before any is given. */
export interface DataHint extends Hint, Examples<AnyShape> {}

const NOT_A_SET = 'VampPrior.through: the data is not a data set'

type OtherData<Given, Takes> = Said<typeof otherData<Show<Given>, Show<Takes>>>
const otherData = <Given extends string, Takes extends string>(given: Given, takes: Takes) =>
  `VampPrior.through: the data is of ${given} but the encoder takes ${takes}` as const

/** The data itself, or the message in its place. */
export type ExamplesPart<Encoder, From> =
  IsAny<From> extends true
    ? never
    : [From] extends [Hint]
      ? From
      : From extends Examples<infer Given>
        ? Same<readonly [Given], readonly [InOf<Encoder>]> extends true
          ? From
          : OtherData<Given, InOf<Encoder>>
        : typeof NOT_A_SET

/** The run-time version of `ExamplesPart`, and whether there are enough examples: the message, or `null`. */
export const examplesFault = (from: Examples<AnyShape> | undefined, event: Sizes, count: number): string | null =>
  from === undefined
    ? null
    : typeof from?.rows !== 'function'
      ? NOT_A_SET
      : !same(from.shape, dimsOf(event))
        ? otherData(show(from.shape), show(dimsOf(event)))
        : from.count < count
          ? `VampPrior.through: the number of pseudo-inputs must be at most that of the examples, ${from.count}, not ${count}`
          : null

// -----------------------------------------------------------------------------
// the encoder of a model
// -----------------------------------------------------------------------------

type OfOther<Own, Given> = Said<typeof ofOther<Show<Own>, Show<Given>>>
const ofOther = <Own extends string, Given extends string>(own: Own, given: Given) =>
  `vae: the prior goes through an encoder of ${own} but that of the model takes ${given}` as const

const ANOTHER = 'vae: the prior goes through another encoder than that of the model'

/** Nothing where the encoder of a prior may be that of a model, or the message. */
export type SameEncoder<Own, Given> =
  Same<readonly [InOf<Own>], readonly [InOf<Given>]> extends true
    ? [Own, Given] extends [Given, Own]
      ? true
      : typeof ANOTHER
    : OfOther<InOf<Own>, InOf<Given>>

type InOf<Encoder> = NetworkParts<Encoder> extends { readonly in: infer In } ? In : never

/** The run-time version of `SameEncoder`: it is the very same one, or a message. */
export const sameEncoderFault = (own: { readonly input: Sizes }, given: { readonly input: Sizes }): string | null => {
  const [from, to] = [dimsOf(own.input), dimsOf(given.input)]
  return own === given ? null : same(from, to) ? ANOTHER : ofOther(show(from), show(to))
}
