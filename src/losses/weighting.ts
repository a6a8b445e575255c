/** Terms with a factor or another sign. */

import { pipe } from 'fp-ts/lib/function.js'
import { refuse } from '../shapes/defect.js'
import { type MustBe, mustBe } from '../shapes/message.js'
import { type BelowZero, isFromZero, type OrMessage, type OutOfRange } from '../shapes/number.js'
import * as T from '../tensors/index.js'
import * as Formula from './formula.js'
import { inEvaluation, negative, type Schedule, type ToSubtract } from './schedule.js'
import { type NameOf, nameOf, type Scaled, scaled, unproved } from './signedAtoms.js'
import {
  type AnyAxes,
  type AnyTerm,
  type AxesOr,
  erase,
  type FromOne,
  type OfOne,
  type Sense,
  type Term,
} from './term.js'
import * as Value from './value.js'

// -----------------------------------------------------------------------------
// weights
// -----------------------------------------------------------------------------

const WEIGHT = 'scale: the weight'

/**
 * The weight itself, or the message in its place.
 *
 * `any` is stopped by `never`, the one type it is not assignable to: of a weight of `any`, everything would be proved.
 */
export type KnownWeight<Weight extends number | Schedule> = OrMessage<
  Weight,
  OutOfRange<Weight, BelowZero<Weight>, typeof WEIGHT, '0 or more', ToSubtract>
>

const byNumber = (term: AnyTerm, factor: number): AnyTerm => ({
  ...term,
  content: scaled(term.content, factor),
  formula: Formula.scaled(factor, term.formula),
  // and 0, so that no weight is -0
  parts: term.parts.map((part) => ({ ...part, weight: part.weight * factor + 0 })),
  evaluate: (supplied, at) => Value.linearly<AnyAxes, AnyAxes>(T.mulScalar(factor))(term.evaluate(supplied, at)),
})

const bySchedule = (term: AnyTerm, schedule: Schedule): AnyTerm => ({
  ...term,
  content: unproved,
  formula: Formula.scheduled(schedule, term.formula),
  parts: term.parts.map((part) => ({ ...part, schedules: [...(part.schedules ?? []), schedule] })),
  schedules: [...new Set([...term.schedules, schedule])],
  evaluate: (supplied, at = inEvaluation) => {
    const factor = at(schedule)
    return Value.linearly<AnyAxes, AnyAxes>((x) => pipe(x, T.trailing.mul(factor)<AnyAxes>) as typeof x)(
      term.evaluate(supplied, at),
    )
  },
})

/**
 * A term with a factor, such as the β of a KL: a number, or a schedule of numbers; nothing is proved about a schedule.
 *
 * Range: 0 or more. Errors: a `ShapeError` for a weight below 0 or that is not a number.
 * Source: Higgins et al., "beta-VAE", ICLR 2017, equation 4.
 */
export const scale =
  <const Weight extends number | Schedule>(weight: KnownWeight<Weight>) =>
  <A extends AnyAxes, Direction extends Sense, Content extends string, Needs, Given>(
    term: Term<A, Direction, Content, Needs> & Given & OfOne<'scale', Given, unknown>,
  ): Term<A, Direction, Scaled<Content, Weight>, Needs> & FromOne<'scale', Given> => {
    const given = weight as unknown as number | Schedule // safe: the parameter is `Weight` wherever the call compiles
    if (typeof given === 'object') return bySchedule(erase(term), given) as never // safe: of the same axes and sense
    const factor = Number(given)
    if (!isFromZero(factor)) refuse(negative(WEIGHT, '0 or more', factor))
    // safe: as above, and the run-time version of `Scaled`
    return byNumber(erase(term), factor) as never
  }

/** Asked for `unknown` first: as that the compiler tries out a type parameter. */
type IsCost<Direction extends Sense, Content extends string> = [unknown] extends [Direction]
  ? unknown
  : Direction extends 'cost'
    ? unknown
    : MustBe<`minimize: ${NameOf<Content>}`, 'a cost', 'a gain'>
const notCost = (content: readonly string[]) => mustBe(`minimize: ${nameOf(content)}`, 'a cost', 'a gain')

/**
 * A cost as something to maximize: its negative. For objectives that are not bounds, such as a squared error.
 *
 * @example
 * minimize(squaredError).formula.text
 * //=> '-||x - g(f(x))||^2'
 */
export const minimize = <A extends AnyAxes, Direction extends Sense, Content extends string, Needs, Given>(
  cost: Term<A, Direction, Content, Needs> & Given & OfOne<'minimize', Given, IsCost<Direction, Content>>,
): Term<AxesOr<IsCost<Direction, Content>, A>, 'gain', '~', Needs> & FromOne<'minimize', Given> => {
  const given = erase(cost)
  if (given.sense !== 'cost') refuse(notCost(given.content))
  return negated(given) as never // safe: of the same axes and needs
}

const negated = (cost: AnyTerm): AnyTerm => ({
  ...cost,
  sense: 'gain',
  content: ['~'],
  formula: Formula.negated(cost.formula),
  // from 0, so that no weight is -0
  parts: cost.parts.map((part) => ({ ...part, weight: 0 - part.weight })),
  evaluate: (supplied, at) => Value.linearly<AnyAxes, AnyAxes>(T.negate)(cost.evaluate(supplied, at)),
})
