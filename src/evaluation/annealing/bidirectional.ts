/** `log p(x)` between two bounds, on data that a model has made itself. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import { badRequest } from '../../data/errors.js'
import type { Engine } from '../../engines/engine.js'
import { using } from '../../engines/using.js'
import { child } from '../../random/key.js'
import type { AnyTensor } from '../../tensors/tensor.js'
import type { Host } from '../../tensors/tree.js'
import { numbersFault } from '../../training/check.js'
import { attempt, type TrainError } from '../../training/errors.js'
import type { Batch } from '../../training/examples.js'
import type { MeasureOptions } from '../../training/measure.js'
import { type Estimate, estimateOf } from '../estimate.js'
import { logMeanExp } from '../numbers/logMeanExp.js'
import { type ChainOptions, type Erased, erased, optionsFault } from './options.js'
import { simulated } from './programs.js'
import { ofRow, sizeOf, type Ways, waysOf } from './ways.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A model, and how many examples it makes itself. */
export interface BidirectionalOptions<Given>
  extends Omit<MeasureOptions<Given, never>, 'samples' | 'data'>,
    ChainOptions {
  /** How many examples are drawn from the model. 100 if left out. */
  readonly examples?: number
}

/** `log p(x)` of examples that the model has made, from both sides. Units: nats per example. */
export interface Bidirectional {
  /** By chains from the prior: no more than log p(x), in expectation. */
  readonly lower: Estimate
  /** By chains from the latents that the examples were made from: no less than it. */
  readonly upper: Estimate
  /** Upper less lower: neither is farther from log p(x) than that, in expectation. */
  readonly gap: Estimate
  readonly each: readonly { readonly lower: number; readonly upper: number }[]
}

// -----------------------------------------------------------------------------
// both ways
// -----------------------------------------------------------------------------

const asBatch = ({ sizes, values, shape }: Host<AnyTensor>, first: number, count: number): Host<Batch> => {
  const width = values.length / (sizes[0] as number)
  return {
    shape: ['batch', ...shape.slice(1)],
    sizes: [count, ...sizes.slice(1)],
    values: values.slice(first * width, (first + count) * width),
  } as Host<Batch>
}

const ofItsOwn = async (given: Erased, examples: number, engine: Engine): Promise<Bidirectional> => {
  const { key } = given
  const { x, z } = await simulated(given, engine, examples)
  const size = sizeOf(given, [x.values.length / examples], examples)
  const each: { readonly lower: number; readonly upper: number }[] = []
  let ways: Ways | undefined
  for (let first = 0; first < examples; first += size) {
    const count = Math.min(size, examples - first)
    const [rows, own] = [asBatch(x, first, count), child(first)(child('chains')(key))]
    ways ??= await waysOf(given, engine, rows, count)
    const up = await ways.up(rows, count, own)
    const down = await ways.down(
      rows,
      (asBatch(z, first, count) as { readonly values: Float32Array }).values,
      count,
      own,
    )
    for (let row = 0; row < count; row++)
      each.push({
        lower: logMeanExp(ofRow(up.logs, count, row)),
        upper: -logMeanExp(ofRow(down.logs, count, row).map((log) => -log)),
      })
  }
  return {
    lower: estimateOf(each.map(({ lower }) => lower)),
    upper: estimateOf(each.map(({ upper }) => upper)),
    gap: estimateOf(each.map(({ lower, upper }) => upper - lower)),
    each,
  }
}

/**
 * `log p(x)` of examples that the model itself has made, between two bounds: by chains from the prior, and by chains that begin
 * at the latents which the examples were made from, samples of the true posterior, and go back.
 *
 * The gap says how far annealed importance sampling is from log p(x), on data of the model; on other data it is taken to be as
 * far.
 *
 * Units: nats per example. Errors: as those of `annealed`.
 * Source: Grosse, Ghahramani and Adams, "Sandwiching the marginal likelihood using bidirectional Monte Carlo", arXiv:1511.02543.
 */
export const bidirectional = <Given>(
  options: BidirectionalOptions<Given>,
): TE.TaskEither<TrainError, Bidirectional> => {
  const given = erased(options)
  const { examples = 100 } = options
  const found = optionsFault(given) ?? numbersFault('annealed', { examples })
  return found === null
    ? using(given.engine)(({ engine }) => attempt(engine)(() => ofItsOwn(given, examples, engine)))
    : TE.left(badRequest(found))
}
