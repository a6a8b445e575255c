/** The command line: its commands, and how each ends. */

import { Argument, Command, CommanderError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Written } from '../recipes/options.js'
import { RECIPES } from '../recipes/registry.js'
import { type Asked, asked } from './asked.js'
import { compareCommand } from './compare.js'
import { commandsOf, completionLines, type Following, SHELLS, type Shell } from './completion.js'
import { configured, settings } from './config.js'
import { dataCommand } from './data.js'
import { encodeCommand } from './encode.js'
import { type Ends, onStdout, refusal, type Streams, told, whole } from './ends.js'
import { badInput, type CliError } from './errors.js'
import { evaluateCommand } from './evaluate.js'
import { exploreCommand } from './explore.js'
import { type ExportOptions, exported, exportLines, withExportOptions } from './export.js'
import { initCommand } from './init.js'
import { inspectCommand } from './inspect.js'
import { interpolateCommand } from './interpolate.js'
import { optionsOf, wholeOnLine, withTrainOptions, writtenOn } from './options.js'
import { type FoundRecipe, recipeBy } from './recipeFile.js'
import { recipeLines, recipesListed } from './recipes.js'
import { reconstructCommand } from './reconstruct.js'
import { type ResumeOptions, resume, withResumeOptions } from './resume.js'
import { sampleCommand } from './sample.js'
import { lines } from './summary.js'
import { heardBy, type Surroundings } from './surroundings.js'
import { sweepCommand } from './sweep.js'
import { train } from './train.js'
import { traverseCommand } from './traverse.js'
import { examplesText, recipeWord, stray, unknownCommand } from './words.js'
import { workerCommand } from './worker.js'

// -----------------------------------------------------------------------------
// ends
// -----------------------------------------------------------------------------

/** The words of commander on one line, without its own prefix. */
const oneLine = (text: string): string =>
  text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ')

// -----------------------------------------------------------------------------
// commands
// -----------------------------------------------------------------------------

/** The options of `train` that are not of a run. */
interface TrainFlags {
  readonly config?: string
  readonly set?: readonly string[]
  readonly quiet: boolean
  readonly json: boolean
}

/** What was written: the file has the first word, `--set` the next, and the command line the last. */
const askedOn = (found: FoundRecipe, flags: TrainFlags, onLine: Written): TE.TaskEither<CliError, Asked> => {
  const options = optionsOf(found.recipe)
  return pipe(
    configured(options)(flags.config),
    TE.flatMapEither((inFile) =>
      pipe(
        settings(options)(flags.set),
        E.flatMap((set) => asked(found, { ...inFile, ...set, ...onLine })),
      ),
    ),
  )
}

const EXAMPLES = `
Examples:
  shapebound train                                      the default recipe, on sprites
  shapebound train --data mnist --hidden 500 --epochs 20
  shapebound train mnist-vae --seed 3 --out runs/mine   a recipe by its name
  shapebound train ./my-vae.ts --help                   a recipe of your own, and its options
  shapebound train --config run.yaml --set lr=1e-3`

const trainCommand = (program: Command, found: FoundRecipe, ends: Ends): Command =>
  withTrainOptions(
    program
      .command('train', { isDefault: true })
      .description(`train a model (the default command); these are the options of ${found.recipe.name}`)
      .argument('[recipe]', `${RECIPES.map(({ name }) => name).join(', ')}, or the path of a file that exports one`),
    found.recipe,
  )
    .addHelpText('after', EXAMPLES)
    .action(async (_word: string | undefined, flags: TrainFlags, command: Command) => {
      const error = stray('train', command.args.slice(1), 'one recipe and options with one value each')
      const { around } = ends
      const heard = heardBy(around, flags.quiet)
      const ended =
        error === null
          ? pipe(
              askedOn(found, flags, writtenOn(command, found.recipe)),
              TE.flatMap((run) => train(run, heard)),
            )
          : TE.left(error)
      ends.with(await told(ends.streams, { ended, words: lines, json: flags.json, say: heard.say }))
    })

const resumeCommand = (program: Command, { around, streams, ...ends }: Ends): Command =>
  withResumeOptions(
    program.command('resume').description('go on with a run that was stopped, or for more epochs'),
    wholeOnLine,
  )
    .addHelpText('after', examplesText('resume runs/vae-1', 'resume runs/vae-1 --epochs 20'))
    .action(async (folder: string, options: ResumeOptions, command: Command) => {
      const error = stray('resume', command.args.slice(1), 'one folder and options with one value each')
      const heard = heardBy(around, options.quiet)
      const ended = error === null ? resume(folder, options, heard) : TE.left(error)
      ends.with(await told(streams, { ended, words: lines, json: options.json, say: heard.say }))
    })

