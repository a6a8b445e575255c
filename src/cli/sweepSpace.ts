/** Spaces on a command line: `beta=1,4,8`, `lr=log:1e-4..1e-2`, `latent=2..20`, `momentum[optimizer=sgd]=0..0.99`. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Option } from '../recipes/option.js'
import { camel, type Options, unknownOption } from '../recipes/options.js'
import type { Recipe } from '../recipes/recipe.js'
import { endsFault, type Parameter, type Plain, repeated, type Value, type When } from '../sweeps/parameter.js'
import { type Space, variable } from '../sweeps/space.js'
import { badInput, type CliError } from './errors.js'

/** What is written for a parameter. */
const FORM = /^([\w-]+)(?:\[([\w-]+)=([^\]]+)\])?=(.+)$/

/** Numbers from one end to another. */
const ENDS = /^(log:)?([^,]+?)\.\.([^,]+)$/

const needed = 'a name and values, such as beta=1,4,8 or lr=log:1e-4..1e-2'

/** A value of an option as its space has it. */
const valueIn = ({ kind }: Option<unknown>, text: string): Value =>
  kind === 'whole' || kind === 'real'
    ? Number(text)
    : kind === 'flag' && /^(true|false)$/.test(text)
      ? text === 'true'
      : text

const plainOf = (option: Option<unknown>, text: string): E.Either<string, Plain> => {
  const [, log, low, high] = ENDS.exec(text) ?? []
  if (low === undefined || high === undefined) {
    const values = text.split(',').map((each) => valueIn(option, each.trim()))
    const fault = repeated(values)
    return fault === null ? E.right({ _tag: 'Choice', values }) : E.left(fault)
  }
  const [from, to] = [Number(low), Number(high)]
  const areFinite = [from, to].every(Number.isFinite)
  const fault = areFinite
    ? endsFault(from, to, log !== undefined)
    : `the ends must be finite numbers, not ${low} and ${high}`
  return fault === null
    ? E.right({ _tag: 'Between', from, to, whole: option.kind === 'whole', log: log !== undefined })
    : E.left(fault)
}

const optionIn = (options: Options, name: string): E.Either<string, Option<unknown>> =>
  E.fromNullable(unknownOption(name, Object.keys(options)).message)(options[name])

const whenOf =
  (options: Options, on: string, values: string) =>
  (of: Plain): E.Either<string, When> =>
    pipe(
      optionIn(options, on),
      E.map((option) => ({
        _tag: 'When',
        name: on,
        values: values.split('|').map((each) => valueIn(option, each)),
        of,
      })),
    )

const parameterOf =
  (options: Options) =>
  (given: string): E.Either<CliError, readonly [string, Parameter]> => {
    const [, written, on, values, text] = FORM.exec(given) ?? []
    if (written === undefined || text === undefined) return E.left(badInput(`--space: must be ${needed}, not ${given}`))
    const name = camel(written)
    return pipe(
      optionIn(options, name),
      E.flatMap((option) => plainOf(option, text)),
      E.flatMap(
        (plain): E.Either<string, Parameter> =>
          on === undefined || values === undefined ? E.right(plain) : whenOf(options, camel(on), values)(plain),
      ),
      E.bimap(
        (words) => badInput(`--space: ${written}: ${words}`),
        (parameter) => [name, parameter] as const,
      ),
    )
  }

/** The space that is written. Errors: a `CliError` of one line. */
export const spaceOf = (recipe: Recipe, given: readonly string[]): E.Either<CliError, Space> =>
  pipe(
    given,
    E.traverseArray(parameterOf(variable(recipe.options))),
    E.map((pairs) => Object.fromEntries(pairs)),
  )
