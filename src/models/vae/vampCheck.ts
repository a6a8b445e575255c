/** Whether a prior may go through an encoder, and whether the model has that encoder: a message in the place of what does not fit. */

import type { LatentKind } from '../../distributions/family.js'
import type { DistributionFacts } from '../../distributions/kinds.js'
import type { Refused } from '../../layers/net.js'
import type { NetworkParts } from '../../layers/network.js'
import type { Key } from '../../random/key.js'
import type { IsAny, IsUnion } from '../../shapes/checkDim.js'
import { type AnyShape, dimsOf, type Sizes } from '../../shapes/dim.js'
import { type Same, same } from '../../shapes/equal.js'
import { type EventSizes, isShape } from '../../shapes/event.js'
import type { Hint } from '../../shapes/hint.js'
import { type Show, show } from '../../shapes/message.js'
import { isNetwork } from '../network.js'

// -----------------------------------------------------------------------------
// the encoder of a prior
// -----------------------------------------------------------------------------

type NoHead<Given> =
  `VampPrior.through: the encoder gives a ${Given & string} but must end in a head such as Layer.normalHead`
type NoDensity<Given> =
  `VampPrior.through: the encoder gives a ${Given & string}, whose density is known at its own samples alone`

/** A sequence that has been refused where it was made says its own message again. */
type NotANetwork<Given> =
  Given extends Refused<infer Message extends string>
    ? `VampPrior.through: the encoder is refused: ${Message}`
    : 'VampPrior.through: the encoder is not a network'

/** The encoder itself, or the message in its place. */
export type ThroughEncoder<Encoder> =
  IsAny<Encoder> extends true
    ? never
    : [Encoder] extends [Hint]
      ? Encoder
      : IsUnion<Encoder> extends true
        ? 'VampPrior.through: the encoder is a union; pass one'
        : [NetworkParts<Encoder>] extends [never]
          ? NotANetwork<Encoder>
          : OfParts<Encoder, NetworkParts<Encoder>>

type OfParts<Encoder, Parts> = Parts extends { readonly in: infer In; readonly kind: infer Gives }
  ? In extends AnyShape
    ? Gives extends LatentKind
      ? DistributionFacts[Gives] extends { readonly density: 'at its samples' }
        ? NoDensity<Gives>
        : Encoder
      : NoHead<Gives>
    : 'VampPrior.through: the encoder must take one event of numbers'
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
    ? 'VampPrior.through: the encoder is not a network'
    : !isShape(encoder.input)
      ? 'VampPrior.through: the encoder must take one event of numbers'
      : (encoder.family ?? null) === null
        ? `VampPrior.through: the encoder gives a ${encoder.kind} but must end in a head such as Layer.normalHead`
        : encoder.kind === 'ForwardFlow'
          ? 'VampPrior.through: the encoder gives a ForwardFlow, whose density is known at its own samples alone'
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

/** The data itself, or the message in its place. */
export type ExamplesPart<Encoder, From> =
  IsAny<From> extends true
    ? never
    : [From] extends [Hint]
      ? From
      : From extends Examples<infer Given>
        ? Same<readonly [Given], readonly [InOf<Encoder>]> extends true
          ? From
          : `VampPrior.through: the data is of ${Show<Given>} but the encoder takes ${Show<InOf<Encoder>>}`
        : 'VampPrior.through: the data is not a data set'

/** The run-time version of `ExamplesPart`, and whether there are enough examples: the message, or `null`. */
export const examplesFault = (from: Examples<AnyShape> | undefined, event: Sizes, count: number): string | null =>
  from === undefined
    ? null
    : typeof from?.rows !== 'function'
      ? 'VampPrior.through: the data is not a data set'
      : !same(from.shape, dimsOf(event))
        ? `VampPrior.through: the data is of ${show(from.shape)} but the encoder takes ${show(dimsOf(event))}`
        : from.count < count
          ? `VampPrior.through: the number of pseudo-inputs must be at most that of the examples, ${from.count}, not ${count}`
          : null

// -----------------------------------------------------------------------------
// the encoder of a model
// -----------------------------------------------------------------------------

type OfOther<Own, Given> =
  `vae: the prior goes through an encoder of ${Show<Own>} but that of the model takes ${Show<Given>}`
type Another = 'vae: the prior goes through another encoder than that of the model'

const another: Another = 'vae: the prior goes through another encoder than that of the model'

/** Nothing where the encoder of a prior may be that of a model, or the message. */
export type SameEncoder<Own, Given> =
  Same<readonly [InOf<Own>], readonly [InOf<Given>]> extends true
    ? [Own, Given] extends [Given, Own]
      ? true
      : Another
    : OfOther<InOf<Own>, InOf<Given>>

type InOf<Encoder> = NetworkParts<Encoder> extends { readonly in: infer In } ? In : never

/** The run-time version of `SameEncoder`: it is the very same one, or a message. */
export const sameEncoderFault = (own: { readonly input: Sizes }, given: { readonly input: Sizes }): string | null => {
  const [from, to] = [dimsOf(own.input), dimsOf(given.input)]
  return own === given
    ? null
    : same(from, to)
      ? another
      : `vae: the prior goes through an encoder of ${show(from)} but that of the model takes ${show(to)}`
}