const exportCommand = (program: Command, { around, streams, ...ends }: Ends): Command =>
  withExportOptions(program.command('export').description('write the models of a run as ONNX'))
    .addHelpText('after', examplesText('export runs/vae-1', 'export --run runs/vae-1 --out models --json'))
    .action(async (folder: string | undefined, options: ExportOptions, { args }: Command) => {
      const isNamed = options.run !== undefined || options.checkpoint !== undefined
      const error = stray('export', isNamed ? args : args.slice(1))
      const ended = error === null ? pipe(exported(folder, options, around), TE.map(whole)) : TE.left(error)
      ends.with(await told(streams, { ended, words: exportLines, json: options.json, say: around.say }))
    })

const recipesCommand = (program: Command, ends: Ends): Command =>
  program
    .command('recipes')
    .description('list the recipes that there are')
    .option('--json', 'print one JSON array', false)
    .addHelpText('after', examplesText('recipes', 'recipes --json'))
    .action(async ({ json }: { readonly json: boolean }, command: Command) => {
      const error = stray('recipes', command.args)
      const ended = error === null ? pipe(recipesListed, TE.map(whole)) : TE.left(error)
      ends.with(await told(ends.streams, { ended, words: recipeLines, ...onStdout(ends, json) }))
    })

/** What may follow a command in a shell: `train` takes the options of any recipe. */
const following = (name: string): Following => ({
  words: { train: RECIPES.map((recipe) => recipe.name), completion: SHELLS }[name] ?? [],
  options: name === 'train' ? RECIPES.flatMap((recipe) => withTrainOptions(new Command(), recipe).options) : [],
})

const completionCommand = (program: Command, ends: Ends): Command =>
  program
    .command('completion')
    .description('print a script that completes commands and options in a shell')
    .addArgument(new Argument('<shell>', 'the shell that reads it').choices(SHELLS))
    .addHelpText('after', examplesText('completion bash > ~/.shapebound-completion', 'completion fish'))
    .action(async (shell: Shell, _options: unknown, command: Command) => {
      const error = stray('completion', command.args.slice(1), 'one shell')
      const written = () => whole(completionLines(shell, commandsOf(program, following)))
      const ended = error === null ? TE.fromIO(written) : TE.left(error)
      ends.with(await told(ends.streams, { ended, words: (lines) => lines, ...onStdout(ends, false) }))
    })

const COMMANDS = [
  ...[
    resumeCommand,
    evaluateCommand,
    exploreCommand,
    sampleCommand,
    reconstructCommand,
    encodeCommand,
    traverseCommand,
  ],
  ...[
    interpolateCommand,
    compareCommand,
    sweepCommand,
    workerCommand,
    inspectCommand,
    exportCommand,
    recipesCommand,
    dataCommand,
  ],
  ...[initCommand, completionCommand],
]

// -----------------------------------------------------------------------------
// the program
// -----------------------------------------------------------------------------

const programOf = ({ streams, around }: Ends): Command =>
  new Command('shapebound')
    .description('Shape-typed variational autoencoders.')
    .version(around.version)
    .addHelpText('after', examplesText('train', 'train mnist-vae --seed 3', 'resume runs/vae-1', 'help train'))
    // what stands after a command is an option of it, and not of a command around it
    .enablePositionalOptions()
    .exitOverride()
    .allowExcessArguments(true) // they are refused by name
    .configureOutput({
      writeOut: streams.out,
      writeErr: streams.err,
      outputError: (text, write) => write(`shapebound: ${oneLine(text)}\n`),
    })

const parsed = async (program: Command, argv: readonly string[]): Promise<number | null> => {
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return null
  } catch (error) {
    // commander has said what was wrong; help and version end with 0
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? 0 : badInput(error.message).exitCode
  }
}

/** Runs a command and gives its exit code. */
export const run = async (argv: readonly string[], streams: Streams, around: Surroundings): Promise<number> => {
  const unknown = unknownCommand(argv)
  if (unknown !== null) return refusal(streams, unknown)
  const found = await recipeBy(recipeWord(argv))()
  if (E.isLeft(found)) return refusal(streams, found.left)
  let code = 0
  const ends: Ends = {
    ...{ streams, around },
    with: (own) => {
      code = own
    },
  }
  const program = programOf(ends)
  trainCommand(program, found.right, ends)
  for (const command of COMMANDS) command(program, ends)
  for (const command of program.commands) command.copyInheritedSettings(program)
  return (await parsed(program, argv)) ?? code
}
