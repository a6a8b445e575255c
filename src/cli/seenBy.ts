/** What metrics read of a run: codes, reconstructions and new examples, each worked out when the first metric asks. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Labels } from '../data/labels.js'
import { drawFactors, type FactorName, type Factors } from '../data/sources/factors.js'
import { spritesOf } from '../data/sources/sprites.js'
import type { Annealed } from '../evaluation/annealing/annealed.js'
import type { Bidirectional } from '../evaluation/annealing/bidirectional.js'
import type { Codes } from '../evaluation/disentanglement/codes.js'
import type { Group } from '../evaluation/disentanglement/groups.js'
import { type GroupSizes, grouped, sharing } from '../evaluation/disentanglement/sharing.js'
import { type Udr, udr } from '../evaluation/disentanglement/udr.js'
import { featuresBy } from '../evaluation/features/network.js'
import type { Posteriors } from '../evaluation/latents/aggregate.js'
import { largestOf } from '../evaluation/numbers/logistic.js'
import { type Matrix, ofHost, stacked } from '../evaluation/numbers/matrix.js'
import { child, type Key } from '../random/key.js'
import { type AnnealRequest, atOnceOf } from '../recipes/experiment.js'
import type { Half } from '../recipes/experimentData.js'
import type { HostRows } from '../recipes/views.js'
import { named } from '../shapes/named.js'
import { once } from '../shapes/once.js'
import type { TrainError } from '../training/errors.js'
import { classifierIn } from './classifiers.js'
import { type Coherences, coherenceOf } from './coherenceOf.js'
import { type CliError, toCliError } from './errors.js'
import { countOf, examplesFrom, type Look, ofTest } from './examplesOf.js'
import { inTurn } from './inTurn.js'
import { type Looking, requestOf } from './looking.js'
import type { OtherRun } from './otherRuns.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

type Asked<Of> = TE.TaskEither<CliError, Of>

/** Features of as many rows each, and what they are of. */
export interface Compared {
  /** The classifier, its version, and the beginning of the hash of its weights. */
  readonly features: string
  readonly real: Matrix
  readonly made: Matrix
  /** Of training examples: as far from the test examples as data is from data. */
  readonly other: Matrix
}

/** Clusters and classes of examples. */
export interface Clustered {
  readonly clusters: Uint16Array
  readonly classes: ArrayLike<number>
  /** Whether a cluster is the class of its number. */
  readonly isNamed: boolean
}

/** Runs by their names, and how like they are. */
export interface Likeness extends Udr {
  readonly names: readonly string[]
}

/** What there is to read of a run. What a model or its data lacks is refused before it is asked for. */
export interface Seen {
  /** The test examples. */
  readonly test: () => Matrix
  /** The means of q(z|x) of the test examples. */
  readonly codes: () => Asked<Matrix>
  readonly posteriors: () => Asked<Posteriors>
  /** The means of reconstructions of the test examples. */
  readonly reconstructed: () => Asked<Matrix>
  /** Sprites of known factors, and their codes. */
  readonly sprites: () => Asked<Codes>
  /** The codes of sprites that share a factor, and of some that share nothing. */
  readonly groups: () => Asked<readonly Group[]>
  /** The features of test examples, of the means of new ones, and of training examples. */
  readonly compared: () => Asked<Compared>
  /** The cluster and the class of each test example. */
  readonly clusters: () => Asked<Clustered>
  readonly coherence: () => Asked<Coherences>
  /** How like the latents of the run are to those of the others, the run first. */
  readonly likeness: () => Asked<Likeness>
  /** Chains of the latents, annealed. */
  readonly annealing: (which: 'annealed' | 'bidirectional') => Asked<Annealed | Bidirectional>
  readonly key: Key
}

/** How many sprites of known factors there are, and how many groups of each factor. */
const SPRITES = 4096
const GROUPS: GroupSizes = { groups: 200, size: 32 }

const FACTORS: readonly (FactorName | null)[] = ['shape', 'scale', 'rotation', 'x', 'y', null]

// -----------------------------------------------------------------------------
// some at a time
// -----------------------------------------------------------------------------

/** A task that is run once, whoever asks. */
const shared = <Of>(task: () => Asked<Of>): (() => Asked<Of>) => {
  const run = once(() => task()())
  return () => run
}

/** The codes of sprites of some factors. */
const ofSprites = (there: Looking, encode: Look<HostRows>, factors: Factors): Asked<Matrix> => {
  const { data, rows } = there.experiment
  const like = rows('test', Uint32Array.of(0), there.key)
  const drawn = spritesOf(factors, named('side', data.picture?.height as number))
  const all = data.support === 'binary' ? drawn.binary : drawn.grey
  const shown = (first: number, count: number): HostRows => ({
    shape: like.shape,
    sizes: [count, ...like.sizes.slice(1)],
    values: all.rows(
      Uint32Array.from({ length: count }, (_, at) => first + at),
      there.key,
    ),
  })
  return pipe(
    inTurn(all.count, (first, count) => pipe(encode(shown(first, count)), TE.mapLeft(toCliError))),
    TE.map((found) => stacked(found.map(ofHost))),
  )
}

