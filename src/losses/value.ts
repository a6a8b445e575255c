/** What a term is worth: the value that is reported, and the surrogate that is differentiated. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/**
 * The value of a term, and of each of its parts, unweighted and averaged over all its axes.
 *
 * `surrogate` is what is differentiated. It is the value itself, unless a term has a gradient of its own (the score
 * function, sticking the landing); then its numbers mean nothing and its gradient alone counts.
 */
export interface TermValue<Axes extends readonly string[]> {
  readonly value: T.Tensor<Axes>
  readonly surrogate: T.Tensor<Axes>
  readonly parts: readonly T.Tensor<readonly []>[]
}

// -----------------------------------------------------------------------------
// parts
// -----------------------------------------------------------------------------

/** By how much each sample counts in a part, where a sum over the values of a latent gives them weights: among what is supplied. */
export const share: unique symbol = Symbol('shapebound.share')

/** The number that a part reports. Shapes: `[...Axes] -> []`. */
export type Part = <Axes extends readonly unknown[]>(value: T.Tensor<Axes>) => T.Tensor<readonly []>

/** The number that a part reports: the mean over its axes, in which each sample counts by its share. */
export const partOf =
  (supplied: unknown): Part =>
  (value) => {
    const shares = (supplied as { readonly [share]?: typeof value } | null)?.[share] // safe: shares are of the axes of samples
    return T.meanOfAll(shares === undefined || value.sizes.length !== 2 ? value : T.same.mul(shares)(value))
  }

// -----------------------------------------------------------------------------
// the chain rule
// -----------------------------------------------------------------------------

/**
 * The numbers of the value with the gradient of the surrogate.
 *
 * Shapes: `[...Axes]`. Source: the construction of Foerster et al., "DiCE", arXiv:1802.05098, of the first order.
 */
export const carried = <Axes extends readonly string[]>({ value, surrogate }: TermValue<Axes>): T.Tensor<Axes> =>
  value === surrogate
    ? value
    : pipe(T.stopGradient(value), T.same.add(pipe(surrogate, T.same.sub(T.stopGradient(surrogate)))))

type Run<From extends readonly string[], To extends readonly string[]> = (x: T.Tensor<From>) => T.Tensor<To>

/** After a linear function, such as a mean: it is applied to both. */
export const linearly =
  <From extends readonly string[], To extends readonly string[]>(run: Run<From, To>) =>
  ({ value, surrogate, parts }: TermValue<From>): TermValue<To> => {
    const after = run(value)
    return { value: after, surrogate: value === surrogate ? after : run(surrogate), parts }
  }

/**
 * After any function: its derivative is taken at the value, and not at the numbers of the surrogate.
 *
 * So the logarithm of a mean of exponentials weighs each gradient by the share of its own value.
 */
export const through =
  <From extends readonly string[], To extends readonly string[]>(run: Run<From, To>) =>
  (before: TermValue<From>): TermValue<To> => {
    const after = run(before.value)
    return {
      value: after,
      surrogate: before.value === before.surrogate ? after : run(carried(before)),
      parts: before.parts,
    }
  }

/** Two terms joined by a linear function, such as plus. */
export const together =
  <Axes extends readonly string[]>(join: (left: T.Tensor<Axes>, right: T.Tensor<Axes>) => T.Tensor<Axes>) =>
  (left: TermValue<Axes>, right: TermValue<Axes>): TermValue<Axes> => {
    const value = join(left.value, right.value)
    const plain = left.value === left.surrogate && right.value === right.surrogate
    return {
      value,
      surrogate: plain ? value : join(left.surrogate, right.surrogate),
      parts: [...left.parts, ...right.parts],
    }
  }
