/** What there is to see of a trained model: its latents, its predictions, and what is wrong with them. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Engine } from '../engines/engine.js'
import type { Measurement } from '../evaluation/index.js'
import { child, type Key } from '../random/key.js'
import { activeOf } from '../reports/active.js'
import { type Bin, calibrationOf } from '../reports/calibration.js'
import type { Latents } from '../reports/latents.js'
import type { Traversals } from '../reports/report.js'
import { type CodesUsed, type Symptoms, type Warning, warningsOf } from '../reports/warnings.js'
import { elements } from '../tensors/tensor.js'
import type { TrainError } from '../training/index.js'
import type { Experiment } from './experiment.js'
import type { CodesView, HostRows, Parameters, Views } from './views.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What there is to see; `null` for what a model has not. */
export interface LatentsSeen {
  readonly latents: Latents | null
  readonly traversals: Traversals | null
  readonly manifold: Float32Array | null
  /** Bits by the probability that they are given. */
  readonly calibration: readonly Bin[] | null
  readonly codes: CodesUsed | null
  readonly warnings: readonly Warning[]
}

/** What is looked at. */
export interface Looked {
  readonly experiment: Experiment
  readonly engine: Engine
  readonly key: Key
  /** What was measured on the test data: the KL of all latents, where that of each is not known. */
  readonly measured?: Pick<Measurement, 'parts'>
}

/** How many test examples are looked at. */
const EXAMPLES = 500

// -----------------------------------------------------------------------------
// latents that are moved
// -----------------------------------------------------------------------------

/** How many latents move, and to how many values. */
const MOST = 10
const STEPS = 10

/** Values as far apart as each other, from one to another. */
const evenly = (from: number, to: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => from + ((to - from) * at) / (count - 1))

/** Rows of latents as those of a model are. */
const rowsLike = ({ sizes, ...rest }: HostRows, rows: readonly (readonly number[])[]): HostRows => ({
  ...rest,
  sizes: [rows.length, ...sizes.slice(1)],
  values: Float32Array.from(rows.flat()),
})

/** A latent with each of some of its numbers moved from -3 to 3. */
export const movedOf = (latent: readonly number[], along: readonly number[]): readonly (readonly number[])[] =>
  along.flatMap((place) => evenly(-3, 3, STEPS).map((value) => latent.with(place, value)))

/** The side of the square of a latent of two numbers. */
const SIDE = 15

/** A square of latents, the first number from left to right and the second from bottom to top. */
export const squareOf = (): readonly (readonly number[])[] =>
  evenly(2.5, -2.5, SIDE).flatMap((y) => evenly(-2.5, 2.5, SIDE).map((x) => [x, y]))

// -----------------------------------------------------------------------------
// looks
// -----------------------------------------------------------------------------

const meansOf = (rows: HostRows): readonly number[] => {
  const [count = 1] = rows.sizes
  const size = rows.values.length / count
  return Array.from({ length: size }, (_, at) => {
    let sum = 0
    for (let row = 0; row < count; row++) sum += rows.values[row * size + at] as number
    return sum / count
  })
}

/** How many bins of probabilities there are. */
const BINS = 10

/** How many codes are chosen at least once: two that are equal are one. */
const usedOf = ({ channels, count }: CodesView, chosen: Float32Array): CodesUsed => {
  const vectors = chosen.length / channels
  const found = Array.from({ length: vectors }, (_, at) => chosen.subarray(at * channels, (at + 1) * channels).join())
  return { count, used: new Set(found).size, vectors }
}

/** The name of a KL divergence of posteriors from priors: of all latents, or of one of several. */
const IS_KL = /^KL\(q\((?!z_j).*\) \|\| p\(.*\)\)$/

/** The KL of all latents as it was measured, or `null`. */
const togetherOf = ({ latent }: Views, measured: Looked['measured']): NonNullable<Symptoms['together']> | null => {
  const parts = (measured?.parts ?? []).filter(({ name }) => IS_KL.test(name))
  return parts.length === 0
    ? null
    : { kl: parts.reduce((sum, { value }) => sum + value, 0), latents: elements(latent ?? [1]) }
}

type Look = ((rows: HostRows) => TE.TaskEither<TrainError, HostRows>) | undefined

const maybe = (look: Look, rows: HostRows | null): TE.TaskEither<TrainError, HostRows | null> =>
  look === undefined || rows === null || rows.sizes[0] === 0 ? TE.right(null) : look(rows)

/** What there is to see of the latents of a model on test examples. */
export const latentsOf =
  ({ experiment: { examples, views, data }, engine, key, measured }: Looked) =>
  (params: Parameters): TE.TaskEither<TrainError, LatentsSeen> => {
    const own = child('latents')(key)
    const request = { params, engine, key: own }
    const seen = examples(EXAMPLES, child('visit')(own))
    const decode = data.picture === null || views.traverse === null ? undefined : views.decode?.(request)
    return pipe(
      TE.Do,
      TE.bind('perExample', () => maybe(views.klPerLatent?.(request), seen)),
      TE.bind('spread', () => maybe(views.logVariance?.(request), seen)),
      TE.bind('encoded', ({ perExample }) => maybe(views.encode?.(request), perExample && seen)),
      TE.let('centers', ({ encoded, perExample }) =>
        encoded?.values.length === perExample?.values.length ? encoded : null,
      ),
      TE.let('kl', ({ perExample }) => (perExample === null ? [] : meansOf(perExample))),
      TE.let('along', ({ kl }) => activeOf(kl).slice(0, MOST)),
      TE.bind('moved', ({ centers, kl, along }) =>
        maybe(decode, centers && rowsLike(centers, movedOf([...centers.values.subarray(0, kl.length)], along))),
      ),
      TE.bind('manifold', ({ centers, kl }) =>
        maybe(decode, centers !== null && kl.length === 2 ? rowsLike(centers, squareOf()) : null),
      ),
      TE.bind('chosen', () => maybe(views.codes?.chosen(request), seen)),
      TE.bind('predicted', () => maybe(data.support === 'binary' ? views.reconstruct?.(request) : undefined, seen)),
      TE.let('codes', ({ chosen }) => chosen && views.codes && usedOf(views.codes, chosen.values)),
      TE.map(({ perExample, spread, centers, kl, along, moved, manifold, codes, predicted }) => ({
        latents: perExample && { kl, by: views.klBy, centers: centers?.values ?? null, labels: data.labels },
        traversals: moved && { latents: along, means: moved.values },
        manifold: manifold?.values ?? null,
        calibration: predicted && calibrationOf(BINS)(predicted.values, seen.values),
        codes,
        warnings: warningsOf({
          ...{ kl, codes, by: views.klBy, together: togetherOf(views, measured) },
          logVariances: spread?.values ?? new Float32Array(),
        }),
      })),
    )
  }
