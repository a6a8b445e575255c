/** The KL divergence of each number of a latent whose numbers are independent: closed forms, not summed over the event. */

import { pipe } from 'fp-ts/lib/function.js'
import { mergeRows, splitRows } from '../tensors/index.js'
import type { AnyTensor, Tensor } from '../tensors/tensor.js'
import { closedFormOf, hasClosedForm, type TaggedDistribution } from './closedForm.js'
import { type Family, type LatentKind, record } from './family.js'

/** A distribution as terms see it: its parameters have rows, and one axis of numbers, or one of variables before their classes. */
type Named = Readonly<Record<string, Tensor<readonly ['batch', 'latent']>>>

/** Whether each number of a latent has a divergence of its own: from independent numbers to a standard prior, in closed form. */
export const hasKlOfEach = (family: Family<LatentKind>, p: TaggedDistribution): boolean =>
  family.independent === true &&
  'event' in p &&
  hasClosedForm({ _tag: family.kind, [record]: family } as TaggedDistribution, p)

/**
 * `KL(q || p)` for each number of a latent, for pairs that have it in closed form (`hasKlOfEach`): the divergence is their
 * sum. Of classes there is one for each variable.
 *
 * It is the divergence of a distribution that has each number as a row.
 *
 * Shapes: a distribution over `[Row, ...Latent] -> ['rows', 'latent']`. Units: nats. Range: never negative but for rounding.
 */
export const klOfEach =
  (family: Family<LatentKind>, p: TaggedDistribution) =>
  (q: unknown): AnyTensor => {
    const named = family.named(q as never) as unknown as Named // safe: it is a distribution of the family
    const all = family.parameters.map((name) => [name, named[name] as Named[string]] as const)
    const apart = Object.fromEntries(all.map(([name, parameter]) => [name, mergeRows(parameter)]))
    const value: TaggedDistribution & { readonly [record]: Family<LatentKind> } = {
      ...{ _tag: family.kind, ...apart },
      [record]: family,
    }
    // safe: there is a closed form, as many rows as there were numbers, and a parameter at least
    const each = closedFormOf<'rows*latent'>(value, p) as Tensor<readonly ['rows*latent']>
    const rows = (all[0] as (typeof all)[number])[1].sizes[0] as number
    return pipe(each, splitRows('rows', 'latent', rows)<readonly []>) as AnyTensor
  }
