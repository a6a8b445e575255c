/** What a model is made of, at run time. */

import type { LatentKind } from '../distributions/family.js'
import type { DistributionFacts } from '../distributions/kinds.js'
import { isSupport, notOfData, type Support } from '../distributions/support.js'
import { isMade } from '../layers/layer.js'
import { bindNames } from '../shapes/binding.js'
import { dimsOf, numbersOf, type Sizes } from '../shapes/dim.js'
import type { Said, Show } from '../shapes/message.js'

/** Whether something is a network and not a layer, a record written by hand or anything else, which a cast may let past the compiler. */
export const isNetwork = (given: unknown): boolean =>
  typeof given === 'object' &&
  given !== null &&
  'input' in given &&
  'output' in given &&
  'apply' in given &&
  isMade(given)

/** The message for a name that means two numbers in the events of some networks and priors, or `null`. */
export const numbersApart = (
  model: string,
  events: readonly (readonly [label: string, event: Sizes])[],
): string | null => {
  const bound = bindNames(events.map(([label, event]) => ({ label, shape: dimsOf(event), sizes: numbersOf(event) })))
  return typeof bound === 'string' ? `${model}: ${bound}` : null
}

/** The message of a decoder that gives other events than the encoder takes. */
export type OtherEvent<Model extends string, Takes, Gives> = Said<typeof otherEvent<Model, Show<Takes>, Show<Gives>>>
export const otherEvent = <Model extends string, Takes extends string, Gives extends string>(
  model: Model,
  takes: Takes,
  gives: Gives,
) => `${model}: the encoder takes ${takes} but the decoder gives ${gives}` as const

/** The message of a decoder that takes another code, or latent, than the encoder gives. */
export type OtherCode<Model extends string, Code extends string, Gives, Takes> = Said<
  typeof otherCode<Model, Code, Show<Gives>, Show<Takes>>
>
export const otherCode = <Model extends string, Code extends string, Gives extends string, Takes extends string>(
  model: Model,
  code: Code,
  gives: Gives,
  takes: Takes,
) => `${model}: encoder gives a ${code} ${gives} but the decoder takes ${takes}` as const

// -----------------------------------------------------------------------------
// likelihoods
// -----------------------------------------------------------------------------

/** What is known of a likelihood of data. */
interface OfData {
  readonly likelihood: true
  readonly over: Support
}

/** Whether what a network gives is a likelihood of data. */
export type Likely<Result> = Result extends LatentKind
  ? DistributionFacts[Result] extends OfData
    ? true
    : false
  : false

/** The numbers that a distribution is over which may be a likelihood, but not of data; else `null`. */
export type LikelihoodOver<Result> = Result extends LatentKind
  ? DistributionFacts[Result]['likelihood'] extends true
    ? DistributionFacts[Result]['over']
    : null
  : null

/** The message of a decoder that gives a distribution over numbers that no data is, or `null`. */
export const overDataFault = (
  model: string,
  { kind, family }: { readonly kind: string; readonly family: { readonly over: string } | null },
): string | null => (family === null || isSupport(family.over) ? null : `${model}: ${notOfData(kind, family.over)}`)
