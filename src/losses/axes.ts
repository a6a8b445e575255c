/** Axes taken away by name: means, sums, and the logarithm of a mean of exponentials. */

import { pipe } from 'fp-ts/lib/function.js'
import type { IsAny, IsUnion } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import { same } from '../shapes/equal.js'
import type { OwnName } from '../shapes/hint.js'
import { type MustBe, type Said, type Show, show } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import * as Formula from './formula.js'
import { type LogMeanExponential, logMeanExponential } from './proof.js'
import { type Summed, summed, type Unproved, unproved } from './signedAtoms.js'
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

type NoAxis<Operation extends string, A extends AnyAxes, Name extends string> = Said<
  typeof noAxis<Operation, Show<A>, Name>
>
const noAxis = <Operation extends string, A extends string, Name extends string>(
  operation: Operation,
  a: A,
  name: Name,
) => `${operation}: the term has the axes ${a} and not ${name}` as const

// -----------------------------------------------------------------------------
// axes
// -----------------------------------------------------------------------------

type Without<A extends AnyAxes, Name extends string, Kept extends AnyAxes = readonly []> = A extends readonly [
  infer Head extends string,
  ...infer Rest extends AnyAxes,
]
  ? Head extends Name
    ? readonly [...Kept, ...Rest]
    : Without<Rest, Name, readonly [...Kept, Head]>
  : Kept

/** The name of an axis of a term, as one is written: those of the library's own terms are offered by editors. */
export type TermAxisOffer = 'samples' | 'batch' | 'latent' | 'groups' | 'outer' | 'inner' | OwnName

/** `any` is stopped by `never`, the one type it is not assignable to. */
type HasAxis<Operation extends string, A extends AnyAxes, Name extends string> =
  IsAny<Name> extends true
    ? never
    : [Name] extends [never]
      ? `${Operation}: the axis is never`
      : IsUnion<Name> extends true
        ? MustBe<`${Operation}: the axis`, 'one name', 'a union'>
        : [Name] extends [A[number]]
          ? unknown
          : NoAxis<Operation, A, Name>

/** A reduction over the axis of a name. The axes of a term are the shape of its value. */
const over = (
  operation: string,
  name: string,
  term: AnyTerm,
  run: (name: string) => (x: T.AnyTensor) => T.Tensor<AnyAxes>,
  along: typeof Value.linearly | typeof Value.through = Value.linearly,
): AnyTerm => {
  if (!term.axes.includes(name)) refuse(noAxis(operation, show(term.axes), name))
  const after = along<AnyAxes, AnyAxes>(run(name))
  return {
    ...term,
    axes: term.axes.filter((each) => each !== name),
    evaluate: (supplied, at) => after(term.evaluate(supplied, at)),
  }
}

/**
 * The mean over an axis: `average('samples')` is the Monte Carlo estimate of the expectation under q.
 *
 * Source: Kingma and Welling, arXiv:1312.6114, equation 5.
 */
export const average =
  <const Name extends TermAxisOffer>(name: Name) =>
  <A extends AnyAxes, Direction extends Sense, Content extends string, Needs, Given>(
    term: Term<A, Direction, Content, Needs> & Given & OfOne<'average', Given, HasAxis<'average', A, Name>>,
  ): Term<AxesOr<HasAxis<'average', A, Name>, Without<A, Name>>, Direction, Content, Needs> &
    FromOne<'average', Given> =>
    // safe: `over` is the run-time version of `HasAxis` and `Without`
    ({
      ...over('average', name, erase(term), T.meanOver),
      formula: Formula.averaged(name, term.formula),
    }) as never

const SAMPLES_SUMMED = 'sum: samples are averaged, not summed' as const

/** The parts of a term are means over its axes: a sum over one takes them as often as it is long. */
const partsSummed =
  (term: AnyTerm, name: string): AnyTerm['evaluate'] =>
  (supplied, at) => {
    const { parts, ...rest } = term.evaluate(supplied, at)
    const length = rest.value.sizes[term.axes.indexOf(name)] ?? 1
    return { ...rest, parts: parts.map((part) => pipe(part, T.mulScalar(length))) }
  }

/**
 * The sum over an axis, such as the latent dimensions of a KL.
 *
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 */
export const sum =
  <const Name extends Exclude<TermAxisOffer, 'samples'>>(name: Name extends 'samples' ? typeof SAMPLES_SUMMED : Name) =>
  <A extends AnyAxes, Direction extends Sense, Content extends string, Needs, Given>(
    term: Term<A, Direction, Content, Needs> & Given & OfOne<'sum', Given, HasAxis<'sum', A, Name>>,
  ): Term<AxesOr<HasAxis<'sum', A, Name>, Without<A, Name>>, Direction, Summed<Content, Name>, Needs> &
    FromOne<'sum', Given> => {
    const [axis, given]: [string, AnyTerm] = [name, erase(term)]
    if (axis === 'samples') refuse(SAMPLES_SUMMED)
    // safe: as in `average`
    return {
      ...over('sum', axis, { ...given, evaluate: partsSummed(given, axis) }, T.sumOver),
      content: summed(given.content, axis),
      formula: Formula.summed(axis, given.formula),
    } as never
  }

/** A log-weight that has lost an axis is no longer one number for each sample of each example. */
type OverSamples<A extends AnyAxes, Content extends string> = A extends
  | readonly ['samples', 'batch']
  | readonly ['outer', 'inner', 'batch']
  ? Content
  : Unproved

const overSamples = (axes: AnyAxes): boolean =>
  same(axes, ['samples', 'batch']) || same(axes, ['outer', 'inner', 'batch'])

/**
 * The logarithm of the mean of the exponentials over an axis.
 *
 * Source: Burda, Grosse and Salakhutdinov, arXiv:1509.00519, equation 8, over log-weights.
 */
export const logMeanExp =
  <const Name extends TermAxisOffer>(name: Name) =>
  <A extends AnyAxes, Direction extends Sense, Content extends string, Needs, Given>(
    term: Term<A, Direction, Content, Needs> & Given & OfOne<'logMeanExp', Given, HasAxis<'logMeanExp', A, Name>>,
  ): Term<
    AxesOr<HasAxis<'logMeanExp', A, Name>, Without<A, Name>>,
    Direction,
    OverSamples<A, LogMeanExponential<Content, Name>>,
    Needs
  > &
    FromOne<'logMeanExp', Given> =>
    // safe: as in `average`
    ({
      ...over('logMeanExp', name, erase(term), T.logMeanExpOver, Value.through),
      content: overSamples(term.axes) ? logMeanExponential(term.content, name) : unproved,
      formula: Formula.logMeanExponential(name, term.formula),
    }) as never
