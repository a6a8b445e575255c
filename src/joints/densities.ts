/** Draws and densities of one variable of a joint distribution, whose distribution may have a row for every sample. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Draw, Rows, Samples } from '../distributions/coordinates.js'
import { coordinateOf } from '../distributions/coordinates.js'
import { type Drawn, type Family, type LatentKind, type PosteriorOf, record } from '../distributions/family.js'
import { drawPrior, logPriorOf, priorDistribution } from '../distributions/priors.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Sizes } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { distributionOverSamples, type Evaluation, type Leaf, overSamples, type Placed } from './evaluation.js'
import { type AnyVariable, parametersOf } from './variable.js'

// -----------------------------------------------------------------------------
// rows and samples
// -----------------------------------------------------------------------------

/** A distribution by rows, and its record. */
interface Value {
  readonly [record]: Family<LatentKind>
}

type Merged = T.Tensor<readonly ['samples*batch', 'latent']>

/** Samples of every example as rows. */
const merged = (x: Samples): Merged => T.mergeRows(x)

/** The latent of an event for every sample of every example. */
export const samplesOf =
  (samples: number) =>
  (rows: Leaf): Samples =>
    // safe: the first axis of rows is that of all samples
    pipe(
      T.flattenEvent('latent')(rows as never) as unknown as Merged,
      T.splitRows('samples', 'batch', samples)<readonly ['latent']>,
    )

/** The rows of a latent, with the axes of its event. */
export const placedOf = (event: Sizes, { z }: Pick<Draw, 'z'>): Placed => ({
  rows: pipe(z, merged, T.unflattenEvent<AnyShape>(event)) as unknown as Leaf,
  sampled: true,
})

/** One sample of every row, as rows are samples of a batch. */
const asOneSample = (x: Samples): Samples =>
  // safe: as terms see a distribution, its rows are a batch
  pipe(merged(x), T.splitRows('samples', 'samples*batch', 1) as never)

/** What there is for every row, as rows are samples of a batch, for every sample of every example. */
const asSamples =
  (samples: number) =>
  <Kept extends AnyShape>(x: T.Tensor<Kept>): T.Tensor<Kept> =>
    // safe: it is one sample of rows, which are all samples of the batch
    pipe(T.mergeRows(x as never), T.splitRows('samples', 'batch', samples) as never)

// -----------------------------------------------------------------------------
// of a network
// -----------------------------------------------------------------------------

/** A distribution as terms see it, of the batch or of rows that stand for one. */
const named = (value: Value): PosteriorOf<LatentKind> => value[record].named(value as never)

const drawFrom = (samples: number, key: Key, value: Value, sampled: boolean): Drawn => {
  const { draw } = value[record]
  if (!sampled) return draw(key, samples)(named(value) as never)
  const { z, coordinate, logProb } = draw(key, 1)(named(value) as never)
  const again = asSamples(samples)
  return {
    z: again(z),
    ...(coordinate === undefined ? {} : { coordinate: again(coordinate) }),
    ...(logProb === undefined ? {} : { logProb: again(logProb) }),
  }
}

const densityFrom = (samples: number, value: Value, sampled: boolean, at: Draw): Rows => {
  const { coordinate, logProbAt } = value[record]
  const density = logProbAt(named(value) as never)
  const where = coordinateOf(coordinate)(at)
  return sampled ? asSamples(samples)(density(asOneSample(where))) : density(where)
}

// -----------------------------------------------------------------------------
// of any variable
// -----------------------------------------------------------------------------

/** What a draw or a density of a variable takes. */
export interface Within {
  readonly evaluation: Evaluation
  readonly parameters: { readonly [name: string]: unknown }
  readonly samples: number
}

const distributionIn = ({ evaluation }: Within, { name }: AnyVariable) => {
  const { value, sampled } = evaluation.given(name)
  return { value: value as Value, sampled } // safe: its network ends in a head
}

/** Samples of a variable. Shapes: `['samples', 'batch', 'latent']`. */
export const drawOf = (within: Within, variable: AnyVariable, key: Key, batch: number): Drawn => {
  const { prior } = variable.built
  if (prior === null) {
    const { value, sampled } = distributionIn(within, variable)
    return drawFrom(within.samples, key, value, sampled)
  }
  const parameters = parametersOf(variable, within.parameters)
  // safe: the prior is one over the event of its own
  const rows = drawPrior(key, 'samples*batch', within.samples * batch)<AnyShape>(prior as never, parameters)
  return { z: samplesOf(within.samples)(rows as unknown as Leaf) }
}

/** The log-density of a variable at a draw, with respect to its coordinate. Units: nats. */
export const densityAt = (within: Within, variable: AnyVariable, at: Draw): Rows => {
  const { prior } = variable.built
  if (prior !== null) return logPriorOf(priorDistribution(prior, parametersOf(variable, within.parameters)))(at)
  const { value, sampled } = distributionIn(within, variable)
  return densityFrom(within.samples, value, sampled, at)
}

/** `log p` of an observed variable. Shapes: `['samples', 'batch']`. Units: nats. */
export const likelihoodOf = (within: Within, variable: AnyVariable): Rows => {
  const { samples, evaluation } = within
  const observed = evaluation.value(variable.name)
  if (variable.built.prior !== null)
    return densityAt(within, variable, { z: samplesOf(samples)(overSamples(samples, observed)) })
  const { value, sampled } = distributionIn(within, variable)
  const distribution = distributionOverSamples(samples, value, sampled)
  const density = distribution[record].logProb<'samples*batch', AnyShape>(distribution as never)
  return T.splitRows('samples', 'batch', samples)<readonly []>(density(overSamples(samples, observed) as never))
}

/** One side of a KL divergence: a distribution of rows, or a prior. */
export interface Side {
  readonly side: { readonly _tag: string }
  readonly sampled: boolean
  readonly isPrior: boolean
}

/** What a variable is as one side of a KL divergence. */
export const sideOf = (within: Within, variable: AnyVariable): Side => {
  const { prior } = variable.built
  if (prior !== null)
    return { side: priorDistribution(prior, parametersOf(variable, within.parameters)), sampled: false, isPrior: true }
  const { value, sampled } = distributionIn(within, variable)
  return { side: named(value), sampled, isPrior: false }
}

/** A side with a row for every sample. A prior has no rows. */
export const sideOverSamples = (samples: number, { side, sampled, isPrior }: Side): Side['side'] =>
  isPrior ? side : distributionOverSamples(samples, side, sampled)
