/**
 * A model with a latent of a few states, whose every sum is exact: `p(z)` and `q(z|x)` are tables, `x` is one datum.
 *
 * All tuples of k samples stand along the batch, so that an expectation over samples is a sum over the batch.
 */

import { pipe } from 'fp-ts/lib/function.js'
import { minus, plus } from '../../src/losses/algebra.js'
import { formula } from '../../src/losses/formula.js'
import type { Sense } from '../../src/losses/term.js'
import { atom } from '../../src/losses/term.js'
import type { AnyTensor } from '../../src/tensors/tensor.js'
import { scoped, tensorOf, valuesOf } from './engine.js'

const PRIOR = [0.5, 0.2, 0.2, 0.1]
const LIKELIHOOD = [0.02, 0.3, 0.004, 0.6]
const POSTERIOR = [0.4, 0.3, 0.2, 0.1]

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
const at = (table: readonly number[], state: number) => table[state] ?? Number.NaN

// -----------------------------------------------------------------------------
// closed forms, in float64
// -----------------------------------------------------------------------------

const joint = PRIOR.map((prior, state) => prior * at(LIKELIHOOD, state))

export const logEvidence = Math.log(total(joint))

/** `KL(q || p(z|x))`. */
export const klToPosterior = total(
  POSTERIOR.map((q, state) => q * Math.log((q * Math.exp(logEvidence)) / at(joint, state))),
)

/** `KL(q || p(z))`. */
export const klToPrior = total(POSTERIOR.map((q, state) => q * Math.log(q / at(PRIOR, state))))

/** `E_q[log p(x|z)]`. */
export const expectedLogLikelihood = total(POSTERIOR.map((q, state) => q * Math.log(at(LIKELIHOOD, state))))

/** `1/(1-α) log E_q[w^(1-α)]`, the exact Rényi bound. */
export const exactRenyi = (alpha: number) =>
  Math.log(total(POSTERIOR.map((q, state) => q * (at(joint, state) / q) ** (1 - alpha)))) / (1 - alpha)

// -----------------------------------------------------------------------------
// every tuple of samples
// -----------------------------------------------------------------------------

const tuples = (count: number): readonly (readonly number[])[] =>
  count === 0 ? [[]] : tuples(count - 1).flatMap((tuple) => POSTERIOR.map((_, state) => [...tuple, state]))

/** Terms of every tuple of so many samples, and how the expectation of a term over them is read. */
export const enumerated = (samples: number) => {
  const all = tuples(samples)
  const probabilities = all.map((tuple) => tuple.reduce((product, state) => product * at(POSTERIOR, state), 1))
  const of = <const Name extends string, const Direction extends Sense>(
    name: Name,
    sense: Direction,
    table: readonly number[],
  ) =>
    atom(`+${name}`, {
      axes: ['samples', 'batch'] as const,
      sense,
      needs: [],
      formula: formula(name, name),
      nats: () =>
        tensorOf(
          ['samples', 'batch'],
          [samples, all.length],
          Array.from({ length: samples }, (_, sample) =>
            all.map((tuple) => Math.log(at(table, tuple[sample] ?? Number.NaN))),
          ).flat(),
        ),
    })
  const logLikelihood = of('log p(x|z)', 'gain', LIKELIHOOD)
  const logPrior = of('log p(z)', 'gain', PRIOR)
  const logPosterior = of('log q(z|x)', 'cost', POSTERIOR)
  return {
    logLikelihood,
    logWeight: pipe(logLikelihood, plus(logPrior), minus(logPosterior)),
    /** The expectation over every tuple: no sampling. */
    expectation: (term: { readonly evaluate: (supplied: unknown) => { readonly value: AnyTensor } }): number =>
      scoped(() => total(valuesOf(term.evaluate({}).value).map((value, index) => value * at(probabilities, index)))),
  }
}
