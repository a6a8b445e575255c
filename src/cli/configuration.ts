/** What a run was asked to be, as the first line of its metrics: enough to make it again, and to go on with it. */

import { resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { Written } from '../recipes/options.js'
import { isFields, jsonOf } from '../shapes/fields.js'
import type { Asked } from './asked.js'

/** The first line of `metrics.jsonl`. */
export interface Configuration {
  readonly kind: 'configuration'
  readonly library: string
  readonly recipe: string
  /** The file of a recipe of somebody's own. */
  readonly file: string | null
  readonly engine: string
  /** The options of the recipe and the common ones, under their names; those that are about places too. */
  readonly options: Written
  readonly command: string
}

/** What a folder or an address is named by from anywhere. */
const absolute = (path: string | undefined): string | undefined => (path === undefined ? undefined : resolve(path))

/** The configuration of a run on an engine. */
export const configurationOf = (
  { recipe, file, common, configured }: Asked,
  engine: string,
  { command, version }: { readonly command: string; readonly version: string },
): Configuration => {
  const { out: _, dataDir, engine: _asked, ...rest } = common
  return {
    ...{ kind: 'configuration', library: `shapebound ${version}`, recipe: recipe.name, file, engine },
    options: { ...rest, ...(dataDir === undefined ? {} : { dataDir: absolute(dataDir) }), ...configured.values },
    command,
  }
}

/** The line of a configuration, with its line feed. */
export const configurationLine = (configuration: Configuration): string => `${JSON.stringify(configuration)}\n`

const isText = (given: unknown): given is string => typeof given === 'string'

const decoded = (given: unknown): Configuration | null => {
  if (!isFields(given) || given.kind !== 'configuration') return null
  const { library, recipe, file, engine, options, command } = given
  return isText(library) &&
    isText(recipe) &&
    (file === null || isText(file)) &&
    isText(engine) &&
    isFields(options) &&
    isText(command)
    ? { kind: 'configuration', library, recipe, file, engine, options, command }
    : null
}

/** The configuration that a line says. `Left`: what is wrong with it, after the name of its file. */
export const parseConfiguration = (line: string): E.Either<string, Configuration> =>
  E.fromNullable('does not begin with the configuration of a run')(decoded(jsonOf(line)))

/** The options of a run as the metadata of a checkpoint have them, or `null` where they do not. */
export const optionsNoted = ({ options = '' }: Readonly<Record<string, string>>): Written | null => {
  const given = jsonOf(options)
  return isFields(given) ? given : null
}
