/** The metrics that `shapebound evaluate --metrics` takes, by their names: what each needs, and what it gives. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { clusterAccuracy } from '../evaluation/clusters/clusterAccuracy.js'
import { betaVaeScore } from '../evaluation/disentanglement/betaVaeScore.js'
import type { Codes } from '../evaluation/disentanglement/codes.js'
import { dci } from '../evaluation/disentanglement/dci.js'
import { explicitness } from '../evaluation/disentanglement/explicitness.js'
import { factorVaeScore } from '../evaluation/disentanglement/factorVaeScore.js'
import type { Group } from '../evaluation/disentanglement/groups.js'
import { irs } from '../evaluation/disentanglement/irs.js'
import { mig } from '../evaluation/disentanglement/mig.js'
import { modularity } from '../evaluation/disentanglement/modularity.js'
import { sap } from '../evaluation/disentanglement/sap.js'
import type { Evaluation } from '../evaluation/evaluation.js'
import { frechet } from '../evaluation/features/frechet.js'
import { kid } from '../evaluation/features/kid.js'
import { nearness } from '../evaluation/features/nearest.js'
import { activeUnits } from '../evaluation/latents/activeUnits.js'
import { aggregate } from '../evaluation/latents/aggregate.js'
import { accuracyOf } from '../evaluation/numbers/logistic.js'
import type { Matrix } from '../evaluation/numbers/matrix.js'
import { reconstruction } from '../evaluation/reconstruction.js'
import { classifierTest } from '../evaluation/samples/classifierTest.js'
import { mmdTest } from '../evaluation/samples/mmd.js'
import { child, type Key } from '../random/key.js'
import { elements } from '../tensors/tensor.js'
import { CLASSIFIED, classifierOf } from './classifiers.js'
import type { CliError } from './errors.js'
import type { Looking } from './looking.js'
import type { OtherRun } from './otherRuns.js'
import type { Clustered, Compared, Likeness, Seen } from './seenBy.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What a metric gives, as JSON has it. */
export type Measures = Readonly<Record<string, unknown>>

export interface Metric {
  readonly about: string
  /** Why a run has none of it, or `null`. */
  readonly lacks: (there: Looking, runs: readonly OtherRun[]) => string | null
  readonly measure: (seen: Seen, found: Evaluation) => TE.TaskEither<CliError, Measures>
  /** Set where it takes so long that it is measured only by its own name. */
  readonly long?: true
}

// -----------------------------------------------------------------------------
// what runs lack
// -----------------------------------------------------------------------------

const lacksCodes = ({ experiment: { views } }: Looking): string | null =>
  views.encode === null ? `the ${views.kind} has no encoder` : null

const lacksPosterior = ({ experiment: { views } }: Looking): string | null =>
  views.posterior === null ? 'it needs a diagonal normal posterior and a standard normal prior' : null

const lacksReconstruction = ({ experiment: { views } }: Looking): string | null =>
  views.reconstruct === null ? `the ${views.kind} reconstructs nothing` : null

/** What numbers of pictures are: from 0, black, to 1. */
const PIXELS: readonly string[] = ['binary', 'unitInterval', 'relaxed']

/** Whether examples are whole pictures of their data set, not parts of them, or numbers made from them. */
const lacksPictures = ({ asked, experiment: { data } }: Looking): string | null => {
  const { height = 0, width = 0, channels = 1 } = data.picture ?? {}
  return elements(data.event) === height * width * channels && PIXELS.includes(data.support)
    ? null
    : `it needs whole pictures of ${asked.common.data}, with pixels from 0 to 1`
}

const lacksClassifier = ({ asked: { common } }: Looking): string | null =>
  classifierOf(common.data) === null
    ? `it needs data that there is a classifier of (${CLASSIFIED.join(', ')}), not ${common.data}`
    : null

const lacksFeatures = (there: Looking): string | null =>
  there.experiment.views.generate === null
    ? `the ${there.experiment.views.kind} draws no new examples`
    : (lacksClassifier(there) ?? lacksPictures(there))

const lacksFactors = (there: Looking): string | null =>
  there.asked.common.data === 'sprites'
    ? (lacksCodes(there) ?? lacksPictures(there))
    : `it needs data whose factors are known (sprites), not ${there.asked.common.data}`

const lacksClasses = ({ experiment: { data } }: Looking): string | null =>
  data.classes() === null ? 'the classes of the test examples are not known' : null

const lacksClusters = (there: Looking): string | null =>
  there.experiment.views.clusters === null
    ? `the ${there.experiment.views.kind} puts no example in a cluster: it needs a latent of one class, or a prior that is a mixture`
    : lacksClasses(there)

const lacksModalities = (there: Looking): string | null => {
  const { kind, modalities } = there.experiment.views
  return modalities === null
    ? `the ${kind} makes one modality, and none from another`
    : (lacksClassifier(there) ?? lacksPictures(there) ?? lacksClasses(there))
}

const lacksRuns = ({ experiment: { views } }: Looking, { length }: readonly OtherRun[]): string | null =>
  views.encode === null || views.klPerLatent === null || views.interpolate === null
    ? `the ${views.kind} has no latent of numbers whose KL are known`
    : length < 2
      ? 'it needs other runs of the recipe, which are named by --with'
      : null

// -----------------------------------------------------------------------------
// the metrics
// -----------------------------------------------------------------------------

