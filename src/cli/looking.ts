/** From the folder of a run, or a checkpoint in it, to its experiment with its parameters on an engine. */

import { statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { loadTree } from '../checkpoints/checkpoint.js'
import { loadState } from '../checkpoints/state.js'
import type { Engine } from '../engines/engine.js'
import { choose } from '../engines/select.js'
import { child, type Key } from '../random/key.js'
import type { Experiment } from '../recipes/experiment.js'
import type { Chosen, LookRequest, Parameters } from '../recipes/views.js'
import { type Asked, keyOf, opened } from './asked.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { FILES } from './folder.js'
import type { LookFlags } from './folderCommand.js'
import { type BegunRun, runIn } from './fromFolder.js'
import { chosenFor, type GivenFlag } from './given.js'
import type { Surroundings } from './surroundings.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A run as it is looked at. */
export interface Looking {
  readonly asked: Asked
  readonly experiment: Experiment
  readonly params: Parameters
  readonly engine: Engine
  /** The key of the run. */
  readonly key: Key
  /** What latents are decoded for. */
  readonly chosen: Chosen
  /** The parameters as they are on the disk by then: those of a run that goes on are newer ones. */
  readonly reread: TE.TaskEither<CliError, Parameters>
}

/** What of the data is needed: its examples, how they look as pictures, or nothing. */
export type DataNeed = 'examples' | 'picture' | 'nothing'

/** What is looked at, by which command, and what of its data is needed: without examples only what the model does by itself is there. */
export interface Looked {
  readonly command: string
  readonly target: string
  readonly flags: LookFlags & GivenFlag
  readonly needs: DataNeed
}

// -----------------------------------------------------------------------------
// what was named
// -----------------------------------------------------------------------------

/** The folder of a run, and its checkpoint where that was named. */
export interface Target {
  readonly folder: string
  readonly file: string | null
}

/** A path as the folder of a run or as a checkpoint in one. */
export const targetOf = (path: string): Target => {
  const whole = resolve(path)
  return statSync(whole, { throwIfNoEntry: false })?.isFile() === true
    ? { folder: dirname(whole), file: whole }
    : { folder: whole, file: null }
}

/** The run of a target, for a command. Errors: a `CliError` of one line. */
export const runOf = ({
  command,
  target,
  flags: { dataDir },
}: Omit<Looked, 'needs'>): TE.TaskEither<CliError, BegunRun> =>
  runIn(targetOf(target).folder, dataDir === undefined ? {} : { dataDir }, command)

// -----------------------------------------------------------------------------
// parameters
// -----------------------------------------------------------------------------

/** The parameters of a file: of a whole state those after its last step. */
const last = (template: Parameters, file: string): TE.TaskEither<CliError, Parameters> =>
  pipe(
    loadState(template as never)(file), // safe: it is a tree of the host, whose type is not known
    TE.bimap(toCliError, ({ state }) => state.params as Parameters),
  )

const alone = (template: Parameters, file: string): TE.TaskEither<CliError, Parameters> =>
  pipe(
    loadTree(template)(file),
    TE.bimap(toCliError, ({ params }) => params),
  )

const parametersIn = (
  { target, flags: { checkpoint } }: Pick<Looked, 'target' | 'flags'>,
  template: Parameters,
): TE.TaskEither<CliError, Parameters> => {
  const { folder, file } = targetOf(target)
  return file !== null && basename(file) !== FILES.checkpoint
    ? alone(template, file)
    : checkpoint === 'best'
      ? alone(template, join(folder, FILES.best))
      : last(template, join(folder, FILES.checkpoint))
}

/** The experiment of a run, with its data or where that is not needed without. */
export const experimentOf = (asked: Asked, needs: DataNeed, around: Surroundings) => {
  const { configured, common } = asked
  const sketch = needs === 'examples' ? null : configured.sketch(common.data)
  return sketch === null || (needs === 'picture' && sketch.data.picture === null)
    ? opened(asked, around)
    : TE.right(sketch)
}

// -----------------------------------------------------------------------------
// looking
// -----------------------------------------------------------------------------

/** Looks at a run: everything is there while `use` runs. Errors: a `CliError` of one line. */
export const looking = <Result>(
  looked: Looked,
  around: Surroundings,
  use: (there: Looking) => TE.TaskEither<CliError, Result>,
): TE.TaskEither<CliError, Result> =>
  pipe(
    runOf(looked),
    TE.bindTo('run'),
    TE.bind('experiment', ({ run }) => experimentOf(run.asked, looked.needs, around)),
    TE.bind('chosen', ({ run, experiment: { views } }) =>
      TE.fromEither(chosenFor(`${views.kind} of ${run.asked.recipe.name}`, views.conditions, looked.flags.given)),
    ),
    TE.bind('template', ({ experiment }) => pipe(experiment.blank, TE.mapLeft(toCliError))),
    TE.let('reread', ({ template }) => parametersIn(looked, template)),
    TE.bind('params', ({ reread }) => reread),
    TE.flatMap(({ run, experiment, chosen, params, reread }) => {
      return TE.bracket(
        pipe(choose(looked.flags.engine ?? run.asked.common.engine), TE.mapLeft(toCliError)),
        ({ engine, notes }) => {
          around.say(...notes)
          return use({ asked: run.asked, experiment, params, engine, key: keyOf(run.asked), chosen, reread })
        },
        ({ engine }) => TE.fromTask(engine.close),
      )
    }),
  )

/** What a look at a run needs, with the key of pictures. */
export const requestOf = ({ params, engine, key, chosen }: Looking): LookRequest => ({
  ...{ params, engine, chosen, key: child('pictures')(key) },
})

/** What a command needs of a model, or the refusal of a model that cannot do it. */
export const needed = <Of>(
  command: string,
  { asked, experiment: { views } }: Pick<Looking, 'asked' | 'experiment'>,
  what: string,
  given: Of | null,
): TE.TaskEither<CliError, Of> =>
  given === null ? TE.left(badInput(`${command}: the ${views.kind} of ${asked.recipe.name} ${what}`)) : TE.right(given)
