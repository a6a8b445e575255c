/** The command line: its commands, and how each ends. */

import { Command, CommanderError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { badInput, type CliError } from './errors.js'
import { type ExportOptions, exportLines, exportRun, withExportOptions } from './export.js'
import { type TrainOptions, withTrainOptions } from './options.js'
import { lines } from './summary.js'
import { type Surroundings, train } from './train.js'

/** Where a command writes. */
export interface Streams {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** Tells the result of a command: lines for people, and JSON where it was asked for. */
const told = <Result>(
  streams: Streams,
  { json }: { readonly json: boolean },
  words: (result: Result) => readonly string[],
  result: E.Either<CliError, Result>,
): number => {
  if (E.isLeft(result)) {
    streams.err(`shapebound: ${result.left.message}\n`)
    return result.left.exitCode
  }
  for (const line of words(result.right)) streams.err(`${line}\n`)
  if (json) streams.out(`${JSON.stringify(result.right)}\n`)
  return 0
}

/** The words of commander on one line, without its own prefix. */
const oneLine = (text: string): string =>
  text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ')

/** Runs a command and gives its exit code. */
export const run = async (
  argv: readonly string[],
  streams: Streams,
  around: Surroundings,
  version: string,
): Promise<number> => {
  const ended: { code: number } = { code: 0 }
  const program = new Command('shapebound')
    .description('Shape-typed variational autoencoders.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: streams.out,
      writeErr: streams.err,
      outputError: (text, write) => write(`shapebound: ${oneLine(text)}\n`),
    })
  withTrainOptions(program.command('train', { isDefault: true }).description('train a variational autoencoder'))
    .allowExcessArguments(false)
    .action(async (options: TrainOptions) => {
      ended.code = told(streams, options, lines, await train(options, around)())
    })
  withExportOptions(program.command('export').description('write the models of a run as ONNX'))
    .allowExcessArguments(false)
    .action(async (options: ExportOptions) => {
      ended.code = told(streams, options, exportLines, await exportRun(options)())
    })
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
