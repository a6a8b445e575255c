/** Whether the posterior and the prior of a model are what an objective asks: a closed form of their divergence, a density. */

import { type HasKl, hasClosedForm, type TaggedDistribution } from '../distributions/closedForm.js'
import { type Family, type LatentKind, record } from '../distributions/family.js'
import type { DistributionFacts } from '../distributions/kinds.js'
import type { AnyPart } from '../distributions/priors.js'
import type { Ask } from '../losses/asks.js'
import { type NeedsClosedKl, type NeedsPosteriorDensity, type NoClosedKl, noClosedKl } from '../losses/atoms.js'
import type { Said } from '../shapes/message.js'

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

/** The message for a posterior whose density is known at its own samples alone. */
export type AtItsSamples<Q extends string> = Said<typeof atItsSamples<Q>>
export const atItsSamples = <Q extends string>(q: Q) =>
  `a ${q} has its density at its own samples alone: its flow has no inverse; use Elbo.elboByMonteCarlo or Elbo.iwae` as const

// -----------------------------------------------------------------------------
// in the types
// -----------------------------------------------------------------------------

/** The posterior and the prior of a model. */
type Distributions<Supplies> = Supplies extends {
  readonly posterior: infer Q extends TaggedDistribution
  readonly prior: infer P extends TaggedDistribution
}
  ? readonly [Q, P]
  : never

/** The message for distributions without a KL in closed form, where the objective needs one; else `unknown`, since `null` is a string where a program is not strict. */
export type UnclosedPair<Needs, Supplies> =
  NeedsClosedKl<Needs> extends true
    ? Distributions<Supplies> extends readonly [infer Q extends TaggedDistribution, infer P extends TaggedDistribution]
      ? HasKl<Q, P> extends true
        ? unknown
        : NoClosedKl<Q['_tag'], P['_tag']>
      : unknown
    : unknown

/** The message for such a posterior where the objective needs the density elsewhere; else `unknown`. */
export type Undense<Needs, Supplies> =
  NeedsPosteriorDensity<Needs> extends true
    ? Distributions<Supplies> extends readonly [{ readonly _tag: infer Q extends keyof DistributionFacts }, unknown]
      ? DistributionFacts[Q] extends { readonly density: 'at its samples' }
        ? AtItsSamples<Q>
        : unknown
      : unknown
    : unknown

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

/** A model of an encoder and a prior. */
interface AnyPair {
  readonly encoder: { readonly kind: LatentKind; readonly family: Family<LatentKind> }
  readonly prior: AnyPart
}

const isPair = (model: object): model is AnyPair =>
  'encoder' in model && 'prior' in model && typeof (model as AnyPair).encoder?.family === 'object'

/** Whether the divergence from a posterior to a prior, as terms see it, has a closed form. */
const isClosed = (q: TaggedDistribution, prior: AnyPart): boolean => {
  const { seen } = prior[record]
  return seen === undefined
    ? hasClosedForm(q, prior)
    : seen.klFrom.includes(q._tag) || hasClosedForm(q, { _tag: seen.name })
}

/** The message for the distributions of a model of an encoder and a prior, or `null`; what another model has, it alone knows. */
export const posteriorFault = (model: object, asks: readonly Ask[]): string | null => {
  if (!isPair(model)) return null
  const { encoder, prior } = model
  const q = { _tag: encoder.kind, [record]: encoder.family }
  const asksFor = (tag: Ask['_tag']): boolean => asks.some(({ _tag }) => _tag === tag)
  return asksFor('closed kl') && !isClosed(q, prior)
    ? noClosedKl(q._tag, prior[record].seen?.name ?? prior._tag)
    : asksFor('density') && encoder.family.density !== undefined
      ? atItsSamples(q._tag)
      : null
}