/** The codes of the groups of each factor, and of those that share nothing. */
const groupsOf = (there: Looking, encode: Look<HostRows>, key: Key): Asked<readonly Group[]> =>
  pipe(
    FACTORS,
    TE.traverseSeqArray((factor) =>
      pipe(
        ofSprites(there, encode, sharing(factor, GROUPS)(child(factor ?? 'none')(key))),
        TE.map(grouped(factor, GROUPS)),
      ),
    ),
    TE.map((all) => all.flat()),
  )

/** How many rows are compared by their features at most. */
const COMPARED = 2048

/** The features of test examples, of new ones, and of training examples. */
const comparedOf = (there: Looking, key: Key): Asked<Compared> => {
  const { views, data } = there.experiment
  const count = Math.min(COMPARED, data.test, data.training)
  const generate = (views.generate as NonNullable<typeof views.generate>)({ ...requestOf(there), key })
  return pipe(
    classifierIn(there.asked.common.data),
    TE.bindTo('classifier'),
    TE.bind('drawn', () => pipe(generate(count), TE.mapLeft(toCliError))),
    TE.map(({ classifier: { name, network }, drawn }) => {
      const features = featuresBy(network)
      const examples = (half: Half) => features(ofHost(examplesFrom(there, half, 0, count)))
      return { features: name, real: examples('test'), made: features(ofHost(drawn.mean)), other: examples('train') }
    }),
  )
}

const clusteredBy = (there: Looking): Asked<Clustered> => {
  const { views, data } = there.experiment
  // safe, both: a metric is refused where the model has no clusters, or the data no classes
  const { of, names } = views.clusters as NonNullable<typeof views.clusters>
  const { values: classes } = data.classes() as Labels
  return pipe(
    ofTest(there, of(requestOf(there))),
    TE.map((found) => ({ clusters: largestOf(stacked(found.map(ofHost))), classes, isNamed: names !== null })),
  )
}

const likenessOf = (runs: readonly OtherRun[]): Asked<Likeness> =>
  pipe(
    runs,
    TE.traverseSeqArray(({ trained }) => trained()),
    TE.map((all) => ({ names: runs.map(({ name }) => name), ...udr(all) })),
  )

// -----------------------------------------------------------------------------
// all of it
// -----------------------------------------------------------------------------

/** What there is to read of a run. */
export const seenBy = (
  there: Looking,
  runs: readonly OtherRun[],
  anneal: Omit<AnnealRequest, 'params' | 'engine' | 'key' | 'batch'>,
): Seen => {
  const { views, annealing } = there.experiment
  const request = requestOf(there)
  const key = child('metrics')(there.key)
  // safe, here and below: a metric is refused where the model has not the look
  const encode: Look<HostRows> = (rows) => (views.encode as NonNullable<typeof views.encode>)(request)(rows)
  const posterior = () => (views.posterior as NonNullable<typeof views.posterior>)(request)
  const reconstruct = () => (views.reconstruct as NonNullable<typeof views.reconstruct>)(request)
  const whole = (found: readonly HostRows[]): Matrix => stacked(found.map(ofHost))
  const factors = once(() => drawFactors(child('sprites')(key), SPRITES))
  const posteriors = shared(() =>
    pipe(
      ofTest(there, posterior()),
      TE.map((found) => ({
        means: whole(found.map(({ mean }) => mean)),
        logVariances: whole(found.map(({ logVariance }) => logVariance)),
      })),
    ),
  )
  return {
    test: once(() => ofHost(examplesFrom(there, 'test', 0, countOf(there.experiment, 'test')))),
    // the centers of posteriors are their means: where there are posteriors, the examples are encoded once for both
    codes: shared(() =>
      views.posterior === null
        ? pipe(ofTest(there, encode), TE.map(whole))
        : pipe(
            posteriors(),
            TE.map(({ means }) => means),
          ),
    ),
    posteriors,
    reconstructed: shared(() => pipe(ofTest(there, reconstruct()), TE.map(whole))),
    sprites: shared(() =>
      pipe(
        ofSprites(there, encode, factors()),
        TE.map((codes) => ({ codes, factors: factors() })),
      ),
    ),
    annealing: (which) => {
      const asked = { ...request, ...anneal, key: child(which)(key), batch: atOnceOf(there.asked.common) }
      const found: TE.TaskEither<TrainError, Annealed | Bidirectional> = annealing[which](asked)
      return pipe(found, TE.mapLeft(toCliError))
    },
    clusters: shared(() => clusteredBy(there)),
    coherence: shared(() =>
      coherenceOf(there, Math.min(COMPARED, countOf(there.experiment, 'test')), child('coherence')(key)),
    ),
    likeness: shared(() => likenessOf(runs)),
    compared: shared(() => comparedOf(there, child('new')(key))),
    groups: shared(() => groupsOf(there, encode, child('groups')(key))),
    key,
  }
}
