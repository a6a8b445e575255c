/** The words of a command line before they are options: which command, which recipe, and what is neither. */

import { nearest } from '../shapes/nearest.js'
import { badInput, type CliError } from './errors.js'

/** The commands that there are. */
export const COMMANDS = [
  ...([
    'train',
    'resume',
    'evaluate',
    'sample',
    'reconstruct',
    'encode',
    'explore',
    'traverse',
    'interpolate',
  ] as const),
  ...(['compare', 'sweep', 'worker', 'inspect', 'export', 'recipes', 'data', 'init', 'completion', 'help'] as const),
] as const

const known: readonly string[] = COMMANDS

const isCommand = (word: string | undefined): boolean =>
  word === undefined || word.startsWith('-') || known.includes(word)

/** A command that there is none of: without this its name would be an argument of `train`. */
export const unknownCommand = ([first, second]: readonly string[]): CliError | null => {
  const word = isCommand(first) ? (first === 'help' && !isCommand(second) ? second : undefined) : first
  if (word === undefined) return null
  const meant = nearest(word, known)
  return badInput(
    `unknown command ${word}: ${meant === null ? `the commands are ${known.join(', ')}` : `did you mean ${meant}?`}`,
  )
}

/** Options without a value, which a recipe may follow. */
const ALONE = ['--json', '--quiet', '--help', '-h']

/** Whether a word is the value of the option before it. */
const isValue = (before: string | undefined): boolean =>
  before?.startsWith('-') === true && !before.includes('=') && !ALONE.includes(before)

/**
 * The recipe that a command line of `train` names: its first word that is neither an option nor the value of one.
 *
 * The options that there are follow from the recipe, so it is looked for before they are known.
 *
 * @example
 * recipeWord(['train', '--epochs', '3', 'mnist-vae'])
 * //=> 'mnist-vae'
 */
export const recipeWord = ([command, ...words]: readonly string[]): string | null =>
  command === 'train' || (command === 'help' && words[0] === 'train')
    ? (words
        .slice(command === 'help' ? 1 : 0)
        .find((word, index, all) => !word.startsWith('-') && !isValue(all[index - 1])) ?? null)
    : null

/** Lines below the help of a command. */
export const examplesText = (...lines: readonly string[]): string =>
  ['', 'Examples:', ...lines.map((each) => `  shapebound ${each}`)].join('\n')

/** Words that a command takes none of. */
export const stray = (name: string, args: readonly string[], takes = 'options with one value each'): CliError | null =>
  args.length === 0 ? null : badInput(`${name}: takes ${takes}, but is also given ${args.join(' ')}`)
