/** Sums of products over named axes, as Einstein wrote them: `'bhid,bhjd->bhij'`. */

import type { AnyShape, Dim, Shape } from './dim.js'
import type { Equal } from './equal.js'
import { type Said, type Show, show } from './message.js'

// -----------------------------------------------------------------------------
// equations
// -----------------------------------------------------------------------------

// Tuples that a recursion takes apart are not readonly here, as what `infer` gives is not: see `Walk` in layers/sequence.ts.

type Operands<Inputs extends string> = Inputs extends `${infer Head},${infer Rest}`
  ? [Head, ...Operands<Rest>]
  : [Inputs]

/** An equation at run time: the letters of the operands and of the result, or `null`. */
export const parsed = (equation: string): readonly [operands: readonly string[], result: string] | null => {
  const at = equation.indexOf('->')
  return at < 0 ? null : [equation.slice(0, at).split(','), equation.slice(at + 2)]
}

// -----------------------------------------------------------------------------
// messages
// -----------------------------------------------------------------------------

type NoEquation<Equation> = Said<typeof noEquation<Equation & string>>
const noEquation = <Equation extends string>(equation: Equation) =>
  `einsum: '${equation}' is not an equation such as 'ij,jk->ik'` as const

type Count<Needed extends number, Given extends number> = Said<typeof otherCount<Needed, Given>>
const otherCount = <Needed extends number, Given extends number>(needed: Needed, given: Given) =>
  `einsum: takes ${needed} tensors but is given ${given}` as const

type TooMany<Given extends number> = Said<typeof tooMany<Given>>
const tooMany = <Given extends number>(given: Given) => `einsum: takes one tensor or two but is given ${given}` as const

type Rank<Letters extends string, Given> = Said<typeof otherRank<Letters, Show<Given>>>
const otherRank = <Letters extends string, Given extends string>(letters: Letters, given: Given) =>
  `einsum: '${letters}' does not name the axes of ${given}` as const

type Clash<Letter extends string, Before extends Dim, Found extends Dim, Letters extends string> = Said<
  typeof clash<Letter, Before, Found, Letters>
>
const clash = <Letter extends string, Before extends Dim, Found extends Dim, Letters extends string>(
  letter: Letter,
  before: Before,
  found: Found,
  letters: Letters,
) => `einsum: ${letter} is ${before} and then ${found}, in '${letters}'` as const

type Twice<Letter extends string, Letters extends string> = Said<typeof twice<Letter, Letters>>
const twice = <Letter extends string, Letters extends string>(letter: Letter, letters: Letters) =>
  `einsum: ${letter} stands twice in '${letters}'` as const

type Unbound<Letter extends string> = Said<typeof unbound<Letter>>
const unbound = <Letter extends string>(letter: Letter) => `einsum: ${letter} of the result is in no operand` as const

type NoDimension = 'einsum: a dimension is never'

// -----------------------------------------------------------------------------
// what letters stand for
// -----------------------------------------------------------------------------

/** Where a letter stands a second time, and `Rest` after it. */
type Again<Letter extends string, Rest extends string> = `${string}${Letter}${string}${Letter}${Rest}`

/** What the letters of one operand stand for, and those before, else the message. */
type BindOne<
  Letters extends string,
  Dims,
  Bound,
  Whole extends string = Letters,
  Shown = Dims,
> = Letters extends `${infer Letter}${infer Rest}`
  ? Dims extends [infer Head, ...infer More]
    ? Letter extends keyof Bound
      ? Whole extends Again<Letter, Rest>
        ? Twice<Letter, Whole>
        : Equal<Bound[Letter], Head> extends true
          ? BindOne<Rest, More, Bound, Whole, Shown>
          : Clash<Letter, Bound[Letter] & Dim, Head & Dim, Whole>
      : BindOne<Rest, More, Bound & { readonly [Name in Letter]: Head }, Whole, Shown>
    : Rank<Whole, Shown>
  : Dims extends []
    ? Bound
    : Rank<Whole, Shown>

