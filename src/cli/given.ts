/** `--given label=3`: what new examples are drawn for, of a model with conditions. */

import { Option } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Chosen, Conditions } from '../recipes/views.js'
import { nearest } from '../shapes/nearest.js'
import { pairOf } from './config.js'
import { badInput, type CliError } from './errors.js'
import { several } from './options.js'

/** What was written, a condition and its value each. */
export interface GivenFlag {
  readonly given?: readonly string[]
}

/** The option, and what is taken where it is left out. */
export const givenOption = (left: string): Option =>
  new Option(
    '--given <name=value>',
    `a value of a condition of the model, such as label=3 (default: ${left})`,
  ).argParser(several)

/** What commands that show examples do where nothing is given. */
export const OWN = 'that of the example'

/** The number of a value, of which there are names. */
const placeOf = (names: readonly string[], value: string): number =>
  names.includes(value)
    ? names.indexOf(value)
    : /^\d+$/.test(value) && Number(value) < names.length
      ? Number(value)
      : -1

const chosenIn =
  (conditions: Conditions) =>
  ([name, value]: readonly [string, string]): E.Either<CliError, readonly [string, number]> => {
    const names = conditions[name]?.names
    if (names === undefined) {
      const meant = nearest(name, Object.keys(conditions))
      const known =
        meant === null ? `the conditions are ${Object.keys(conditions).join(', ')}` : `did you mean ${meant}?`
      return E.left(badInput(`--given: there is no condition ${name}: ${known}`))
    }
    const place = placeOf(names, value)
    return place < 0
      ? E.left(
          badInput(
            `--given: ${name} must be one of ${names.join(', ')}, or a number from 0 to ${names.length - 1}, not ${value}`,
          ),
        )
      : E.right([name, place])
  }

/** The values that were chosen, by their numbers. Errors: a `CliError` of one line. */
export const chosenOf =
  (conditions: Conditions) =>
  (given: readonly string[] = []): E.Either<CliError, Chosen> =>
    pipe(
      given,
      E.traverseArray((each) =>
        pipe(each, pairOf('--given', 'a condition and its value, such as label=3'), E.flatMap(chosenIn(conditions))),
      ),
      E.map((pairs) => Object.fromEntries(pairs)),
    )

/** The values that were chosen for a model. Errors: a `CliError` of one line, of a model without conditions too. */
export const chosenFor = (
  model: string,
  conditions: Conditions | null,
  given: readonly string[] | undefined,
): E.Either<CliError, Chosen> =>
  given === undefined
    ? E.right({})
    : conditions === null
      ? E.left(badInput(`--given: the ${model} has no conditions`))
      : chosenOf(conditions)(given)
