/** `shapebound data`: the data sets that there are by name. */

import type { Command } from 'commander'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { NAMES, sourceOf } from '../recipes/pixels.js'
import { RECIPES } from '../recipes/registry.js'
import { type Ends, onStdout, told, whole } from './ends.js'
import { examplesText, stray } from './words.js'

/** A data set as `--json` lists it. */
export interface ListedData {
  readonly name: string
  /** Whether it is drawn, downloaded, or read from a folder that is named. */
  readonly from: 'drawn' | 'downloaded' | 'read'
  /** What its numbers are: `unitInterval`, `binary`. */
  readonly values: readonly string[]
  /** The recipes that take it. */
  readonly recipes: readonly string[]
}

const FROM = { Drawn: 'drawn', Downloaded: 'downloaded', Read: 'read' } as const

/** All data sets. */
export const dataListed: readonly ListedData[] = NAMES.flatMap((name) => {
  const source = sourceOf(name)
  const recipes = RECIPES.filter(({ data }) => data.includes(name)).map((recipe) => recipe.name)
  return source === null ? [] : [{ name, from: FROM[source._tag], values: source.values, recipes }]
})

const WORDS = {
  drawn: 'drawn from the seed',
  downloaded: 'downloaded, or read from --data-dir',
  read: 'read from --data-dir',
} as const

/** The data sets as text. */
export const dataLines = (all: readonly ListedData[]): readonly string[] => {
  const width = Math.max(...all.map(({ name }) => name.length)) + 3
  return all.flatMap(({ name, from, values, recipes }) => [
    `${name.padEnd(width)}${values.join(', ')}; ${WORDS[from]}`,
    `${' '.repeat(width)}recipes: ${recipes.join(', ')}`,
  ])
}

/** The command. */
export const dataCommand = (program: Command, ends: Ends): Command =>
  program
    .command('data')
    .description('list the data sets that there are')
    .option('--json', 'print one JSON array', false)
    .addHelpText('after', examplesText('data', 'data --json'))
    .action(async ({ json }: { readonly json: boolean }, command: Command) => {
      const error = stray('data', command.args)
      const ended = error === null ? TE.right(whole(dataListed)) : TE.left(error)
      ends.with(await told(ends.streams, { ended, words: dataLines, ...onStdout(ends, json) }))
    })
