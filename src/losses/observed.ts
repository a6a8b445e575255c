/** One term for the examples that have a value of a field, and another for those that have none. */

import { pipe } from 'fp-ts/lib/function.js'
import type { IsAny, IsUnion } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import { same } from '../shapes/equal.js'
import { type MustBe, type Said, type Show, show } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { asksOf } from './asks.js'
import { formula } from './formula.js'
import { type HasMask, maskName } from './masks.js'
import { latexText } from './notation.js'
import * as Proof from './proof.js'
import type { At } from './schedule.js'
import { type AnyTerm, captionOf, erase, type Part, type Term, unitOf } from './term.js'
import type { TermValue } from './value.js'

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

const NOT_A_TERM = 'whereObserved: this is not a term' as const

const A_COST = 'whereObserved: the term must be a gain, not a cost; use Elbo.minimize' as const

type OtherAxes<Axes> = Said<typeof otherAxes<Show<Axes>>>
const otherAxes = <Axes extends string>(axes: Axes) =>
  `whereObserved: the term has the axes ${axes} but must have [batch]; average over the others` as const

/** The term itself, or the message in its place. */
export type CheckedBranch<Given> =
  IsAny<Given> extends true
    ? never
    : IsUnion<Given> extends true
      ? MustBe<'whereObserved: the term', 'one term', 'a union'>
      : Given extends Term<infer Axes, infer Direction, infer _Content, infer _Needs>
        ? Axes extends readonly ['batch']
          ? Direction extends 'gain'
            ? Given
            : typeof A_COST
          : OtherAxes<Axes>
        : typeof NOT_A_TERM

/** The name of a field, or the message in its place. */
export type OneField<Field extends string> = string extends Field
  ? 'whereObserved: the field is known only when the program runs'
  : IsUnion<Field> extends true
    ? MustBe<'whereObserved: the field', 'one field', 'a union'>
    : Field

const branchFault = (given: unknown): string | null => {
  if (typeof given !== 'object' || given === null || !('axes' in given && 'evaluate' in given)) return NOT_A_TERM
  const { axes, sense } = erase(given)
  return !same(axes, ['batch']) ? otherAxes(show(axes)) : sense === 'gain' ? null : A_COST
}

// -----------------------------------------------------------------------------
// evaluation
// -----------------------------------------------------------------------------

type Rows = T.Tensor<readonly ['batch']>

/** A term restricted to the examples whose mask is not 0; for the others it is 0. */
const among = (mask: Rows, { value, surrogate }: TermValue<readonly ['batch']>) => {
  const rows = (x: Rows): Rows => pipe(mask, T.where(x, T.zerosLike(x)))
  const kept = rows(value)
  return { value: kept, surrogate: value === surrogate ? kept : rows(surrogate), part: T.meanOfAll(kept) }
}

const evaluateBoth =
  (field: string, seen: AnyTerm, unseen: AnyTerm) =>
  (supplied: Readonly<Record<string, Rows>>, at?: At): TermValue<readonly ['batch']> => {
    const mask = supplied[maskName(field)] as Rows // the checks have found it
    // safe: both have the axis batch, and what they need is supplied
    const of = ({ evaluate }: AnyTerm) => evaluate(supplied as never, at) as unknown as TermValue<readonly ['batch']>
    const [one, other] = [among(mask, of(seen)), among(pipe(mask, T.negate, T.addScalar(1)), of(unseen))]
    const value = T.same.add(other.value)(one.value)
    const plain = one.value === one.surrogate && other.value === other.surrogate
    const surrogate = plain ? value : T.same.add(other.surrogate)(one.surrogate)
    return { value, surrogate, parts: [one.part, other.part] }
  }

const partOf = ({ formula: { text }, parts }: AnyTerm, where: string): Part => ({
  ...captionOf({ unit: unitOf(parts) }),
  name: `${text} ${where}`,
  weight: 1,
})

// -----------------------------------------------------------------------------
// the term
// -----------------------------------------------------------------------------

declare const unobserved: unique symbol

/** What the term of the rows without a field needs: only for the compiler, which refuses one that depends on the field. */
export interface AsksUnobserved<Field extends string, Needs> {
  readonly [unobserved]?: { readonly [Name in Field]: Needs } | undefined
}

/** Where these needs stand among those of a term. */
export type Unobserved = typeof unobserved

/** What is needed of the rows without a field, by the names of the fields. */
export type UnobservedIn<Needs> = NonNullable<Needs[Unobserved & keyof Needs]>

type ContentOf<Given> = Given extends Term<infer _Axes, infer _Sense, infer Content, infer _Needs> ? Content : never

type NeedsOf<Given> = Given extends Term<infer _Axes, infer _Sense, infer _Content, infer Needs> ? Needs : never

/**
 * A term of the examples that have a value of a field, and another of those that have none, such as the bound of an image
 * with its label and that of an image alone.
 *
 * It is a bound where both are: of each example on the log-likelihood of what is there. Each is reported as a part, which
 * is 0 for the examples of the other.
 *
 * Axes: batch. Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 * Source: Kingma, Rezende, Mohamed and Welling, "Semi-supervised Learning with Deep Generative Models", arXiv:1406.5298,
 * equation 8.
 */
export const whereObserved =
  <const Field extends string>(field: OneField<Field>) =>
  <Seen, Unseen>(
    seen: CheckedBranch<Seen>,
    unseen: CheckedBranch<Unseen>,
  ): Term<
    readonly ['batch'],
    'gain',
    Proof.WhereObserved<Field, ContentOf<Seen>, ContentOf<Unseen>>,
    NeedsOf<Seen> & NeedsOf<Unseen> & HasMask<Field> & AsksUnobserved<Field, NeedsOf<Unseen>>
  > => {
    const fault = branchFault(seen) ?? branchFault(unseen)
    if (fault !== null) refuse(fault)
    const [one, other, name] = [erase(seen), erase(unseen), field as string]
    const there = `where ${name} is observed`
    const term = {
      axes: ['batch'],
      sense: 'gain',
      content: Proof.whereObserved(name, one.content, other.content),
      formula: formula(
        `(${one.formula.text} ${there}, else ${other.formula.text})`,
        `\\left(${one.formula.latex}\\ ${latexText(`${there}, else`)}\\ ${other.formula.latex}\\right)`,
      ),
      needs: [...new Set([...one.needs, ...other.needs, maskName(name)])],
      asks: [...asksOf(one, other), { _tag: 'unobserved', field: name, needs: other.needs, asks: other.asks }],
      parts: [partOf(one, there), partOf(other, `where ${name} is not observed`)],
      schedules: [...new Set([...one.schedules, ...other.schedules])],
      evaluate: evaluateBoth(name, one, other),
    }
    return term as never // safe: `branchFault` is the run-time check, and test/losses holds the content
  }
