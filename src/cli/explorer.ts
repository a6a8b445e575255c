/** The explorer of a run: what is told of it, its programs, and examples of its test data. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Engine } from '../engines/engine.js'
import { fileOf } from '../explorer/file.js'
import { rowsOf } from '../explorer/machine.js'
import { type CodesKnown, type Made, made } from '../explorer/made.js'
import type { Explorer, LatentShown } from '../explorer/model.js'
import { script } from '../explorer/script.js'
import type { Programs } from '../explorer/traced.js'
import { type Face, faceOf } from '../explorer/view/latents.js'
import { putAll } from '../files/atomicWrite.js'
import type { Key } from '../random/key.js'
import type { Experiment } from '../recipes/experiment.js'
import type { HostRows, Parameters } from '../recipes/views.js'
import { elements } from '../tensors/tensor.js'
import { type CliError, toCliError } from './errors.js'
import { examplesFrom } from './examplesOf.js'
import { FILES } from './folder.js'
import { inTurn } from './inTurn.js'

/** How many examples a page holds where nobody says. */
export const POINTS = 500

/** What an explorer is made of. */
export interface Explored {
  readonly experiment: Experiment
  readonly params: Parameters
  readonly engine: Engine
  /** The key of the run. */
  readonly key: Key
  readonly recipe: string
  readonly data: string
  readonly objective: string
  /** How far it was trained, as a sentence. */
  readonly trained: string
  /** How many test examples it holds. */
  readonly points: number
  readonly small: boolean
}

/** Classes that have no names have numbers. */
const numbered = (places: Uint8Array | null): readonly string[] =>
  Array.from({ length: 1 + (places?.reduce((most, each) => Math.max(most, each), -1) ?? -1) }, (_, at) => String(at))

/** The values that one-hot rows are, by their places. */
const placesIn = (rows: HostRows | undefined): readonly number[] => {
  const [count = 0, length = 0] = rows?.sizes ?? []
  const values = rows?.values ?? new Float32Array()
  return Array.from({ length: count }, (_, row) => values.subarray(row * length, (row + 1) * length).indexOf(1))
}

/** How many test examples a page of a run holds. */
const countOf = ({ experiment, points }: Explored): number => Math.min(points, experiment.data.test)

/** Rows of a look, each its own; of no look none. */
const eachOf = (found: HostRows | null): readonly Float32Array[] =>
  found === null ? [] : rowsOf(found.values, found.values.length / (found.sizes[0] ?? 1))

/** Where the examples lie, by the engine: many at a time, in a thread of its own where it has one. */
const codesOf = (explored: Explored): TE.TaskEither<CliError, CodesKnown | undefined> => {
  const { experiment, params, engine, key } = explored
  const { encode, klPerLatent } = experiment.views
  const request = { params, engine, key }
  return encode === null
    ? TE.right(undefined)
    : pipe(
        inTurn(countOf(explored), (first, count) => {
          const rows = examplesFrom(explored, 'test', first, count)
          return pipe(
            TE.Do,
            TE.bind('centers', () => encode(request)(rows)),
            TE.bind('kl', () => klPerLatent?.(request)(rows) ?? TE.right(null)),
          )
        }),
        TE.bimap(toCliError, (parts) => ({
          centers: parts.flatMap(({ centers }) => eachOf(centers)),
          kl: parts.flatMap(({ kl }) => eachOf(kl)),
        })),
      )
}

const examplesOf = (explored: Explored, codes: CodesKnown | undefined) => {
  const { experiment } = explored
  const count = countOf(explored)
  const { labels } = experiment.data
  // safe: there is one for each
  const places = labels && Uint8Array.from({ length: count }, (_, at) => labels.values[at] as number)
  const { values, beside = {} } = examplesFrom(explored, 'test', 0, count)
  const given = Object.keys(experiment.views.conditions ?? {}).map((name) => placesIn(beside[name]))
  return {
    x: values,
    given: Uint8Array.from(
      { length: count * given.length },
      (_, at) => given[at % given.length]?.[Math.floor(at / given.length)] ?? 0,
    ),
    labels: places,
    classes: labels?.names ?? numbered(places),
    ...(codes === undefined ? {} : { codes }),
  }
}

