/** `shapebound init`: a small project with a recipe of one's own, which trains and whose tests pass. */

import { lstat, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { NewFile } from '../files/atomicWrite.js'
import { reasonOf } from '../files/errors.js'
import { putFolder } from '../files/putFolder.js'
import { recipeOf } from '../recipes/registry.js'
import { type Ends, onStdout, told, whole } from './ends.js'
import { badInput, type CliError, failed, toCliError } from './errors.js'
import { stray } from './words.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The project that was written. */
export interface InitReport {
  readonly name: string
  readonly folder: string
  readonly files: readonly string[]
}

/** The name that the template has, in the names of its files and in their texts. */
const TEMPLATE_NAME = 'my-vae'

const TEMPLATE = fileURLToPath(new URL('../../templates/recipe', import.meta.url))

/** The files of the template by their names in the project: npm packs no `.gitignore`, and takes a `package.json` for a package. */
const FILES: Readonly<Record<string, string>> = {
  'package.json': '_package.json',
  'tsconfig.json': 'tsconfig.json',
  'README.md': 'README.md',
  '.gitignore': '_gitignore',
  [`${TEMPLATE_NAME}.ts`]: `${TEMPLATE_NAME}.ts`,
  [`${TEMPLATE_NAME}.types.ts`]: `${TEMPLATE_NAME}.types.ts`,
}

// -----------------------------------------------------------------------------
// names
// -----------------------------------------------------------------------------

/** What the project installs: npm refuses a package that depends on one of its own name. */
const INSTALLED = ['shapebound', 'fp-ts', 'typescript']

/** Names of devices, which Windows gives no file. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/

/** The longest name that npm takes. */
const LONGEST = 214

/** Why a project cannot have a name, or `null`. */
const nameFault = (name: string): string | null =>
  !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)
    ? `init: the name must be lower case, with dashes between words, such as my-vae, not ${JSON.stringify(name)}`
    : name.length > LONGEST
      ? `init: the name must be at most ${LONGEST} letters long, not ${name.length}`
      : INSTALLED.includes(name) || DEVICE.test(name)
        ? `init: ${name} is a name that no project can have: choose another name`
        : recipeOf(name) !== null
          ? `init: the library has a recipe ${name}: choose another name`
          : null

// -----------------------------------------------------------------------------
// the folder
// -----------------------------------------------------------------------------

/** What stands where the project is to be, or `null`. */
const heldBy = async (name: string, folder: string): Promise<string | null> => {
  const found = await lstat(folder).catch(() => null)
  if (found === null) return null
  if (!found.isDirectory()) return `init: needs a new folder, but there is a file ${name}: choose another name`
  const [first] = await readdir(folder)
  return first === undefined
    ? null
    : `init: needs a new or an empty folder, but ${name} holds ${first}: choose another name`
}

const free = (name: string, folder: string): TE.TaskEither<CliError, void> =>
  pipe(
    TE.tryCatch(
      () => heldBy(name, folder),
      (caught) => badInput(`init: needs a folder that can be read, and ${name} is not: ${reasonOf(caught)}`),
    ),
    TE.flatMap((held) => (held === null ? TE.right(undefined) : TE.left(badInput(held)))),
  )

const named = (name: string, text: string): string => text.replaceAll(TEMPLATE_NAME, name)

const filesOf = (name: string): TE.TaskEither<CliError, readonly NewFile[]> =>
  TE.tryCatch(
    () =>
      Promise.all(
        Object.entries(FILES).map(async ([file, template]) => ({
          name: named(name, file),
          content: named(name, await readFile(join(TEMPLATE, template), 'utf8')),
        })),
      ),
    (caught) => failed(`init: needs the template at ${TEMPLATE}, which cannot be read: ${reasonOf(caught)}`),
  )

/**
 * Writes a project of some name into a new folder of that name. Nothing is overwritten, and no half project is left.
 *
 * Errors: a `CliError` of one line.
 */
const init = (name: string): TE.TaskEither<CliError, InitReport> => {
  const fault = nameFault(name)
  const folder = resolve(name)
  return pipe(
    fault === null ? free(name, folder) : TE.left(badInput(fault)),
    TE.flatMap(() => filesOf(name)),
    TE.tap((files) => pipe(putFolder(folder, files), TE.mapLeft(toCliError))),
    TE.map((files) => ({ name, folder, files: files.map((file) => file.name) })),
  )
}

// -----------------------------------------------------------------------------
// the command
// -----------------------------------------------------------------------------

/** What was written, and how to go on, as text. */
const initLines = ({ name, folder, files }: InitReport): readonly string[] => [
  `written to     ${folder}`,
  `               ${files.join(', ')}`,
  `next           cd ${name} && npm install`,
  `               npm test`,
  `               npx shapebound train ./${name}.ts`,
]

/** `shapebound init NAME`. */
export const initCommand = (program: Command, ends: Ends): Command =>
  program
    .command('init')
    .description('write a small project with a recipe of your own')
    .argument('<name>', 'of the recipe and of its folder: lower case, with dashes between words')
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', '\nExample:\n  shapebound init my-vae && cd my-vae && npm install && npm test')
    .action(async (name: string, { json }: { readonly json: boolean }, command: Command) => {
      const error = stray('init', command.args.slice(1), 'one name')
      const ended = error === null ? pipe(init(name), TE.map(whole)) : TE.left(error)
      ends.with(await told(ends.streams, { ended, words: initLines, ...onStdout(ends, json) }))
    })
