/** Commands over the folders of runs: their options, their arguments and their ends. */

import { type Command, Option } from 'commander'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { ENGINES, type EngineChoice } from '../engines/select.js'
import { whole as wholeOption } from '../recipes/option.js'
import { type Ends, onStdout, told, whole } from './ends.js'
import type { CliError } from './errors.js'
import { jsonOption, parser, withOptions } from './options.js'
import type { Surroundings } from './surroundings.js'
import { examplesText, stray } from './words.js'

/** A command over the folders of runs. */
export interface FolderCommand<Flags, Result> {
  readonly name: string
  readonly about: string
  /** Its arguments, as `--help` names them: `<dir>`. */
  readonly takes: string
  readonly options: readonly Option[]
  /** Lines that `--help` ends with. */
  readonly examples: readonly string[]
  readonly act: (folders: readonly string[], flags: Flags, around: Surroundings) => TE.TaskEither<CliError, Result>
  readonly words: (result: Result) => readonly string[]
}

/** Adds a command to the program. */
export const folderCommand =
  <Flags, Result>({ name, about, takes, options, examples, act, words }: FolderCommand<Flags, Result>) =>
  (program: Command, ends: Ends): Command =>
    withOptions(program.command(name).description(about).argument(takes), [...options, jsonOption()])
      .addHelpText('after', examplesText(...examples))
      .action(async (_given: unknown, flags: Flags & { readonly json: boolean }, { args }: Command) => {
        const many = takes.includes('...')
        const error = stray(name, many ? [] : args.slice(1), 'one folder and options with one value each')
        const ended = error === null ? pipe(act(args, flags, ends.around), TE.map(whole)) : TE.left(error)
        ends.with(await told(ends.streams, { ended, words, ...onStdout(ends, flags.json) }))
      })

// -----------------------------------------------------------------------------
// options
// -----------------------------------------------------------------------------

/** An option that is a whole number. */
export const count = (
  name: string,
  about: string,
  preset?: number,
  [from, to]: readonly [from: number, to?: number] = [1],
): Option => {
  const range = { default: from, from, ...(to === undefined ? {} : { to }), about }
  const option = new Option(`--${name} <n>`, about).argParser(parser(wholeOption(range)))
  return preset === undefined ? option : option.default(preset)
}

/** Which parameters of a run are looked at, on what, and where its data is. */
export interface LookFlags {
  readonly checkpoint: 'last' | 'best'
  readonly engine?: EngineChoice
  readonly dataDir?: string
}

/** The options of what looks at a trained model. */
export const lookOptions: readonly Option[] = [
  new Option('--checkpoint <which>', 'the parameters after the last step, or the best of a run with --patience')
    .choices(['last', 'best'])
    .default('last'),
  new Option('--engine <name>', 'what runs the model (default: what trained it)').choices(['auto', ...ENGINES]),
  new Option('--data-dir <dir>', 'the folder that holds its data, where it has moved'),
]
