/** Errors of the command line: one clear line, and an exit code. */

/** Exit code of bad input: an option, a file or a folder. */
export const BAD_INPUT = 2

/** Exit code of anything else that went wrong. */
export const FAILED = 1

/** What a command says when it ends badly. */
export interface CliError {
  readonly _tag: 'CliError'
  readonly message: string
  readonly exitCode: typeof BAD_INPUT | typeof FAILED
}

export const badInput = (message: string): CliError => ({ _tag: 'CliError', message, exitCode: BAD_INPUT })

export const failed = (message: string): CliError => ({ _tag: 'CliError', message, exitCode: FAILED })

const INPUT_TAGS: readonly string[] = [
  'BadData',
  'BadRequest',
  'CheckpointMismatch',
  'CheckpointUnsupported',
  'DownloadFailed',
  'EngineMissing',
  'FileDamaged',
  'FileLocked',
  'FileMissing',
  'FileUnreadable',
  'FileUnwritable',
  'PortUnavailable',
]

/** Any tagged error of the library, as the command line says it. */
export const toCliError = (error: { readonly _tag: string; readonly message: string }): CliError =>
  INPUT_TAGS.includes(error._tag) ? badInput(error.message) : failed(error.message)
