/** Shapes at random: of few dimensions, so that they often meet. */

import fc from 'fast-check'
import type { Dim } from '../../src/shapes/dim.js'

export const dims: fc.Arbitrary<Dim> = fc.constantFrom<Dim[]>(
  1,
  1,
  2,
  3,
  4,
  12,
  784,
  'batch',
  'samples',
  'samples*batch',
)

export const shapes = fc.array(dims, { maxLength: 4 })

/** Shapes without compound names, in whose order a product's words are plain. */
export const plainShapes = fc.array(fc.constantFrom<Dim[]>(1, 2, 3, 28, 'batch', 'samples', 'latent'), { maxLength: 5 })

/** A shape and the same dimensions in another order. */
export const shuffled = shapes.chain((shape) =>
  fc.tuple(fc.constant(shape), fc.shuffledSubarray(shape, { minLength: shape.length })),
)

/** Whether a rule has refused. */
export const words = (verdict: unknown): boolean => typeof verdict === 'string'
