/** The command line: its commands, and how each ends. */

import { Command, CommanderError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { badInput, type CliError } from './errors.js'
import { type ExportOptions, exportLines, exportRun, withExportOptions } from './export.js'
import { type TrainOptions, withTrainOptions } from './options.js'
import { nearest } from './suggest.js'
import { lines } from './summary.js'
import { type CommandOutcome, type Surroundings, train } from './train.js'

/** Where a command writes: its result, and the words beside it. */
export interface Streams {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

// -----------------------------------------------------------------------------
// ends
// -----------------------------------------------------------------------------

const refusal = (streams: Streams, { message, exitCode }: CliError): number => {
  streams.err(`shapebound: ${message}\n`)
  return exitCode
}

/** Tells the result of a command, lines for people and JSON where it was asked for, and what went wrong after it. */
const told = <Result>(
  streams: Streams,
  say: Surroundings['say'],
  { json }: { readonly json: boolean },
  words: (result: Result) => readonly string[],
  ended: E.Either<CliError, CommandOutcome<Result>>,
): number => {
  if (E.isLeft(ended)) return refusal(streams, ended.left)
  const { result, failure } = ended.right
  say(...words(result))
  if (json) streams.out(`${JSON.stringify(result)}\n`)
  return failure === null ? 0 : refusal(streams, failure)
}

/** The words of commander on one line, without its own prefix. */
const oneLine = (text: string): string =>
  text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ')

// -----------------------------------------------------------------------------
// words that are no option
// -----------------------------------------------------------------------------

const COMMANDS = ['train', 'export', 'help']

const isCommand = (word: string | undefined): boolean =>
  word === undefined || word.startsWith('-') || COMMANDS.includes(word)

/** A command that there is none of: without this its name would be an argument of `train`, which needs none. */
const unknownCommand = ([first, second]: readonly string[]): CliError | null => {
  const word = isCommand(first) ? (first === 'help' && !isCommand(second) ? second : undefined) : first
  if (word === undefined) return null
  const meant = nearest(word, COMMANDS)
  return badInput(
    `unknown command ${word}: ${meant === null ? `the commands are ${COMMANDS.join(', ')}` : `did you mean ${meant}?`}`,
  )
}

const stray = ({ args }: Command, name: string): CliError | null =>
  args.length === 0 ? null : badInput(`${name}: takes options with one value each, but is also given ${args.join(' ')}`)

// -----------------------------------------------------------------------------
// the program
// -----------------------------------------------------------------------------

/** Runs a command and gives its exit code. */
export const run = async (argv: readonly string[], streams: Streams, around: Surroundings): Promise<number> => {
  const ended: { code: number } = { code: 0 }
  const unknown = unknownCommand(argv)
  if (unknown !== null) return refusal(streams, unknown)
  const program = new Command('shapebound')
    .description('Shape-typed variational autoencoders.')
    .version(around.version)
    .exitOverride()
    .allowExcessArguments(true) // they are refused by name
    .configureOutput({
      writeOut: streams.out,
      writeErr: streams.err,
      outputError: (text, write) => write(`shapebound: ${oneLine(text)}\n`),
    })
  withTrainOptions(
    program.command('train', { isDefault: true }).description('train a variational autoencoder (the default command)'),
  ).action(async (options: TrainOptions, command: Command) => {
    const error = stray(command, 'train')
    const result = error === null ? await train(options, around)() : E.left(error)
    ended.code = told(streams, around.say, options, lines, result)
  })
  withExportOptions(program.command('export').description('write the models of a run as ONNX')).action(
    async (options: ExportOptions, command: Command) => {
      const error = stray(command, 'export')
      const exported = pipe(
        exportRun(options),
        TE.map((result) => ({ result, failure: null })),
      )
      ended.code = told(streams, around.say, options, exportLines, error === null ? await exported() : E.left(error))
    },
  )
  for (const command of program.commands) command.copyInheritedSettings(program)
  try {
    await program.parseAsync([...argv], { from: 'user' })
  } catch (error) {
    // commander has said what was wrong; help and version end with 0
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? 0 : badInput(error.message).exitCode
  }
  return ended.code
}
