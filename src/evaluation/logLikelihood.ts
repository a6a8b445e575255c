/** The log-likelihood of a model on a data set by importance sampling, with the error of its mean over examples. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { evaluationBatches } from '../data/batches.js'
import { badRequest } from '../data/errors.js'
import type { Engine } from '../engines/engine.js'
import * as Elbo from '../losses/index.js'
import { guaranteeFor } from '../losses/proofOfModel.js'
import { erase } from '../losses/term.js'
import { child, forRows, type Key } from '../random/key.js'
import type { Samples } from '../random/rows.js'
import * as T from '../tensors/index.js'
import type { Host } from '../tensors/tree.js'
import { atOnce, samplesAtOnce } from '../training/atOnce.js'
import { numbersFault } from '../training/check.js'
import { type AnyData, type AnyModelShown, dataFault, setsFault } from '../training/checkData.js'
import { objectiveFault } from '../training/checkObjective.js'
import type { AnyModel } from '../training/erased.js'
import { attempt, orThrow, rightOf, type TrainError } from '../training/errors.js'
import { type Batch, examplesOf, supportsOf } from '../training/examples.js'
import { suppliedOn } from '../training/supplied.js'
import { meanOfValues } from '../training/values.js'
import { type Estimate, estimateOf } from './estimate.js'
import { meanOf } from './numbers/matrix.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A log-likelihood: the mean over examples, that of each, and how many samples count in it. */
export interface Likelihood extends Estimate {
  /** `log p(x)` of each example, in their order. */
  readonly each: readonly number[]
  /** `(Σ w)² / Σ w²` of the weights of the samples, a mean over examples. Range: from 1 to the number of samples. */
  readonly effectiveSamples: number
  /** The ELBO by the same samples, a mean over examples; `null` where it is not proved to be a bound. Units: nats per example. */
  readonly elbo: number | null
}

/** A model with its types erased, and what it supplies. */
export type Evaluable = AnyModel<unknown> & AnyModelShown & { readonly supplies: readonly string[] }

/** What is measured on what. */
export interface LikelihoodOptions {
  readonly model: Evaluable
  readonly data: AnyData
  readonly params: Host<unknown>
  /** How many samples of the posterior for each example. */
  readonly samples: number
  /** The most examples at a time. */
  readonly batch: number
  readonly key: Key
  readonly engine: Engine
}

// -----------------------------------------------------------------------------
// what cannot be measured
// -----------------------------------------------------------------------------

const BOUND = Elbo.iwae(Elbo.logWeight)

const RELAXED = 'relaxed pixels are not data, so they have no log p(x)'

/** Why there is no log p(x) on some data, whatever estimates it, or `null`. */
export const relaxedFault = ({ model, data }: Pick<LikelihoodOptions, 'model' | 'data'>): string | null =>
  supportsOf(model, data).includes('relaxed') ? RELAXED : null

const ELBO = erase(Elbo.elbo)

/** Whether a model has an ELBO, which is a mean over samples of its posterior, and is proved to be a bound of it. */
const hasElbo = (model: Evaluable): boolean =>
  objectiveFault(model, ELBO) === null && guaranteeFor(model)(ELBO) === 'bound'

/** Why a model has no log p(x) on some data that samples of its posterior estimate, or `null`. */
export const likelihoodFault = (given: Pick<LikelihoodOptions, 'model' | 'data'>): string | null =>
  relaxedFault(given) ?? objectiveFault(given.model, erase(BOUND))

// -----------------------------------------------------------------------------
// measuring
// -----------------------------------------------------------------------------

type Inputs = { readonly params: unknown; readonly x: Batch }

type PerExample = T.Tensor<readonly ['batch']>

/** The logs of the means of weights and of their squares, of each example; and the mean of their ELBOs, where there are any. */
type Found<Each, Mean> = { readonly weights: Each; readonly squares: Each; readonly elbo: Mean | null }

/** The log of the mean of the squares of the weights, of their logs. */
const ofSquares = (weights: T.Tensor<readonly ['samples', 'batch']>): PerExample =>
  pipe(weights, T.mulScalar(2), T.logSumExp('samples'), T.addScalar(-Math.log(weights.sizes[0] as number)))

/** What is found of each example of a batch, of so many samples: all of it of the same. */
const programOf = ({ model, engine }: LikelihoodOptions, samples: number) =>
  engine.run(({ params: own, x }: Inputs, each: Key): Found<PerExample, T.Tensor<readonly []>> => {
    const beside = { key: child('noise')(each), samples, mode: 'evaluation' } as const
    const supplied = suppliedOn(model)(own, x, beside)
    return {
      weights: BOUND.evaluate(supplied).value,
      squares: ofSquares(Elbo.logWeight.evaluate(supplied).value),
      elbo: hasElbo(model) ? T.meanOfAll(Elbo.elbo.evaluate(supplied).value) : null,
    }
  })

