/** How commands end: their result on stdout or beside it, one line for what went wrong, and an exit code. */

import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { CliError } from './errors.js'
import type { CommandOutcome, Surroundings } from './surroundings.js'

/** Where a command writes: its result, and the words beside it. */
export interface Streams {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** What every command needs to end. */
export interface Ends {
  readonly streams: Streams
  readonly around: Surroundings
  /** Takes the exit code. */
  readonly with: (code: number) => void
}

/** Says what went wrong, and gives the exit code. */
export const refusal = (streams: Streams, { message, exitCode }: CliError): number => {
  streams.err(`shapebound: ${message}\n`)
  return exitCode
}

/** What a command gives, and how it is told. */
interface Told<Result> {
  readonly ended: TE.TaskEither<CliError, CommandOutcome<Result>>
  readonly words: (result: Result) => readonly string[]
  readonly json: boolean
  /** Where the words go: beside the result, or as it. */
  readonly say: (...lines: readonly string[]) => void
}

/** Tells the result of a command, lines for people and JSON where it was asked for, and what went wrong after it. */
export const told = async <Result>(streams: Streams, { ended, words, json, say }: Told<Result>): Promise<number> => {
  const done = await ended()
  if (E.isLeft(done)) return refusal(streams, done.left)
  const { result, failure } = done.right
  say(...words(result))
  if (json) streams.out(`${JSON.stringify(result)}\n`)
  return failure === null ? 0 : refusal(streams, failure)
}

/** A result after which nothing went wrong. */
export const whole = <Result>(result: Result): CommandOutcome<Result> => ({ result, failure: null })

/** The result of a command goes to stdout, as text or as JSON. */
export const onStdout = ({ streams }: Pick<Ends, 'streams'>, json: boolean) => ({
  json,
  say: (...all: readonly string[]) => (json ? undefined : streams.out(all.map((each) => `${each}\n`).join(''))),
})
