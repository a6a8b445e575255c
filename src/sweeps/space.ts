/** Spaces: parameters by the names of the options that they are of, checked against what these options take. */

import * as E from 'fp-ts/lib/Either.js'
import { type Option, whole } from '../recipes/option.js'
import type { Options } from '../recipes/options.js'
import type { Fits, TakenWords, Taking } from '../recipes/takes.js'
import type { Said } from '../shapes/message.js'
import { type Between, type Choice, type Parameter, plainOf, type Value, type When } from './parameter.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Parameters by their names. */
export type Space = Readonly<Record<string, Parameter>>

/** A point of a space whose types nobody knows: the values of the parameters that there are at it. */
export type AnyPoint = Readonly<Record<string, Value>>

/** A value of a parameter. */
export type ValueOf<Of> =
  Of extends Choice<infer Values>
    ? Values[number]
    : Of extends Between
      ? number
      : Of extends When
        ? ValueOf<Of['of']>
        : never

type Conditional<Of> = { readonly [Name in keyof Of]: Of[Name] extends When ? Name : never }[keyof Of]

/** A point of a space: a value of each parameter, where it has no condition or that holds. */
export type PointOf<Of> = { readonly [Name in Exclude<keyof Of, Conditional<Of>>]: ValueOf<Of[Name]> } & {
  readonly [Name in Conditional<Of>]?: ValueOf<Of[Name]>
}

/** What of a training can be a parameter whatever its recipe is. */
const SETTINGS = {
  batch: whole({ from: 1, about: 'examples a step' }),
  samples: whole({ from: 1, about: 'samples of the posterior for each example' }),
}

type Settings = typeof SETTINGS

/** The options that a space of a recipe can be of. */
export type Variable<Own> = Own & Settings

/** The options that a space of a recipe can be of, by its own. */
export const variable = (own: Options): Options => ({ ...own, ...SETTINGS })

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

const noOption = <const Name extends string>(name: Name) => `study: there is no option ${name}` as const

const misfit = <const Name extends string, const Words extends string, const Given extends string>(
  name: Name,
  words: Words,
  given: Given,
) => `study: ${name} must be ${words}, not ${given}` as const

const broken = <const Name extends string>(name: Name) =>
  `study: ${name} takes whole numbers: write Sweep.whole or Sweep.logWhole` as const

const noChoice = <const Name extends string, const Of extends string>(name: Name, of: Of) =>
  `study: ${name} depends on ${of}, which must be a choice of the space without a condition` as const

const never = <const Name extends string, const Of extends string, const Given extends string>(
  name: Name,
  of: Of,
  given: Given,
) => `study: ${name} depends on ${of} being ${given}, which is none of its values` as const

// -----------------------------------------------------------------------------
// the check of the compiler
// -----------------------------------------------------------------------------

type Said1<Name extends string, Takes extends Taking, Given> = Given extends Value
  ? Said<typeof misfit<Name, TakenWords<Takes>, `${Given}`>>
  : never

/** The first value that an option does not take, as a message. */
type FirstMisfit<Values, Name extends string, Takes extends Taking> = Values extends readonly [
  infer First,
  ...infer Rest,
]
  ? Fits<First, Takes> extends true
    ? FirstMisfit<Rest, Name, Takes>
    : Said1<Name, Takes, First>
  : unknown

/** Words and flags have no numbers between them. */
type CheckedPlain<Of, Name extends string, Takes extends Taking> =
  Of extends Choice<infer Values>
    ? FirstMisfit<Values, Name, Takes>
    : Of extends Between<infer From, infer To, infer Whole>
      ? [Takes['kind'], Whole] extends ['whole', false]
        ? Said<typeof broken<Name>>
        : FirstMisfit<[From, To], Name, Takes>
      : unknown

type Unknown<Wanted, Known> = Wanted extends readonly [infer First, ...infer Rest]
  ? First extends Known
    ? Unknown<Rest, Known>
    : First
  : never

