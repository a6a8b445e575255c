/** Terms joined by plus and minus: axes and sense are checked. */

import { pipe } from 'fp-ts/lib/function.js'
import { refuse } from '../shapes/defect.js'
import type { Same } from '../shapes/equal.js'
import { type Said, type Show, show } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { asksOf } from './asks.js'
import * as Formula from './formula.js'
import { type Flipped, flipped, type Joined, joined, type NameOf, nameOf } from './signedAtoms.js'
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
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

type DifferentAxes<A extends AnyAxes, B extends AnyAxes> = Said<typeof differentAxes<Show<A>, Show<B>>>
const differentAxes = <A extends string, B extends string>(a: A, b: B) =>
  `terms of different axes: ${a} and ${b}` as const

type CostAdded<Content extends string> = Said<typeof costAdded<NameOf<Content>>>
const costAdded = <Content extends string>(content: Content) => `${content} is a cost: subtract it` as const

type GainSubtracted<Content extends string> = Said<typeof gainSubtracted<NameOf<Content>>>
const gainSubtracted = <Content extends string>(content: Content) => `${content} is a gain: add it` as const

type CostFirst<Content extends string> = Said<typeof costFirst<NameOf<Content>>>
const costFirst = <Content extends string>(content: Content) => `${content} is a cost: begin with a gain` as const

// -----------------------------------------------------------------------------
// plus and minus
// -----------------------------------------------------------------------------

type RightGain<A extends AnyAxes, Direction extends Sense, C extends string, Needs> = Direction extends 'gain'
  ? Term<A, Direction, C, Needs>
  : CostAdded<C>

type RightCost<A extends AnyAxes, Direction extends Sense, C extends string, Needs> = Direction extends 'cost'
  ? Term<A, Direction, C, Needs>
  : GainSubtracted<C>

/** Asked for `unknown` first: as that the compiler tries out a type parameter. */
type Left<A extends AnyAxes, B extends AnyAxes, Direction extends Sense, C extends string> = [unknown] extends [
  Direction,
]
  ? unknown
  : Direction extends 'gain'
    ? Same<readonly [A], readonly [B]> extends true
      ? unknown
      : DifferentAxes<A, B>
    : CostFirst<C>

const checked = (left: AnyTerm, right: AnyTerm, wanted: Sense, words: string): void => {
  if (right.sense !== wanted) refuse(words)
  if (left.sense !== 'gain') refuse(costFirst(nameOf(left.content)))
  if (left.axes.join() !== right.axes.join()) refuse(differentAxes(show(left.axes), show(right.axes)))
}

/** What two terms have in common when they are joined: their needs, their schedules, and how they are evaluated. */
const both = (
  left: AnyTerm,
  right: AnyTerm,
  join: <Axes extends AnyAxes>(l: T.Tensor<Axes>, r: T.Tensor<Axes>) => T.Tensor<Axes>,
): Pick<AnyTerm, 'needs' | 'asks' | 'schedules' | 'evaluate'> => ({
  needs: [...new Set([...left.needs, ...right.needs])],
  asks: asksOf(left, right),
  schedules: [...new Set([...left.schedules, ...right.schedules])],
  evaluate: (supplied, at) => Value.together(join)(left.evaluate(supplied, at), right.evaluate(supplied, at)),
})

/**
 * A gain added to a gain of the same axes.
 *
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 * Source: the evidence lower bound, Kingma and Welling, arXiv:1312.6114, equation 2.
 */
export const plus =
  <B extends AnyAxes, Direction extends Sense, Right extends string, NeedsRight, Second>(
    right: RightGain<B, Direction, Right, NeedsRight> & OfOne<'plus', Second, unknown> & Second,
  ) =>
  <A extends AnyAxes, First extends Sense, Content extends string, NeedsLeft, Given>(
    left: Term<A, First, Content, NeedsLeft> & Given & OfOne<'plus', Given, Left<A, B, First, Content>>,
  ): Term<AxesOr<Left<A, B, First, Content>, A>, 'gain', Joined<Content, Right>, NeedsLeft & NeedsRight> &
    FromOne<'plus', Given> => {
    const [l, r] = [erase(left), erase(right)]
    checked(l, r, 'gain', costAdded(nameOf(r.content)))
    const term = {
      axes: left.axes,
      sense: 'gain',
      content: joined(l.content, r.content),
      formula: Formula.sum(l.formula, r.formula),
      parts: [...l.parts, ...r.parts],
      ...both(l, r, (a, b) => pipe(a, T.same.add(b))),
    }
    // safe: `checked` is the run-time version of the parameters, and test/losses holds the content against `Joined`
    return term as never
  }

/**
 * A cost subtracted from a gain of the same axes.
 *
 * Errors: as `plus`. Source: as `plus`.
 */
export const minus =
  <B extends AnyAxes, Direction extends Sense, Right extends string, NeedsRight, Second>(
    right: RightCost<B, Direction, Right, NeedsRight> & OfOne<'minus', Second, unknown> & Second,
  ) =>
  <A extends AnyAxes, First extends Sense, Content extends string, NeedsLeft, Given>(
    left: Term<A, First, Content, NeedsLeft> & Given & OfOne<'minus', Given, Left<A, B, First, Content>>,
  ): Term<AxesOr<Left<A, B, First, Content>, A>, 'gain', Joined<Content, Flipped<Right>>, NeedsLeft & NeedsRight> &
    FromOne<'minus', Given> => {
    const [l, r] = [erase(left), erase(right)]
    checked(l, r, 'cost', gainSubtracted(nameOf(r.content)))
    const term = {
      axes: left.axes,
      sense: 'gain',
      content: joined(l.content, flipped(r.content)),
      formula: Formula.difference(l.formula, r.formula),
      // from 0, so that no weight is -0
      parts: [...l.parts, ...r.parts.map((part) => ({ ...part, weight: 0 - part.weight }))],
      ...both(l, r, (a, b) => pipe(a, T.same.sub(b))),
    }
    return term as never // safe: as in `plus`
  }
