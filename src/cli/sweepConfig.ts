/** `shapebound sweep --config`: a study in a file, with the names of the command line. */

import { InvalidArgumentError, type Option } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { camel, unknownOption } from '../recipes/options.js'
import { isFields } from '../shapes/fields.js'
import { fieldsOf } from './config.js'
import { badInput, type CliError } from './errors.js'
import { type SweepFlags, studyOptions } from './sweepOptions.js'
import type { StudyFlags } from './sweepStudy.js'

/** What is asked for: the recipe, and the options. */
export interface AskedStudy {
  readonly word: string | undefined
  readonly flags: SweepFlags
}

/** A value as it is written on a command line, once for each of its names where it has some. */
const textsOf = (value: unknown): readonly string[] =>
  isFields(value)
    ? Object.entries(value).map(([name, each]) => `${name}=${Array.isArray(each) ? each.join(',') : each}`)
    : [String(value)]

const OPTIONS: Readonly<Record<string, Option>> = Object.fromEntries(
  studyOptions.map((option) => [option.attributeName(), option]),
)

/** What an option makes of what a file holds. `Left`: what it must be. */
const read = ({ parseArg }: Option, value: unknown): E.Either<string, unknown> =>
  E.tryCatch(
    () => textsOf(value).reduce<unknown>((before, text) => parseArg?.(text, before) ?? text, undefined),
    (caught) => (caught instanceof InvalidArgumentError ? caught.message : String(caught)),
  )

const flagIn =
  (file: string) =>
  ([name, value]: readonly [string, unknown]): E.Either<CliError, readonly [string, unknown]> => {
    const option = OPTIONS[camel(name)]
    return option === undefined
      ? E.left(badInput(`--config: ${file}: ${unknownOption(name, ['recipe', ...Object.keys(OPTIONS)]).message}`))
      : pipe(
          read(option, value),
          E.bimap(
            (words) => badInput(`--config: ${file}: ${name}: ${words}`),
            (flag) => [camel(name), flag] as const,
          ),
        )
  }

/** What two say of a study: parameters and options of both, and of the rest what the second has. */
const both = (first: StudyFlags, second: SweepFlags): SweepFlags => ({
  ...first,
  ...second,
  space: [...(first.space ?? []), ...(second.space ?? [])],
  set: [...(first.set ?? []), ...(second.set ?? [])],
})

/** What is asked for, with what stands in the file of a study where one is named. Errors: a `CliError` of one line. */
export const configuredStudy = (word: string | undefined, flags: SweepFlags): TE.TaskEither<CliError, AskedStudy> => {
  const { config, ...own } = flags
  return config === undefined
    ? TE.right({ word, flags })
    : pipe(
        fieldsOf(config),
        TE.flatMapEither(({ recipe, ...fields }) =>
          pipe(
            Object.entries(fields),
            E.traverseArray(flagIn(config)),
            E.map((pairs) => ({
              word: word ?? (recipe === undefined ? undefined : String(recipe)),
              flags: both(Object.fromEntries(pairs), own),
            })),
          ),
        ),
      )
}