/** What takes each piece of the samples: one program for all pieces of a size, so that an engine that compiles does so once. */
const programsOf = (options: LikelihoodOptions, pieces: readonly Samples[]) => {
  const sizes = [...new Set(pieces.map(({ count }) => count))]
  const programs = sizes.map((count) => programOf(options, count))
  return pieces.map((piece) => ({ piece, program: programs[sizes.indexOf(piece.count)] as (typeof programs)[number] }))
}

/**
 * The log of the mean of all samples, from the log of that of each piece of them.
 *
 * @example
 * joined([{ count: 1, of: 4 }, { count: 3, of: 4 }])([Math.log(5), Math.log(1)])
 * //=> Math.log(2)
 */
export const joined =
  (pieces: readonly Pick<Samples, 'count' | 'of'>[]) =>
  (logs: readonly number[]): number => {
    const most = Math.max(...logs)
    // the greatest is taken out, so that nothing is too small for a number; of one piece nothing is rounded
    return pieces.length === 1 || !Number.isFinite(most)
      ? most
      : most +
          Math.log(
            pieces.reduce((sum, { count, of }, at) => sum + (count / of) * Math.exp((logs[at] as number) - most), 0),
          )
  }

type OnHost = Found<Float32Array, number>

/** What is found of one example, from each piece of its samples. */
const oneOf = (pieces: readonly Samples[], found: readonly OnHost[], row: number) => {
  const of = (values: keyof Omit<OnHost, 'elbo'>) => joined(pieces)(found.map((each) => each[values][row] as number))
  const log = of('weights')
  return { log, effective: (pieces[0] as Samples).of * Math.exp(2 * log - of('squares')) }
}

/** What is found of a batch: each of its examples, and the mean of their ELBOs, over each piece and so over all samples. */
const batchOf = (pieces: readonly Samples[], found: readonly OnHost[], count: number) => ({
  each: Array.from({ length: count }, (_, row) => oneOf(pieces, found, row)),
  elbo: found.every(({ elbo }) => elbo !== null)
    ? pieces.reduce((sum, piece, at) => sum + (piece.count / piece.of) * (found[at]?.elbo as number), 0)
    : null,
})

/** What is found of each batch, in their order; the samples of one example in pieces where they are too many for memory. */
const batchesOf = async (options: LikelihoodOptions) => {
  const { model, data, params, samples, batch, key } = options
  const examples = examplesOf(model, data)
  const { widths } = examples
  const pieces = samplesAtOnce({ samples, widths })
  const programs = programsOf(options, pieces)
  const size = Math.min(atOnce(erase(BOUND), { samples, batch, widths }), data.count)
  const all: ReturnType<typeof batchOf>[] = []
  for (const indices of rightOf(evaluationBatches(size)(examples))) {
    const inputs = { params, x: examples.batch(indices, key) } as Host<Inputs>
    const rows = { first: indices[0] as number, count: indices.length }
    const found: OnHost[] = []
    for (const { piece, program } of programs) {
      const own = pieces.length === 1 ? rows : { ...rows, samples: piece }
      const { weights, squares, elbo } = await orThrow(program(inputs, forRows(own)(key)))
      found.push({ weights: weights.values, squares: squares.values, elbo: elbo?.values[0] ?? null })
    }
    all.push(batchOf(pieces, found, rows.count))
  }
  return all
}

/** What is found of a data set, from each of its batches. */
const likelihoodOf = (batches: readonly ReturnType<typeof batchOf>[]): Likelihood => {
  const all = batches.flatMap(({ each }) => each)
  const logs = all.map(({ log }) => log)
  const elbos = batches.flatMap(({ elbo, each }) =>
    elbo === null ? [] : [{ values: { objective: elbo, parts: [] }, count: each.length }],
  )
  return {
    ...estimateOf(logs),
    each: logs,
    effectiveSamples: meanOf(all.map(({ effective }) => effective)),
    elbo: elbos.length === 0 ? null : meanOfValues(elbos).objective,
  }
}

/**
 * `log p(x)` by importance sampling: the mean over examples of `log (1/K) Σ p(x,z)/q(z|x)` of K samples of the posterior.
 *
 * In expectation it is no more than log p(x), and as much where K is large.
 *
 * Units: nats per example. Errors: as those of `objective`.
 * Source: of the bound Burda, Grosse and Salakhutdinov, "Importance Weighted Autoencoders", arXiv:1509.00519, equation 8; of the
 * effective samples Kong, "A note on importance sampling using standardized weights", 1992.
 */
export const logLikelihood = (options: LikelihoodOptions): TE.TaskEither<TrainError, Likelihood> => {
  const { model, data, samples, batch, engine } = options
  const found =
    likelihoodFault(options) ??
    dataFault(model, data, 'data', BOUND.needs) ??
    setsFault(data) ??
    numbersFault('evaluate', { samples, batch })
  return found === null
    ? pipe(
        attempt(engine)(() => batchesOf(options)),
        TE.map(likelihoodOf),
      )
    : TE.left(badRequest(found))
}
