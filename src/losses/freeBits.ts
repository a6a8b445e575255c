/** Limits of a cost: a floor under it, as free bits, and the distance from a capacity. */

import { pipe } from 'fp-ts/lib/function.js'
import { refuse } from '../shapes/defect.js'
import { type MustBe, mustBe } from '../shapes/message.js'
import type { BelowZero, OrMessage, OutOfRange } from '../shapes/number.js'
import * as T from '../tensors/index.js'
import * as Formula from './formula.js'
import { type At, inEvaluation, type Schedule } from './schedule.js'
import { type NameOf, nameOf, type Raised, raised, unproved } from './signedAtoms.js'
import {
  type AnyAxes,
  type AnyTerm,
  type AxesOr,
  captionOf,
  erase,
  type FromOne,
  type OfOne,
  type Sense,
  type Term,
  unitOf,
} from './term.js'
import * as Value from './value.js'

// -----------------------------------------------------------------------------
// the number
// -----------------------------------------------------------------------------

/** A number of nats itself, or the message in its place. */
export type KnownNats<Operation extends string, Given extends number | Schedule> = OrMessage<
  Given,
  OutOfRange<Given, BelowZero<Given>, `${Operation}: the nats`, '0 or more'>
>

const reads = (nats: number | Schedule) => (typeof nats === 'number' ? Formula.constant(nats) : Formula.changing(nats))

const checked = (operation: string, given: unknown): number | Schedule => {
  const nats = given as number | Schedule // safe: the parameter is a number or a schedule wherever the call compiles
  return typeof nats === 'object' || (nats >= 0 && Number.isFinite(nats))
    ? nats
    : refuse(mustBe(`${operation}: the nats`, '0 or more', nats))
}

type Of = (nats: T.Tensor<readonly []>) => (x: T.Tensor<AnyAxes>) => T.Tensor<AnyAxes>

/** A term after a function of it and of a number. What it was is still reported, with a weight of 0. */
const limited = (term: AnyTerm, nats: number | Schedule, formula: Formula.Formula, run: Of): AnyTerm => ({
  ...term,
  formula,
  parts: [
    { name: formula.text, weight: 1, unit: unitOf(term.parts) },
    ...term.parts.map((part) => ({ name: part.name, weight: 0, ...captionOf(part) })),
  ],
  schedules: typeof nats === 'number' ? term.schedules : [...new Set([...term.schedules, nats])],
  evaluate: (supplied, at: At = inEvaluation) => {
    const number = typeof nats === 'number' ? T.scalar(nats) : at(nats)
    const after = Value.through<AnyAxes, AnyAxes>(run(number))(term.evaluate(supplied, at))
    return { ...after, parts: [T.meanOfAll(after.value), ...after.parts] }
  },
})

// -----------------------------------------------------------------------------
// limits
// -----------------------------------------------------------------------------

/**
 * The larger of a number of nats and a term, wherever the term has a number: its gradient is 0 below.
 *
 * Of a KL it is the free bits. A floor only raises a KL, so that a bound stays one, also with a schedule of floors.
 *
 * Range: `nats` 0 or more. Errors: a `ShapeError` for a number that is not.
 * Source: Kingma et al., "Improving Variational Inference with Inverse Autoregressive Flow", arXiv:1606.04934,
 * appendix C.8, the objective with free bits.
 */
export const atLeast =
  <const Nats extends number | Schedule>(nats: KnownNats<'atLeast', Nats>) =>
  <A extends AnyAxes, Direction extends Sense, Atoms extends string, Needs, Given>(
    term: Term<A, Direction, Atoms, Needs> & Given & OfOne<'atLeast', Given, unknown>,
  ): Term<A, Direction, Raised<Atoms>, Needs> & FromOne<'atLeast', Given> => {
    const floor = checked('atLeast', nats)
    const given = erase(term)
    // safe: of the same axes, sense and needs; and the run-time version of `Raised`
    return {
      ...limited(
        given,
        floor,
        Formula.larger(reads(floor), given.formula),
        (number) => (x) =>
          // max(λ, x) as λ + max(x - λ, 0), which has a gradient on every backend
          pipe(x, T.trailing.sub(number)<AnyAxes>, T.relu, T.trailing.add(number)<AnyAxes>) as typeof x,
      ),
      content: raised(given.content),
    } as never
  }

/** Asked for `unknown` first: as that the compiler tries out a type parameter. */
type IsCost<Direction extends Sense, Atoms extends string> = [unknown] extends [Direction]
  ? unknown
  : Direction extends 'cost'
    ? unknown
    : MustBe<`distanceFrom: ${NameOf<Atoms>}`, 'a cost', 'a gain'>
const notCost = (content: readonly string[]) => mustBe(`distanceFrom: ${nameOf(content)}`, 'a cost', 'a gain')

/**
 * The distance of a cost from a number of nats, such as a capacity that grows. It proves nothing: below the capacity it
 * asks for more.
 *
 * Range: never negative. Errors: as `atLeast`.
 * Source: Burgess et al., "Understanding disentangling in β-VAE", arXiv:1804.03599, the objective of controlled
 * capacity.
 */
export const distanceFrom =
  <const Nats extends number | Schedule>(nats: KnownNats<'distanceFrom', Nats>) =>
  <A extends AnyAxes, Direction extends Sense, Atoms extends string, Needs, Given>(
    cost: Term<A, Direction, Atoms, Needs> & Given & OfOne<'distanceFrom', Given, IsCost<Direction, Atoms>>,
  ): Term<AxesOr<IsCost<Direction, Atoms>, A>, 'cost', '~', Needs> & FromOne<'distanceFrom', Given> => {
    const capacity = checked('distanceFrom', nats)
    const given = erase(cost)
    if (given.sense !== 'cost') refuse(notCost(given.content))
    // safe: of the same axes, sense and needs
    return {
      ...limited(
        given,
        capacity,
        Formula.distance(reads(capacity), given.formula),
        (number) => (x) => T.abs(pipe(x, T.trailing.sub(number)<AnyAxes>) as typeof x),
      ),
      content: unproved,
    } as never
  }
