/** Transforms one after the other. */

import { refuse } from '../shapes/defect.js'
import type { Optimizer, Transform } from './optimizer.js'

/** What is wrong with a chain, or `null`: all but the last are transforms. */
const chainFault = (all: readonly unknown[]): string | null => {
  const odd = all.slice(0, -1).findIndex((each) => typeof each !== 'function')
  return odd < 0 ? null : `chain: an optimizer must be last, but number ${odd + 1} of ${all.length} is not a transform`
}

const within = (transforms: readonly Transform[], optimizer: Optimizer): Optimizer =>
  transforms.reduceRight((inner, transform) => transform(inner), optimizer)

/**
 * Transforms one after the other, in the order in which the gradient goes through them, and an optimizer last:
 * `chain(clipByNorm(1), accumulate(4), adam())` clips the gradient of each batch and takes a step every fourth one.
 *
 * Without an optimizer it is a transform. A chain of chains is the chain of all their members: it does not matter where
 * the brackets are.
 *
 * Errors: a `ShapeError` for an optimizer that is not last, which a cast let through.
 *
 * @example
 * chain(clipByNorm(1), adam()).name
 * //=> 'adam'
 */
export function chain(...all: readonly [...(readonly Transform[]), Optimizer]): Optimizer
export function chain(...all: readonly Transform[]): Transform
export function chain(...all: readonly (Transform | Optimizer)[]): Optimizer | Transform {
  const fault = chainFault(all)
  if (fault !== null) return refuse(fault)
  const last = all.at(-1)
  // safe: all but the last are functions, and so is the last in the second case
  return typeof last === 'object'
    ? within(all.slice(0, -1) as readonly Transform[], last)
    : (inner) => within(all as readonly Transform[], inner)
}
