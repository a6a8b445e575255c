/** Parameters of a study: values to choose from, and numbers between two ends, on their own scale or on that of their logarithms. */

import type { OrderOf } from '../recipes/takes.js'
import { refuse } from '../shapes/defect.js'
import type { Said } from '../shapes/message.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A value that a parameter can have. */
export type Value = number | string | boolean

/** One of several values. */
export interface Choice<out Values extends readonly Value[] = readonly Value[]> {
  readonly _tag: 'Choice'
  readonly values: Values
}

/** A number from one end to another. */
export interface Between<
  out From extends number = number,
  out To extends number = number,
  out Whole extends boolean = boolean,
> {
  readonly _tag: 'Between'
  readonly from: From
  readonly to: To
  readonly whole: Whole
  /** Whether its logarithm is what is spread evenly. */
  readonly log: boolean
}

/** A parameter that has a value at all. */
export type Plain = Choice | Between

/** A parameter that there is only where a choice has one of some values. */
export interface When<
  out Name extends string = string,
  out Values extends readonly Value[] = readonly Value[],
  out Of extends Plain = Plain,
> {
  readonly _tag: 'When'
  readonly name: Name
  readonly values: Values
  readonly of: Of
}

/** A parameter of a study. */
export type Parameter = Plain | When

/** A parameter but for its condition. */
export const plainOf = (parameter: Parameter): Plain => (parameter._tag === 'When' ? parameter.of : parameter)

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

const disordered = <const From extends number, const To extends number>(from: From, to: To) =>
  `the first end must be below the second, and ${from} is not below ${to}` as const

const unlogged = <const From extends number>(from: From) =>
  `the ends of a logarithmic scale must be above 0, not ${from}` as const

const unwhole = <const End extends number>(end: End) => `the ends must be whole numbers, not ${end}` as const

/** The second end, or the message in its place. */
export type Ordered<From extends number, To extends number> =
  'less' extends OrderOf<From, To> ? To : NoInfer<Said<typeof disordered<From, To>>>

/** The first end of a logarithmic scale, or the message in its place. */
export type Logged<From extends number> = 'more' extends OrderOf<From, 0> ? From : NoInfer<Said<typeof unlogged<From>>>

/** An end that is a whole number, for what else is asked of it, or the message in its place. */
export type WholeEnd<End extends number, Then = End> = number extends End
  ? Then
  : `${End}` extends `${bigint}`
    ? Then
    : NoInfer<Said<typeof unwhole<End>>>

// -----------------------------------------------------------------------------
// faults
// -----------------------------------------------------------------------------

/** What is wrong with the values of a choice of which one is there twice, or `null`. */
export const repeated = (values: readonly Value[]): string | null => {
  const twice = values.find((value, place) => values.indexOf(value) !== place)
  return twice === undefined ? null : `the values must be distinct, and ${twice} is there twice`
}

/** What is wrong with the ends of a scale, which are finite numbers, or `null`. */
export const endsFault = (from: number, to: number, log: boolean): string | null =>
  log && !(from > 0) ? unlogged(from) : from < to ? null : disordered(from, to)

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

/**
 * One of several values.
 *
 * Errors: a `ShapeError` where there is none, or one twice.
 *
 * @example
 * choice([1, 4, 8]).values
 * //=> [1, 4, 8]
 */
export const choice = <const Values extends readonly [Value, ...Value[]]>(values: Values): Choice<Values> => {
  const fault = repeated(values)
  if (values.length === 0) return refuse('choice: there must be one value or more')
  return fault === null ? { _tag: 'Choice', values } : refuse(`choice: ${fault}`)
}

const faultOf = (from: number, to: number, whole: boolean, log: boolean): string | null => {
  const end = [from, to].find((each) => !Number.isFinite(each))
  const odd = whole ? [from, to].find((each) => !Number.isSafeInteger(each)) : undefined
  return end !== undefined
    ? `the ends must be finite numbers, not ${end}`
    : odd !== undefined
      ? unwhole(odd)
      : endsFault(from, to, log)
}

/** The ends as numbers: they are numbers wherever the call compiles. */
const between = <const From extends number, const To extends number, const Whole extends boolean>(
  name: string,
  from: unknown,
  to: unknown,
  { whole, log }: Pick<Between<From, To, Whole>, 'whole' | 'log'>,
): Between<From, To, Whole> => {
  const fault = faultOf(Number(from), Number(to), whole, log)
  // safe: the parameters of a call that compiles are their own types
  return fault === null
    ? { _tag: 'Between', from: from as From, to: to as To, whole, log }
    : refuse(`${name}: ${fault}`)
}

/**
 * A number between two ends, each as likely as the others.
 *
 * Errors: a `ShapeError` where the first end is not below the second.
 */
export const uniform = <const From extends number, const To extends number>(
  from: From,
  to: Ordered<From, To>,
): Between<From, To, false> => between('uniform', from, to, { whole: false, log: false })

/**
 * A number between two ends above 0 whose logarithm is spread evenly: a rate, a weight.
 *
 * Errors: a `ShapeError` where an end is not above 0, or the first not below the second.
 *
 * @example
 * logUniform(1e-4, 1e-2).log
 * //=> true
 */
export const logUniform = <const From extends number, const To extends number>(
  from: Logged<From>,
  to: Ordered<From, To>,
): Between<From, To, false> => between('logUniform', from, to, { whole: false, log: true })

/**
 * A whole number from one end to another, both included.
 *
 * Errors: a `ShapeError` where an end is not a whole number, or the first not below the second.
 */
export const whole = <const From extends number, const To extends number>(
  from: WholeEnd<From>,
  to: WholeEnd<To, Ordered<From, To>>,
): Between<From, To, true> => between('whole', from, to, { whole: true, log: false })

/**
 * A whole number above 0 whose logarithm is spread evenly: a size.
 *
 * Errors: as those of `whole`, and where an end is not above 0.
 */
export const logWhole = <const From extends number, const To extends number>(
  from: WholeEnd<From, Logged<From>>,
  to: WholeEnd<To, Ordered<From, To>>,
): Between<From, To, true> => between('logWhole', from, to, { whole: true, log: true })

/**
 * A parameter that there is only where a choice of the space has one of some values; elsewhere its option is left out.
 *
 * @example
 * when('optimizer', ['sgd'], logUniform(1e-3, 1)).name
 * //=> 'optimizer'
 */
export const when = <
  const Name extends string,
  const Values extends readonly [Value, ...Value[]],
  const Of extends Plain,
>(
  name: Name,
  values: Values,
  of: Of,
): When<Name, Values, Of> => ({ _tag: 'When', name, values, of })
