/** The explorer of a run: what is told of it, its programs, and examples of its test data. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { fileOf } from '../explorer/file.js'
import { type Made, made } from '../explorer/made.js'
import type { Programs } from '../explorer/programs.js'
import { script } from '../explorer/script.js'
import { type Face, faceOf } from '../explorer/view/latents.js'
import { putAll } from '../files/atomicWrite.js'
import { child, type Key } from '../random/key.js'
import type { Experiment } from '../recipes/experiment.js'
import type { HostRows, Parameters } from '../recipes/views.js'
import { elements } from '../tensors/tensor.js'
import { type CliError, toCliError } from './errors.js'
import { FILES } from './folder.js'

/** How many examples a page holds where nobody says. */
export const POINTS = 500

/** What an explorer is made of. */
export interface Explored {
  readonly experiment: Experiment
  readonly params: Parameters
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

const examplesOf = ({ experiment, key, points }: Explored) => {
  const count = Math.min(points, experiment.data.test)
  const indices = Uint32Array.from({ length: count }, (_, at) => at)
  const { labels } = experiment.data
  const places = labels && Uint8Array.from(indices, (at) => labels.values[at] as number) // safe: there is one for each
  const { values, beside = {} } = experiment.rows('test', indices, child('visit')(child('pictures')(key)))
  const given = Object.keys(experiment.views.conditions ?? {}).map((name) => placesIn(beside[name]))
  return {
    x: values,
    given: Uint8Array.from(
      { length: count * given.length },
      (_, at) => given[at % given.length]?.[Math.floor(at / given.length)] ?? 0,
    ),
    labels: places,
    classes: labels?.names ?? numbered(places),
  }
}

const nameOf = ({ experiment, recipe, data }: Explored): string =>
  experiment.views.kind.endsWith('variational autoencoder')
    ? `A ${experiment.views.kind} on ${data}`
    : `${recipe} on ${data}`

/** What one does first with a latent. */
const DO: Readonly<Record<Face, string>> = {
  ...{ map: 'Drag on the map', bits: 'Flip bits', classes: 'Pick classes', sliders: 'Move the sliders' },
}

const toldOf = (explored: Explored, { latent }: Programs) => {
  const { experiment, recipe, data, objective, trained } = explored
  const size = elements(latent.sizes)
  const { picture, event } = experiment.data
  return {
    title: nameOf(explored),
    about: `The recipe ${recipe}, with a latent of ${size} ${size === 1 ? 'number' : 'numbers'}. ${DO[faceOf(latent.over, size)]}, draw, walk from A to B.`,
    data: `test examples of ${data}`,
    ...{ objective, trained, picture, event: elements(event), latent },
    conditions: Object.entries(experiment.views.conditions ?? {}).map(([name, { names }]) => ({ name, values: names })),
  }
}

/** The explorer of a model, or `null` of one that shows none. */
export const explorerOf = (explored: Explored): TE.TaskEither<CliError, Made | null> => {
  const { explore } = explored.experiment.views
  return explore === null
    ? TE.right(null)
    : pipe(
        explore.programs(explored.params),
        TE.bimap(toCliError, (programs) =>
          made({
            ...{ told: toldOf(explored, explore), programs, small: explored.small },
            examples: examplesOf(explored),
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