const nameOf = ({ experiment, recipe, data }: Explored): string =>
  experiment.views.kind.endsWith('variational autoencoder')
    ? `A ${experiment.views.kind} on ${data}`
    : `${recipe} on ${data}`

/** What one does first with a latent. */
const DO: Readonly<Record<Face, string>> = {
  ...{
    map: 'Drag on the map',
    bits: 'Flip bits',
    classes: 'Pick classes',
    codes: 'Paint codes',
    sliders: 'Move the sliders',
  },
}

const conditionsOf = (explored: Explored, { inferred = [] }: Programs): Explorer['conditions'] => [
  ...Object.entries(explored.experiment.views.conditions ?? {}).map(([name, { names }]) => ({ name, values: names })),
  ...inferred.map(({ name, values, of }) => ({ name, values, inferred: of })),
]

const numbers = ({ sizes }: LatentShown): string => {
  const size = elements(sizes)
  return `${size} ${size === 1 ? 'number' : 'numbers'}`
}

/** What is walked on, as words. */
const latentWords = ({ latent, below = [] }: Programs): string =>
  latent.count !== undefined
    ? `${elements(latent.sizes)} codes of a table of ${latent.count}`
    : below.length === 0
      ? `a latent of ${numbers(latent)}`
      : `latents of ${[latent, ...below.map((level) => level.latent)].map(numbers).join(', then ')}`

const toldOf = (explored: Explored, explore: Programs) => {
  const { experiment, recipe, data, objective, trained } = explored
  const { latent } = explore
  const { picture, event } = experiment.data
  return {
    title: nameOf(explored),
    about: `The recipe ${recipe}, with ${latentWords(explore)}. ${DO[faceOf(latent.over, elements(latent.sizes))]}, draw, walk from A to B.`,
    data: `test examples of ${data}`,
    ...{ objective, trained, picture, event: elements(event), latent },
    conditions: conditionsOf(explored, explore),
    ...(explore.others?.length ? { others: explore.others } : {}),
  }
}

/** The programs of the latents below. */
const belowOf = ({ params }: Explored, { below = [] }: Programs) =>
  pipe(
    below,
    TE.traverseSeqArray(({ latent, programs }) =>
      pipe(
        programs(params),
        TE.bimap(toCliError, (all) => ({ latent, programs: all })),
      ),
    ),
  )

/** The explorer of a model, or `null` of one that shows none. */
export const explorerOf = (explored: Explored): TE.TaskEither<CliError, Made | null> => {
  const { explore } = explored.experiment.views
  return explore === null
    ? TE.right(null)
    : pipe(
        TE.Do,
        TE.bind('programs', () => pipe(explore.programs(explored.params), TE.mapLeft(toCliError))),
        TE.bind('below', () => belowOf(explored, explore)),
        TE.bind('codes', () => codesOf(explored)),
        TE.map(({ programs, below, codes }) =>
          made({
            ...{ told: toldOf(explored, explore), programs, below, small: explored.small },
            examples: examplesOf(explored, codes),
          }),
        ),
      )
}

/** What was written of an explorer beside a report, and what is said where it was not. */
export interface ExplorerWritten {
  readonly files: readonly string[]
  readonly notes: readonly string[]
}

const NOT_BUILT = `${FILES.explorer} is left out: its page is not built; npm run build makes it`

const writtenInto = (out: string, explored: Explored, text: string): TE.TaskEither<CliError, ExplorerWritten> =>
  pipe(
    explorerOf(explored),
    TE.flatMap((own) =>
      own === null
        ? TE.right([])
        : pipe(putAll(out, [{ name: FILES.explorer, content: fileOf(own, text) }]), TE.mapLeft(toCliError)),
    ),
    TE.map((files) => ({ files, notes: [] })),
  )

/** Writes the explorer of a run into its folder; none of a model that shows none. Errors: a `CliError` that names the file. */
export const writeExplorer = (out: string, explored: Explored): TE.TaskEither<CliError, ExplorerWritten> =>
  pipe(
    TE.fromTask<string | null, CliError>(
      pipe(
        script,
        TE.match(
          () => null,
          (text) => text,
        ),
      ),
    ),
    TE.flatMap((text) =>
      text === null ? TE.right({ files: [], notes: [NOT_BUILT] }) : writtenInto(out, explored, text),
    ),
  )
