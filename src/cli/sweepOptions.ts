/** The options of `shapebound sweep`. */

import { Option } from 'commander'
import { count } from './folderCommand.js'
import { jsonOption, several } from './options.js'
import { PRUNERS, SAMPLERS, type StudyFlags } from './sweepStudy.js'

/** How a study is carried out. */
export interface PoolFlags {
  readonly queue?: string
  readonly workers?: number
  readonly quiet: boolean
  readonly json: boolean
}

/** What clusters there are scripts for. */
export const CLUSTERS = ['slurm', 'kubernetes'] as const

/** What of a cluster is written. */
export interface ClusterFlags {
  readonly print?: (typeof CLUSTERS)[number]
  readonly image?: string
  readonly claim?: string
  readonly task?: number
}

/** What of `sweep` is written. */
export interface SweepFlags extends StudyFlags, PoolFlags, ClusterFlags {
  readonly config?: string
  readonly out?: string
  readonly dryRun: boolean
}

/** What of `sweep resume` is written. */
export interface ResumeFlags extends PoolFlags {
  readonly trials?: number
}

/** The options of what carries a study out. */
export const poolOptions: readonly Option[] = [
  count('workers', 'how many runs train at once (default: 2; all those of a script or for a queue, 1 of a task)'),
  new Option(
    '--queue <url>',
    'give runs out by this Redis or PostgreSQL, such as redis://host:6379, to machines that run shapebound worker',
  ),
  new Option('--quiet', 'show no progress').default(false),
  jsonOption(),
]

/** The options of a study. */
export const studyOptions: readonly Option[] = [
  new Option(
    '--space <name=values>',
    'a parameter: beta=1,4,8, latent=2..20, lr=log:1e-4..1e-2, or lr[optimizer=sgd]=0.01,0.1 where it depends on another',
  ).argParser(several),
  new Option('--set <name=value>', 'an option that is the same in all trials').argParser(several),
  count('trials', 'how many trials there are in all (default: 20, or all points of a grid)'),
  count('epochs', 'how long a trial trains that is not cut short (default: that of the recipe)'),
  new Option('--sampler <name>', 'how points are chosen (default: tpe)').choices(Object.keys(SAMPLERS)),
  new Option('--pruner <name>', 'how trials are cut short (default: none)').choices(Object.keys(PRUNERS)),
  count('seeds', 'with how many seeds each point is trained (default: 1)'),
  count('seed', 'random seed of the points, and the first of each trial (default: 0)', undefined, [0]),
  count('ahead', 'how many trials are under way at once, whoever trains them (default: 4)'),
  new Option('--metric <name>', 'what is compared: objective, or one of its parts (default: objective)'),
  new Option('--goal <goal>', 'whether more of it is better (default: maximize)').choices(['maximize', 'minimize']),
  new Option(
    '--on <data>',
    'what it is measured on: a twelfth of the training data that is held out, or the test data (default: validation)',
  ).choices(['validation', 'test']),
]

/** The options of `sweep` besides. */
export const sweepOptions: readonly Option[] = [
  new Option('--config <file>', 'a file of a study, YAML or JSON; the command line has the last word'),
  new Option('--out <dir>', 'the folder of the study (default: a new one in sweeps)'),
  new Option('--dry-run', 'show the first trials, and begin nothing').default(false),
  new Option('--print <cluster>', 'print what makes a cluster train the study, a trial a task')
    .choices(CLUSTERS)
    .conflicts(['task', 'dryRun', 'queue']),
  new Option('--image <image>', 'of --print kubernetes: an image with Node, shapebound and the recipe'),
  new Option('--claim <name>', 'of --print kubernetes: a PersistentVolumeClaim that all pods can write'),
  count('task', 'train the trial of this number, and journal nothing: what a printed script runs', undefined, [0]),
]

/** The words of a study: its recipe and what is written of it. */
export const studyWords = (word: string | undefined, flags: StudyFlags): readonly string[] => [
  'sweep',
  ...(word === undefined ? [] : [word]),
  ...studyOptions.flatMap((option) => {
    // safe: they are the options of a study by their names
    const written = flags[option.attributeName() as keyof StudyFlags]
    const values = written === undefined ? [] : typeof written === 'object' ? written : [written]
    return values.flatMap((value) => [option.long ?? '', String(value)])
  }),
]
