/** What a term says of itself: its formula, its axes, its guarantee, what it needs of a model, and its schedules. */

import { type Guarantee, type GuaranteeOf, guaranteeOf } from './proof.js'
import type { Schedule } from './schedule.js'
import type { AnyAxes, Part, Sense, Term } from './term.js'

/** A term as text, for people and for reports. */
export interface Description<Known extends Guarantee> {
  readonly text: string
  readonly latex: string
  readonly axes: readonly string[]
  readonly sense: Sense
  /** Whether it is proved to bound log p(x) from below. */
  readonly guarantee: Known
  readonly needs: readonly string[]
  /** What is reported of it, each unweighted and with its weight. */
  readonly parts: readonly Part[]
  /** The numbers of it that change from step to step. */
  readonly schedules: readonly Schedule[]
}

/**
 * What a term says of itself.
 *
 * @example
 * describe(elbo).guarantee
 * //=> 'bound'
 */
export const describe = <Axes extends AnyAxes, Direction extends Sense, Content extends string, Needs>(
  term: Term<Axes, Direction, Content, Needs>,
): Description<GuaranteeOf<Content>> => ({
  text: term.formula.text,
  latex: term.formula.latex,
  axes: term.axes,
  sense: term.sense,
  // safe: the run-time check; where a weight is not a literal it may know of a bound that the types do not, and says less
  guarantee: guaranteeOf(term) as GuaranteeOf<Content>,
  needs: term.needs,
  parts: term.parts,
  schedules: term.schedules,
})
