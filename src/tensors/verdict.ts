/** How the verdict of a shape rule becomes a parameter and a result. */

import type { Possible } from '../shapes/checkShape.js'
import type { AnyShape } from '../shapes/dim.js'

/**
 * What a parameter must be besides its type: nothing more, or the message of the refusal.
 *
 * No tensor that is one of several passes by the other: all that a verdict may be must fit. Nothing is inferred from the
 * messages: for that the compiler would walk the rule once more, of shapes that are not known.
 */
export type ShapeCheck<Verdict> = [Verdict] extends [never]
  ? never
  : [Verdict] extends [object]
    ? unknown
    : NoInfer<Extract<Verdict, string>>

/**
 * The shape of a result: what the rule computed, or the message of the refusal in its place.
 *
 * Not `never`, which fits everywhere: the message reach the first line of a message under `pipe`, and a function of a
 * tensor whose shape is not known yet still gives a tensor, so that `flow` accepts it. Each by `infer`: where the compiler
 * infers from a result, or asks what bounds it, it would else walk the rule once more, of shapes that are not known.
 */
export type ShapeOr<Verdict> = Verdict extends infer Shape extends AnyShape
  ? Shape
  : Verdict extends infer Message
    ? Message & AnyShape
    : never

/**
 * What a tensor must be besides its type where another must have the same shape: a size that is one of several may be two.
 *
 * Nothing more of a shape that is one, of one of which nothing is said, and of a type parameter; else the message.
 */
export type OneShape<Given, Operation extends string> = AnyShape extends Given ? unknown : Possible<Given, Operation>