/** A metric of something that is read of a run. */
const metricOf = <Read>(
  about: string,
  lacks: Metric['lacks'],
  read: (seen: Seen) => TE.TaskEither<CliError, Read>,
  score: (found: Read, seen: Seen) => object,
): Metric => ({
  about,
  lacks,
  measure: (seen) =>
    pipe(
      read(seen),
      TE.map((found) => ({ ...score(found, seen) })),
    ),
})

const ofSprites = (about: string, score: (codes: Codes) => object): Metric =>
  metricOf(
    about,
    lacksFactors,
    ({ sprites }) => sprites(),
    (codes) => score(codes),
  )

const ofGroups = (about: string, score: (groups: readonly Group[]) => object): Metric =>
  metricOf(
    about,
    lacksFactors,
    ({ groups }) => groups(),
    (all) => score(all),
  )

const ofFeatures = (about: string, score: (compared: Compared, key: Key) => object): Metric =>
  metricOf(
    about,
    lacksFeatures,
    ({ compared }) => compared(),
    (found, { key }) => ({
      ...score(found, child('features')(key)),
      features: found.features,
      rows: found.made.rows,
    }),
  )

/** How many rows of each are held against each other, all pairs of which are worked out. */
const PAIRED = 500

const twoSample = ({ real, made }: Compared, key: Key): object => {
  const first = (rows: Matrix): Matrix => ({ ...rows, rows: Math.min(PAIRED, rows.rows) })
  return {
    mmd: mmdTest(first(real), first(made), { key }).pValue,
    classifier: classifierTest(real, made, { key }).pValue,
  }
}

const clusterScores = ({ clusters, classes, isNamed }: Clustered): object => ({
  score: clusterAccuracy(clusters, classes),
  ...(isNamed ? { accuracy: accuracyOf(clusters, classes) } : {}),
  used: new Set(clusters).size,
  classes: new Set(Array.from(classes)).size,
})

const ofRuns = ({ names, models, pairs }: Likeness): object => ({
  score: models[0],
  runs: models.length,
  models: Object.fromEntries(names.map((name, at) => [name, models[at]])),
  pairs,
})

const ofChains = (about: string, which: 'annealed' | 'bidirectional'): Metric => ({
  ...metricOf(
    about,
    ({ experiment }) => experiment.annealing.fault,
    ({ annealing }) => annealing(which),
    (found) => found,
  ),
  long: true,
})

/** The metrics, by their names. */
export const METRICS: Readonly<Record<string, Metric>> = {
  examples: {
    about: 'log p(x) of each test example, and the effective number of samples',
    lacks: () => null,
    measure: (_, { logLikelihood }) =>
      TE.right({
        effectiveSamples: logLikelihood?.effectiveSamples ?? null,
        logLikelihood: logLikelihood?.each ?? null,
      }),
  },
  'active-units': metricOf(
    'latents whose means vary by more than 0.01 over the test data',
    lacksCodes,
    ({ codes }) => codes(),
    (means) => activeUnits(means),
  ),
  aggregate: metricOf(
    'the KL in three parts: mutual information, total correlation, dimension-wise KL',
    lacksPosterior,
    ({ posteriors }) => posteriors(),
    (all, { key }) => aggregate(all, { key }),
  ),
  reconstruction: metricOf(
    'errors of the reconstructions of the test data',
    lacksReconstruction,
    ({ reconstructed }) => reconstructed(),
    (means, { test }) => reconstruction(test(), means),
  ),
  'beta-vae': ofGroups('the β-VAE score', (groups) => ({ score: betaVaeScore(groups) })),
  'factor-vae': ofGroups('the FactorVAE score', (groups) => ({ score: factorVaeScore(groups) })),
  mig: ofSprites('the mutual information gap', mig),
  sap: ofSprites('the separated attribute predictability', sap),
  dci: ofSprites('disentanglement, completeness and informativeness', dci),
  modularity: ofSprites('modularity', modularity),
  explicitness: ofSprites('explicitness, of factors of several values', explicitness),
  irs: ofGroups('the interventional robustness score', irs),
  udr: metricOf(
    'how like its latents are to those of other runs, which --with names',
    lacksRuns,
    ({ likeness }) => likeness(),
    ofRuns,
  ),
  clustering: metricOf(
    'test examples in the cluster of their class, each cluster one class, as is best',
    lacksClusters,
    ({ clusters }) => clusters(),
    clusterScores,
  ),
  coherence: metricOf(
    'how often modalities are of one class: drawn together, and each from another',
    lacksModalities,
    (seen) => seen.coherence(),
    (found) => found,
  ),
  frechet: ofFeatures(
    'the Fréchet distance of the means of new examples from test examples',
    ({ real, made, other }) => ({
      score: frechet(real, made),
      ofData: frechet(real, other),
    }),
  ),
  kid: ofFeatures('the kernel distance of the same', ({ real, made, other }, key) => ({
    score: kid(real, made, { key }),
    ofData: kid(real, other, { key }),
  })),
  nearness: ofFeatures('precision, recall, density and coverage of the same', ({ real, made }) => nearness(real, made)),
  'two-sample': ofFeatures(
    'whether both could be drawn alike: p-values, by permutation and by a classifier',
    twoSample,
  ),
  ais: ofChains('log p(x) of the first test examples by annealed importance sampling', 'annealed'),
  bdmc: ofChains('log p(x) of examples of the model itself, by annealing from both sides', 'bidirectional'),
}
