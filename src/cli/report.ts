import * as TE from 'fp-ts/lib/TaskEither.js'
import type { CliError } from './errors.js'
export const writeReport = (..._: readonly unknown[]): TE.TaskEither<CliError, void> => TE.right(undefined)
