/** A term of an objective: a pure function of what a model supplies, to nats. */

import { child, type Key } from '../random/key.js'
import type { IsUnion } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import type { MustBe, Said } from '../shapes/message.js'
import { inPart } from '../shapes/part.js'
import type * as T from '../tensors/index.js'
import type { Ask } from './asks.js'
import { type Formula, ofWords } from './formula.js'
import { type Guarantee, type GuaranteeOf, guaranteeOf } from './proof.js'
import type { At, Schedule } from './schedule.js'
import { partOf, type TermValue } from './value.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The axes of a term, by name. Event axes are always summed. */
export type AnyAxes = readonly string[]

/** A gain is added and a cost is subtracted; `fit` maximizes. */
export type Sense = 'gain' | 'cost'

/** What a term says of its number to people: reports print it. */
export interface Caption {
  /** What it is called in a word or two: `Reconstruction`. Default: its formula alone. */
  readonly title?: string | undefined
  /** What its number counts for each example: `squared error`. Default: nats. */
  readonly unit?: string | undefined
  /** How to read its number, as a sentence. */
  readonly note?: string | undefined
}

/** A part of a term that is reported by itself. */
export interface Part extends Caption {
  readonly name: string
  /** The sign and the factor with which it stands in the whole; 0 for what is only reported. */
  readonly weight: number
  /** The factors that change from step to step. */
  readonly schedules?: readonly Schedule[]
}

/**
 * A term.
 *
 * - `Axes`: the axes of its value, as a tuple of names.
 * - `Direction`: whether it is a gain or a cost.
 * - `Content`: the atoms it is made of, from which guarantees follow.
 * - `Needs`: what the model must supply.
 *
 * Invariant in its axes, sense and content: a widened one could be joined with what does not fit.
 */
export interface Term<
  in out Axes extends AnyAxes,
  in out Direction extends Sense,
  in out Content extends string,
  in Needs,
> {
  readonly axes: Axes
  readonly sense: Direction
  readonly content: readonly Content[]
  readonly formula: Formula
  readonly needs: readonly string[]
  /** What it asks of a model beyond these names: for the checks when the program runs. */
  readonly asks?: readonly Ask[] | undefined
  readonly parts: readonly Part[]
  /** The numbers that are fed in. */
  readonly schedules: readonly Schedule[]
  /** `at` gives the numbers that are fed in: those of evaluation if left out. */
  readonly evaluate: (supplied: Needs, at?: At) => TermValue<Axes>
}

/** The unit of a term: that of the first of its parts that is not in nats, if there is one. */
export const unitOf = (parts: readonly Pick<Caption, 'unit'>[]): string | undefined =>
  parts.find(({ unit }) => unit !== undefined)?.unit

/** What a term says of its number, and nothing else of it. */
export const captionOf = ({ title, unit, note }: Caption): Caption => ({ title, unit, note })

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

/** What an atom is made from. */
export interface AtomOf<Axes extends AnyAxes, Direction extends Sense, Needs> extends Caption {
  readonly axes: Axes
  readonly sense: Direction
  readonly needs: readonly (keyof Needs & string)[]
  /** None if left out. */
  readonly asks?: readonly Ask[]
  readonly formula: Formula
  /** Shapes: `[...Axes]`. Units: nats. */
  readonly nats: (supplied: Needs) => T.Tensor<Axes>
  /** What is differentiated in place of the nats, if it is not they. Shapes: `[...Axes]`. */
  readonly surrogate?: (supplied: Needs) => T.Tensor<Axes>
}

/** A term of one atom. Internal: a user's atoms are made by `term`, so that none can pass for one of ours. */
export const atom = <Axes extends AnyAxes, Direction extends Sense, Content extends string, Needs>(
  content: Content,
  spec: AtomOf<Axes, Direction, Needs>,
): Term<Axes, Direction, Content, Needs> => ({
  axes: spec.axes,
  sense: spec.sense,
  content: [content],
  formula: spec.formula,
  needs: spec.needs,
  asks: spec.asks,
  parts: [{ name: spec.formula.text, weight: 1, ...captionOf(spec) }],
  schedules: [],
  evaluate: (supplied) => {
    const value = spec.nats(supplied)
    return { value, surrogate: spec.surrogate?.(supplied) ?? value, parts: [partOf(supplied)(value)] }
  },
})

/** A key for what a term draws: training and evaluation supply one, whatever the model. */
export interface HasKey {
  readonly key: Key
}

/** What may come with samples, and so need not be named. */
type Beside = 'coordinate' | 'logPosterior'

const BESIDE: readonly string[] = ['coordinate', 'logPosterior'] satisfies readonly Beside[]

type Unnamed<Name extends string, Read extends string> = Said<typeof unnamed<Name, Read>>
const unnamed = <Name extends string, Read extends string>(name: Name, read: Read) =>
  `term ${name}: nats reads ${read}, which needs does not name` as const

/** The names of everything that a term reads, and no other; or the message in their place. */
export type KnownNeeds<Name extends string, Needs, Names extends readonly string[]> = number extends Names['length']
  ? `term ${Name}: needs is known only when the program runs: it must name what nats reads`
  : [Exclude<Names[number], keyof Needs>] extends [never]
    ? [Exclude<keyof Needs, Names[number] | Beside>] extends [never]
      ? Names
      : Unnamed<Name, Exclude<keyof Needs, Names[number] | Beside> & string>
    : `term ${Name}: needs names ${Exclude<Names[number], keyof Needs>}, which nats does not read`