/** What the letters of two operands stand for, else the message. */
type BindBoth<All extends readonly string[], One extends AnyShape, Other extends AnyShape> =
  BindOne<All[0] & string, [...One], unknown> extends infer Bound
    ? Bound extends string
      ? Bound
      : BindOne<All[1] & string, [...Other], Bound>
    : never

type Result<
  Letters extends string,
  Bound,
  Whole extends string = Letters,
  Out extends readonly unknown[] = readonly [],
> = Letters extends `${infer Letter}${infer Rest}`
  ? Letter extends keyof Bound
    ? Rest extends `${string}${Letter}${string}`
      ? Twice<Letter, Whole>
      : Result<Rest, Bound, Whole, readonly [...Out, Bound[Letter]]>
    : Unbound<Letter>
  : Out

/**
 * The shape of a sum of products, else the message.
 *
 * A letter stands for one dimension in every operand; those that the result does not name are summed away.
 *
 * @example
 * Einsum<'bhid,bhjd->bhij', readonly [readonly ['batch', 8, 10, 64], readonly ['batch', 8, 12, 64]]>
 * //=> readonly ['batch', 8, 10, 12]
 */
export type Einsum<Equation, Shapes extends readonly unknown[]> = [Shapes] extends [infer Given extends AnyShape]
  ? Summed<Equation, Given>
  : never

/** By `infer` above: while the shapes are not known, the compiler would walk the equation for nothing. */
type Summed<Equation, Shapes extends AnyShape, Whole = Equation> = Equation extends `${infer Inputs}->${infer Letters}`
  ? [Whole] extends [Equation]
    ? Bind<Operands<Inputs>, Shapes> extends infer Bound
      ? [Bound] extends [never]
        ? NoDimension // the message would name it, and so are `never` too
        : Bound extends string
          ? Bound
          : Result<Letters, Bound>
      : never
    : NoEquation<Equation>
  : NoEquation<Equation>

type Bind<All extends readonly string[], Shapes extends AnyShape> = Shapes['length'] extends All['length']
  ? Shapes extends readonly [infer One extends AnyShape, infer Other extends AnyShape]
    ? BindBoth<All, One, Other>
    : Shapes extends readonly [infer Only extends AnyShape]
      ? BindOne<All[0] & string, [...Only], unknown>
      : TooMany<All['length']>
  : Count<All['length'], Shapes['length']>

// -----------------------------------------------------------------------------
// run-time check
// -----------------------------------------------------------------------------

const bindOne = (letters: string, dims: Shape, before: ReadonlyMap<string, Dim>): ReadonlyMap<string, Dim> | string => {
  const bound = new Map(before)
  for (const [index, letter] of [...letters].entries()) {
    const dim = dims[index]
    if (dim === undefined) break
    if (letters.indexOf(letter) < index) return twice(letter, letters)
    const other = bound.get(letter)
    if (other !== undefined && other !== dim) return clash(letter, other, dim, letters)
    bound.set(letter, dim)
  }
  return letters.length === dims.length ? bound : otherRank(letters, show(dims))
}

/** The run-time version of `Einsum`: a shape, or the message. */
export const einsum = (equation: string, shapes: readonly Shape[]): Shape | string => {
  const read = parsed(equation)
  if (read === null) return noEquation(equation)
  const [operands, result] = read
  if (operands.length !== shapes.length) return otherCount(operands.length, shapes.length)
  if (shapes.length > 2) return tooMany(shapes.length)
  const bound = operands.reduce<ReadonlyMap<string, Dim> | string>(
    (before, letters, index) =>
      typeof before === 'string' ? before : bindOne(letters, shapes[index] as Shape, before),
    new Map(),
  )
  if (typeof bound === 'string') return bound
  return resultOf(result, bound)
}

const resultOf = (result: string, bound: ReadonlyMap<string, Dim>): Shape | string => {
  const bad = [...result].find((letter, index) => !bound.has(letter) || result.includes(letter, index + 1))
  return bad === undefined
    ? [...result].map((letter) => bound.get(letter) as Dim)
    : bound.has(bad)
      ? twice(bad, result)
      : unbound(bad)
}