type CheckedWhen<Of, Whole, Name extends string, Takes extends Taking> =
  Of extends When<infer On, infer Values, infer Plain>
    ? On extends keyof Whole
      ? Whole[On] extends Choice<infer Known>
        ? [Unknown<Values, Known[number]>] extends [never]
          ? CheckedPlain<Plain, Name, Takes>
          : Unknown<Values, Known[number]> extends infer Given extends Value
            ? Said<typeof never<Name, On, `${Given}`>>
            : unknown
        : Said<typeof noChoice<Name, On>>
      : Said<typeof noChoice<Name, On>>
    : CheckedPlain<Of, Name, Takes>

/** What an option takes. */
type TakesOf<Given> = Given extends Option<unknown, infer Takes> ? Takes : never

/** A space, with a message in the place of each parameter that its recipe does not take. */
export type CheckedSpace<Of, Own> = {
  readonly [Name in keyof Of]: string extends keyof Own
    ? unknown
    : Name extends keyof Own & string
      ? CheckedWhen<Of[Name], Of, Name, TakesOf<Own[Name]>>
      : Name extends string
        ? Said<typeof noOption<Name>>
        : unknown
}

// -----------------------------------------------------------------------------
// the check at run time
// -----------------------------------------------------------------------------

const valuesFault = (name: string, option: Option<unknown>, values: readonly Value[]): string | null => {
  const isNumeric = option.kind === 'whole' || option.kind === 'real'
  const odd = values.find((value) => (isNumeric && typeof value !== 'number') || E.isLeft(option.decode(value)))
  return odd === undefined ? null : misfit(name, option.expected, String(odd))
}

const plainFault = (name: string, option: Option<unknown>, parameter: Parameter): string | null => {
  const plain = plainOf(parameter)
  return plain._tag === 'Choice'
    ? valuesFault(name, option, plain.values)
    : option.kind === 'whole' && !plain.whole
      ? broken(name)
      : valuesFault(name, option, [plain.from, plain.to])
}

const conditionFault = (space: Space, name: string, { name: of, values }: When): string | null => {
  const on = space[of]
  if (on?._tag !== 'Choice') return noChoice(name, of)
  const odd = values.find((value) => !on.values.includes(value))
  return odd === undefined ? null : never(name, of, String(odd))
}

/** What of a parameter its recipe does not take, or `null`: the run-time check of `CheckedSpace`. */
const parameterFault = (options: Options, space: Space, name: string, parameter: Parameter): string | null => {
  const option = options[name]
  return option === undefined
    ? noOption(name)
    : ((parameter._tag === 'When' ? conditionFault(space, name, parameter) : null) ??
        plainFault(name, option, parameter))
}

/** What of a space its recipe does not take, or `null`. */
export const spaceFault = (own: Options, space: Space): string | null => {
  const options = variable(own)
  return Object.entries(space).reduce<string | null>(
    (fault, [name, parameter]) => fault ?? parameterFault(options, space, name, parameter),
    Object.keys(space).length === 0 ? 'study: the space must have one parameter or more' : null,
  )
}

// -----------------------------------------------------------------------------
// conditions
// -----------------------------------------------------------------------------

/** Whether a parameter is there at a point: it has no condition, or that holds. */
export const isThere = (parameter: Parameter, point: AnyPoint): boolean => {
  if (parameter._tag !== 'When') return true
  const given = point[parameter.name]
  return given !== undefined && parameter.values.includes(given)
}

/** The names of a space: those without a condition first, so that each condition is known when it is asked for. */
export const namesOf = (space: Space): readonly string[] => {
  const names = Object.keys(space)
  const hasCondition = (name: string) => space[name]?._tag === 'When'
  return [...names.filter((name) => !hasCondition(name)), ...names.filter(hasCondition)]
}

/** A point, parameter by parameter: each value is asked for only where the parameter is there. */
export const pointBy = (space: Space, choose: (parameter: Parameter, name: string) => Value): AnyPoint => {
  const point: Record<string, Value> = {}
  for (const name of namesOf(space)) {
    const parameter = space[name]
    if (parameter !== undefined && isThere(parameter, point)) point[name] = choose(parameter, name)
  }
  return point
}