/** What a user's term is made from. */
export interface TermOf<
  Name extends string,
  Axes extends AnyAxes,
  Direction extends Sense,
  Needs,
  Names extends readonly string[] = readonly string[],
> extends Omit<AtomOf<Axes, Direction, Needs>, 'formula' | 'needs' | 'asks'> {
  readonly name: Name
  /** Everything that `nats` and `surrogate` read from what the model supplies, and nothing else. */
  readonly needs: KnownNeeds<Name, Needs, Names>
  /** How it reads in LaTeX; by default its name as text, as also where its braces have no other half. */
  readonly latex?: string
}

/**
 * A user's own term.
 *
 * One that draws needs `key`, as in `needs: ['z', 'key']`: it is given a key of its own, by its name, which training and
 * evaluation supply whatever the model. The same key of a training gives the same draws.
 *
 * Shapes: `nats` gives a tensor of the axes. Units: nats.
 *
 * @example
 * term({ name: 'log q(y|x)', axes: ['batch'], sense: 'gain', needs: ['labels'],
 *        nats: (supplied: { readonly labels: Tensor<readonly ['batch']> }) => supplied.labels }).formula.text
 * //=> 'log q(y|x)'
 */
export const term = <
  const Name extends string,
  const Axes extends AnyAxes,
  const Direction extends Sense,
  Needs,
  const Names extends readonly string[],
>(
  spec: TermOf<Name, Axes, Direction, Needs, Names>,
): Term<Axes, Direction, `+user ${Name}`, Needs> => {
  // safe: the names are those of `Needs` wherever the call compiles, and what is read is looked at
  const needs = spec.needs as readonly string[] as readonly (keyof Needs & string)[]
  const read = reading<Needs>(spec.name, needs)
  return atom(`+user ${spec.name}`, {
    ...spec,
    needs,
    formula: ofWords(spec.name, spec.latex),
    nats: read(spec.nats),
    ...(spec.surrogate === undefined ? {} : { surrogate: read(spec.surrogate) }),
  })
}

/** The key of a term: the child of its name of that which is supplied. */
const keyOf = (name: string, supplied: unknown): Key => child(name)((supplied as HasKey).key) // safe: the term needs it, and the checks have found it

/** The part of what is supplied that a term needs; reading anything else throws. */
const needed = <Needs>(name: string, needs: readonly (keyof Needs & string)[], supplied: Needs): Needs =>
  new Proxy(Object.fromEntries(needs.map((each) => [each, each === 'key' ? keyOf(name, supplied) : supplied[each]])), {
    get: (given, asked) =>
      typeof asked === 'symbol' || asked in given || BESIDE.includes(asked)
        ? Reflect.get(asked in given ? given : (supplied as object), asked)
        : refuse(unnamed(name, asked)),
  }) as Needs // safe: what is not in it is refused

/** A function of what a term needs; reading anything else throws. Internal. */
export const reading =
  <Needs>(name: string, needs: readonly (keyof Needs & string)[]) =>
  <Value>(nats: (supplied: Needs) => Value) =>
  (supplied: Needs): Value =>
    inPart(`term ${name}`, () => nats(needed(name, needs, supplied)))

// -----------------------------------------------------------------------------
// parameters and results of the algebra
// -----------------------------------------------------------------------------

/** A verdict on a term, unless it is one of several: of those all would have to fit. */
export type OfOne<Operation extends string, Given, Verdict> =
  IsUnion<Given> extends true ? Several<Operation> : Unless<Verdict>

/** The message of a verdict, else nothing more. What waits for a type parameter passes, so that `flow` takes it: its result has the message. */
type Unless<Verdict> = [Verdict] extends [string] ? Verdict : unknown

type Several<Operation extends string> = MustBe<`${Operation}: the term`, 'one term', 'a union'>

/**
 * What the result is besides a term: the message about a term that is one of several, else nothing more.
 *
 * Beside its axes, and not in them: the compiler cuts what is long out of the first line of a message under `pipe`, the
 * arguments of a type first.
 */
export type FromOne<Operation extends string, Given> = IsUnion<Given> extends true ? Several<Operation> : unknown

/**
 * The axes of a result, or the message of the refusal in their place: not `never`, which fits everywhere, so that the message
 * reach the first line of a message under `pipe`.
 */
export type AxesOr<Verdict, Axes extends AnyAxes> = Verdict extends string ? Verdict & AnyAxes : Axes

// -----------------------------------------------------------------------------
// erased, for the inside of the algebra
// -----------------------------------------------------------------------------

/** A term whose types have been checked by the check it came through. Internal. */
export interface AnyTerm {
  readonly axes: AnyAxes
  readonly sense: Sense
  readonly content: readonly string[]
  readonly formula: Formula
  readonly needs: readonly string[]
  readonly asks?: readonly Ask[] | undefined
  readonly parts: readonly Part[]
  readonly schedules: readonly Schedule[]
  readonly evaluate: (supplied: never, at?: At) => TermValue<AnyAxes>
}

/** Safe: every term has these fields, and the callers give it only what passed their parameter. Internal. */
export const erase = (term: unknown): AnyTerm => term as AnyTerm

// -----------------------------------------------------------------------------
// what a term says of itself
// -----------------------------------------------------------------------------

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
