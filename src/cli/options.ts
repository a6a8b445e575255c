/** The options of `shapebound train`: those that every recipe has, and those of a recipe. */

import { type Command, InvalidArgumentError, Option } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { ENGINES, type EngineChoice } from '../engines/select.js'
import type { Option as RecipeOption } from '../recipes/option.js'
import { choice, flag, real, text, whole } from '../recipes/option.js'
import {
  dashed,
  decodeOptions,
  type OptionRefused,
  type Options,
  type ValuesOf,
  type Written,
} from '../recipes/options.js'
import type { Recipe } from '../recipes/recipe.js'

// -----------------------------------------------------------------------------
// options that every recipe has
// -----------------------------------------------------------------------------

const ENGINE_CHOICES = ['auto', ...ENGINES] as readonly [EngineChoice, ...EngineChoice[]]

/** What of a run can be asked for whatever its recipe is. `Recipe.COMMON` has their names. */
export const commonOf = ({ data, settings }: Pick<Recipe, 'data' | 'settings'>) => ({
  data: choice(data, { default: data[0], about: 'the data set' }),
  dataDir: text({ about: 'the folder that holds its files; without it a download goes to a cache' }),
  mirror: text({ about: 'the address of a folder to download from' }),
  epochs: whole({ default: settings.epochs, from: 1, about: 'passes over the data' }),
  batch: whole({ default: settings.batch, from: 1, about: 'examples a step' }),
  microBatch: whole({
    from: 1,
    about: 'examples of a batch that are taken at once, for less memory: their gradients are summed',
  }),
  workers: whole({
    from: 1,
    about: 'engines of one thread each that share the micro-batches of a step, to the same bits',
  }),
  samples: whole({ default: settings.samples, from: 1, about: 'L: samples of the posterior for each example' }),
  patience: whole({
    from: 1,
    about: 'hold out a twelfth of the training data and stop after this many epochs without a better bound on it',
  }),
  seed: whole({ default: 0, from: 0, to: Number.MAX_SAFE_INTEGER, about: 'random seed' }),
  engine: choice(ENGINE_CHOICES, { default: 'auto', about: 'what runs the program' }),
  out: text({ about: 'the folder for what is made (default: a new one in runs)' }),
  checkpointSteps: whole({ from: 1, about: 'save the whole state after every so many steps, beside every epoch' }),
  checkpointMinutes: real({ above: 0, about: 'save the whole state after every so many minutes' }),
  norms: flag({ about: 'report the norms of gradients and updates in every step' }),
  csv: flag({ about: 'write metrics.csv too' }),
  tensorboard: flag({ about: 'write an event file of TensorBoard too' }),
})

/** What was asked for of a run, whatever its recipe is. */
export type CommonOptions = ValuesOf<ReturnType<typeof commonOf>>

/** The options of a run by a recipe: the common ones, and its own. */
export const optionsOf = (recipe: Recipe): Options => ({ ...commonOf(recipe), ...recipe.options })

/** The values of the common options among what was written. */
export const commonIn = (recipe: Recipe, written: Written): E.Either<OptionRefused, CommonOptions> => {
  const common = commonOf(recipe)
  return decodeOptions(common)(Object.fromEntries(Object.entries(written).filter(([name]) => name in common)))
}

/** What was written for the options of the recipe. */
export const ownIn = ({ options }: Recipe, written: Written): Written =>
  Object.fromEntries(Object.entries(written).filter(([name]) => name in options))

/** Options that are about places, and about what is told of a run: they make it no other, and stand in no checkpoint. */
export const PLACES: readonly string[] = [
  ...['out', 'dataDir', 'mirror', 'engine', 'checkpointSteps', 'checkpointMinutes'],
  ...['norms', 'csv', 'tensorboard', 'workers'],
]

/** Options but for those about places. */
export const withoutPlaces = (options: Written): Written =>
  Object.fromEntries(Object.entries(options).filter(([name]) => !PLACES.includes(name)))

// -----------------------------------------------------------------------------
// on a command line
// -----------------------------------------------------------------------------

/** What stands for the value of an option in `--help`. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  ...{ dataDir: 'dir', out: 'dir', mirror: 'url', beta: 'weight', lr: 'rate', binarize: 'how' },
}

const placeholder = (name: string, { kind }: RecipeOption<unknown>): string =>
  PLACEHOLDERS[name] ?? { whole: 'n', real: 'x', choice: 'name', flag: '', text: 'text' }[kind]

/** Decoded where it is read, so that the message names the option and the value. */
export const parser =
  <Value>({ decode, expected }: Pick<RecipeOption<Value>, 'decode' | 'expected'>) =>
  (given: string): Value => {
    const decoded = decode(given)
    if (E.isLeft(decoded)) throw new InvalidArgumentError(`Expected ${expected}.`)
    return decoded.right
  }

/** An option of a recipe as one of a command. */
const flagged = ([name, option]: readonly [string, RecipeOption<unknown>]): Option => {
  const { kind, about, choices, preset } = option
  const made =
    kind === 'flag'
      ? new Option(`--${dashed(name)}`, about)
      : new Option(`--${dashed(name)} <${placeholder(name, option)}>`, about)
  const parsed = choices === null ? (kind === 'flag' ? made : made.argParser(parser(option))) : made.choices(choices)
  return preset === undefined || kind === 'flag' ? parsed : parsed.default(preset)
}

/** What was written for an option that may be given as often as one likes. */
export const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

/** What asks for the result as JSON. */
export const jsonOption = (): Option =>
  new Option('--json', 'print one JSON object as the last line of stdout').default(false)

/** Adds options to a command. */
export const withOptions = (command: Command, options: readonly Option[]): Command =>
  options.reduce((all, option) => all.addOption(option), command)

/** Adds the options of training by a recipe to a command. */
export const withTrainOptions = (command: Command, recipe: Recipe): Command =>
  withOptions(command, [
    ...Object.entries(recipe.options).map(flagged),
    ...Object.entries<RecipeOption<unknown>>(commonOf(recipe)).map(flagged),
    new Option('--config <file>', 'a file of options, YAML or JSON; the command line has the last word'),
    new Option('--set <name=value>', 'an option by its name, as often as you like').argParser(several),
    new Option('--quiet', 'show no progress').default(false),
    jsonOption(),
  ])

/** What was written for options on a command line, without their defaults. */
export const writtenOn = (command: Command, recipe: Recipe): Written =>
  Object.fromEntries(
    Object.entries(command.opts())
      .filter(([name]) => command.getOptionValueSource(name) === 'cli' && name in optionsOf(recipe))
      .map(([name, value]) => [name, value]),
  )

/** A positive whole number on a command line. */
export const wholeOnLine = parser(whole({ default: 1, from: 1, about: '' }))
