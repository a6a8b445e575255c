/** The line that makes a run again, as a shell reads it. */

/** Words that a shell takes as they are. */
const PLAIN = /^[\w@%+=:,./-]+$/

/**
 * A word as a POSIX shell reads it back.
 *
 * @example
 * quoted('my runs')
 * //=> "'my runs'"
 */
export const quoted = (word: string): string => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

/** The command line of a run that was given these words; `train` is the command where none is named. */
export const trainingCommand = (argv: readonly string[]): string =>
  ['npx', 'shapebound', 'train', ...(argv[0] === 'train' ? argv.slice(1) : argv)].map(quoted).join(' ')

/** The command that goes on with a run. */
export const resumingCommand = (into: string): string => `npx shapebound resume ${quoted(into)}`

/** The command that goes on with a study. */
export const resumingStudy = (folder: string): string => `npx shapebound sweep resume ${quoted(folder)}`
