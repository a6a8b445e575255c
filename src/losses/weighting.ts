/** Terms with a factor or another sign. */

import { pipe } from 'fp-ts/lib/function.js'
import type { IsAny } from '../shapes/door.js'
import { refuse } from '../shapes/refusal.js'
import * as T from '../tensors/index.js'
import type { Scaled } from './content.js'
import * as Content from './content.js'
import * as Formula from './formula.js'
import type { AnyAxes, Sense, Term } from './term.js'

// -----------------------------------------------------------------------------
// weights
// -----------------------------------------------------------------------------

/**
 * The weight itself, or the words in its place.
 *
 * `any` is stopped by `never`, the one type it is not assignable to: of a weight of `any`, everything would be proved.
 */
export type KnownWeight<Weight extends number> =
  IsAny<Weight> extends true
    ? never
    : Extract<`${Weight}`, `-${string}`> extends infer Negative extends string
      ? [Negative] extends [never]
        ? Weight
        : `scale: the weight is ${Negative}: it is 0 or more, and signs come from plus and minus`
      : never

/**
 * A term with a factor, such as the β of a KL.
 *
 * Range: 0 or more. Errors: a `ShapeError` for a weight below 0 or that is no number.
 * Source: Higgins et al., "beta-VAE", ICLR 2017, equation 4.
 */
export const scale =
  <const Weight extends number>(weight: KnownWeight<Weight>) =>
  <A extends AnyAxes, Direction extends Sense, Content extends string, Needs>(
    term: Term<A, Direction, Content, Needs>,
  ): Term<A, Direction, Scaled<Content, Weight>, Needs> => {
    const factor = Number(weight)
    if (!(factor >= 0 && Number.isFinite(factor)))
      refuse(`scale: the weight is ${factor}: it is 0 or more, and signs come from plus and minus`)
    return {
      ...term,
      content: Content.scaled(term.content, factor) as never, // safe: the run-time twin of `Scaled`
      formula: Formula.scaled(factor, term.formula),
      parts: term.parts.map(({ name, weight: before }) => ({ name, weight: before * factor })),
      evaluate: (supplied) => {
        const { value, parts } = term.evaluate(supplied)
        return { value: pipe(value, T.scaleBy(factor)), parts }
      },
    }
  }

/**
 * A cost as something to maximise: its negative. For objectives that are no bound, such as a squared error.
 *
 * @example
 * minimise(squaredError).formula.text
 * //=> '-||x - g(f(x))||^2'
 */
export const minimise = <A extends AnyAxes, Content extends string, Needs>(
  cost: Term<A, 'cost', Content, Needs>,
): Term<A, 'gain', '~', Needs> => ({
  ...cost,
  sense: 'gain',
  content: ['~'],
  formula: Formula.negated(cost.formula),
  parts: cost.parts.map(({ name, weight }) => ({ name, weight: -weight })),
  evaluate: (supplied) => {
    const { value, parts } = cost.evaluate(supplied)
    return { value: T.negate(value), parts }
  },
})
