/** Options from a file, and by `--set`: what is written there, with every name known. */

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { reasonOf } from '../files/errors.js'
import { camel, decodeOptions, type Options, unknownOption, type Written } from '../recipes/options.js'
import { isFields } from '../shapes/fields.js'
import { badInput, type CliError } from './errors.js'

// -----------------------------------------------------------------------------
// names
// -----------------------------------------------------------------------------

/** What is written, under the names of options; an option that there is not is refused with the nearest. */
const named = (options: Options, under: string, written: Written): E.Either<CliError, Written> => {
  const known = Object.fromEntries(Object.entries(written).map(([name, value]) => [camel(name), value]))
  const stray = Object.keys(written).find((name) => !(camel(name) in options))
  return stray !== undefined
    ? E.left(badInput(`${under}: ${unknownOption(stray, Object.keys(options)).message}`))
    : pipe(
        decodeOptions(options)(known),
        E.bimap(
          ({ message }) => badInput(`${under}: ${message}`),
          () => known,
        ),
      )
}

// -----------------------------------------------------------------------------
// files
// -----------------------------------------------------------------------------

/** The first line of what is wrong, where a parser draws more of them. */
const firstLine = (message: string): string => (message.split('\n')[0] ?? '').replace(/:$/, '')

/** The parser is loaded when a file is read: most commands read none. */
const parsed = async (file: string, content: string): Promise<E.Either<CliError, Written>> => {
  const { parseDocument } = await import('yaml')
  const document = parseDocument(content) // JSON is YAML
  const [error] = document.errors
  if (error !== undefined) return E.left(badInput(`--config: ${file} is not YAML or JSON: ${firstLine(error.message)}`))
  const value: unknown = document.toJS()
  return value === null || isFields(value)
    ? E.right(value ?? {})
    : E.left(badInput(`--config: ${file} must hold names with values, such as latent: 20`))
}

/** The names and values of a file, whatever they are. Errors: a `CliError` of one line. */
export const fieldsOf = (file: string): TE.TaskEither<CliError, Written> =>
  pipe(
    TE.tryCatch(
      () => readFile(resolve(file), 'utf8'),
      (caught) => badInput(`--config: needs a file that can be read, and ${file} is not: ${reasonOf(caught)}`),
    ),
    TE.flatMap((content) => () => parsed(file, content)),
  )

/** What a file of options holds; nothing where there is no file. Errors: a `CliError` of one line. */
export const configured =
  (options: Options) =>
  (file: string | undefined): TE.TaskEither<CliError, Written> =>
    file === undefined
      ? TE.right({})
      : pipe(
          fieldsOf(file),
          TE.flatMapEither((written) => named(options, `--config: ${file}`, written)),
        )

// -----------------------------------------------------------------------------
// --set
// -----------------------------------------------------------------------------

/** A name and a value out of `name=value`. Errors: a `CliError` that says what it must be. */
export const pairOf =
  (option: string, needed: string) =>
  (given: string): E.Either<CliError, readonly [name: string, value: string]> => {
    const at = given.indexOf('=')
    return at < 1
      ? E.left(badInput(`${option}: must be ${needed}, not ${given}`))
      : E.right([given.slice(0, at), given.slice(at + 1)])
  }

/** What was set by `name=value`, the last of one name. Errors: a `CliError` of one line. */
export const settings =
  (options: Options) =>
  (given: readonly string[] = []): E.Either<CliError, Written> =>
    pipe(
      given,
      E.traverseArray(pairOf('--set', 'a name and a value, such as latent=20')),
      E.flatMap((pairs) => named(options, '--set', Object.fromEntries(pairs))),
    )
