/** The KL divergence of each number of a latent from a prior of independent numbers, not summed over the event. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Key } from '../random/key.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { alone, together } from './alone.js'
import { closedFormOf, hasClosedForm, type TaggedDistribution } from './closedForm.js'
import * as DiagonalNormal from './diagonalNormal.js'
import { type Alone, type AnyPosterior, type Family, type LatentKind, logPosteriorOf, record } from './family.js'
import { logPriorOf } from './priors.js'
import * as StandardNormal from './standardNormal.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/**
 * How the divergences of the numbers of a latent are known.
 *
 * Those of independent numbers add up to the divergence, be they in closed form or means over draws. Numbers that depend on each
 * other have that of each alone, and these add up to less, by the total correlation of the posterior. Where the distribution of
 * each alone is not known, it is that of the normal distribution with the mean and the variance of draws, which is no more.
 */
export type KlBy = 'closed form' | 'draws' | 'closed form of each alone' | 'draws of each alone' | 'moments of draws'

/** Whether the divergences of the numbers add up to that of all: those of independent numbers do. */
export const sumsUp = (by: KlBy): boolean => by === 'closed form' || by === 'draws'

/** The divergence of each number of a latent, and how it is known. */
export interface KlOfEach {
  readonly by: KlBy
  /** Of a distribution over `['rows', ...Latent]`. Shapes: `['rows', 'latent']`. Units: nats. */
  readonly of: (key: Key) => (q: unknown) => Numbers
}

/** A number for each number of a latent, of classes for each variable. */
type Numbers = T.Tensor<readonly ['rows', 'latent']>

/** A posterior as terms see it, by the names of its tensors. */
type Named = Readonly<Record<string, T.Tensor<readonly ['batch', 'latent', ...AnyShape]>>>

/** A posterior of one number. */
type OfOne = AnyPosterior & TaggedDistribution & { readonly [record]: Family<LatentKind> }

/** The divergence of each row of posteriors of one number. */
type Divergence = (key: Key) => (q: OfOne) => T.Tensor<readonly ['batch']>

/** How many draws are taken of each posterior. */
const DRAWS = 64

// -----------------------------------------------------------------------------
// each number alone
// -----------------------------------------------------------------------------

/** What each number is alone, and of which family. */
interface AloneOf extends Pick<Alone, 'of'> {
  readonly family: Family<LatentKind>
}

/** Independent numbers are what they are alone: the parameters of each are its own, but for those that all share. */
const ofIndependent = (family: Family<LatentKind>): AloneOf => ({
  family,
  of: (q) => {
    const apart = family.parameters.map((name) => {
      const parameter = (q as Named)[name] as Named[string] // safe: it is a distribution of the family, as terms see it
      return [name, parameter.sizes.length < 2 ? parameter : alone(parameter)] as const
    })
    return { _tag: family.kind, ...Object.fromEntries(apart), [record]: family }
  },
})

/** What each number of a latent is alone, or `null` where that is not known. */
const aloneOf = (family: Family<LatentKind>): AloneOf | null =>
  family.independent === true
    ? ofIndependent(family)
    : // safe: where it names a family, it is the record of one
      family.alone === undefined
      ? null
      : ({ family, ...family.alone } as AloneOf)

/** A divergence of each number alone, as the rows of a latent are. */
const ofEach =
  (family: Family<LatentKind>, { of }: AloneOf, divergence: Divergence): KlOfEach['of'] =>
  (key) =>
  (q) => {
    // safe: it is a distribution of the family
    const named = family.named(q as never)
    const [first] = family.parameters.map((name) => (named as unknown as Named)[name])
    return pipe(of(named as never) as OfOne, divergence(key), together(first?.sizes[0] as number))
  }

// -----------------------------------------------------------------------------
// from draws
// -----------------------------------------------------------------------------

/** The standard normal distribution of one number, as terms see it. */
const STANDARD = StandardNormal.flattenEvent('latent')(StandardNormal.standard(1))

/** `log q - log p`, a mean over draws. */
const byDraws: Divergence = (key) => (q) => {
  const { z, logProb = logPosteriorOf(q)({ z }) } = q[record].draw(key, DRAWS)(q as never)
  return pipe(logProb, T.same.sub(logPriorOf(STANDARD)({ z })), T.mean('samples'))
}

/**
 * `½ (m² + v - 1 - ln v)` with the mean and the variance of draws, less what it is too large by since they are few: of
 * normal ones `½ (v / n + 1 / (n - 1))`.
 */
const byMoments =
  (family: Family<LatentKind>): KlOfEach['of'] =>
  (key) =>
  (q) => {
    // safe: it is a distribution of the family
    const { z } = family.draw(key, DRAWS)(family.named(q as never) as never)
    const mean = T.mean('samples')(z)
    const variance = pipe(
      z,
      T.trailing.sub(mean)<readonly ['samples']>,
      T.square,
      T.sum('samples'),
      T.mulScalar(1 / (DRAWS - 1)),
    )
    const found = pipe(
      DiagonalNormal.make<'batch', readonly ['latent']>(mean, T.log(variance)),
      DiagonalNormal.klToStandardPerDimension,
      T.same.sub(T.mulScalar(1 / (2 * DRAWS))(variance)),
      T.addScalar(-1 / (2 * (DRAWS - 1))),
    )
    return found as T.AnyTensor as Numbers // safe: the axis of the rows has the name that it had
  }

// -----------------------------------------------------------------------------
// of any posterior
// -----------------------------------------------------------------------------

/** The closed form from what each number is alone to a prior, where there is one. */
const closed = (each: AloneOf, p: TaggedDistribution): Divergence | null =>
  // safe: only the record is looked at; the closed form is there
  hasClosedForm({ _tag: each.family.kind, [record]: each.family } as TaggedDistribution, p)
    ? () => (q) => closedFormOf<'batch'>(q, p) as T.Tensor<readonly ['batch']>
    : null

/**
 * `KL(q || p)` for each number of a latent: to a prior of independent numbers where there is a closed form, and to the standard
 * normal one of any real numbers. `null` where nothing is known of it.
 *
 * Source: for each number alone, Watanabe, "Information theoretical analysis of multivariate correlation", 1960; for the normal
 * distribution of some moments, Cover and Thomas, "Elements of Information Theory", 2nd edition, theorem 8.6.5.
 */
export const klOfEach = (family: Family<LatentKind>, p: TaggedDistribution): KlOfEach | null => {
  if (!('event' in p)) return null
  const each = aloneOf(family)
  const form = each && closed(each, p)
  const how = (by: 'closed form' | 'draws'): KlBy => (family.independent === true ? by : `${by} of each alone`)
  if (each !== null && form !== null) return { by: how('closed form'), of: ofEach(family, each, form) }
  if (p._tag !== 'StandardNormal' || family.over !== 'real') return null
  return each === null
    ? { by: 'moments of draws', of: byMoments(family) }
    : { by: how('draws'), of: ofEach(family, each, byDraws) }
}
