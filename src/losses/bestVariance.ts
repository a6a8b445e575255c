/** The log-likelihood of a normal distribution around what is decoded, of the one variance that is best for a batch. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import type { HasData, HasMeanAt, HasSamples } from './atoms.js'
import { examplesOf } from './examples.js'
import { formula } from './formula.js'
import { atom } from './term.js'

/** Below this there is no logarithm worth its name: that of examples that are decoded as they were. */
const LEAST = 1e-12

/**
 * `log N(x; E[x|z], σ*²)`, where `σ*²` is the mean squared error over a batch: of all variances the one under which it is most probable.
 * A gain, whose mean over a batch of examples of D numbers is `-D/2 (log 2πσ*² + 1)`: a squared error needs no weight beside the KL.
 *
 * `Layer.sharedNormalHead` learns the same variance as a parameter, and then the ELBO is a bound. This one is fitted to the batch that
 * it is of, so that nothing is proved of it.
 *
 * Axes: samples, batch. Units: nats per example. Range: any number.
 * Source: Rybkin, Daniilidis and Levine, "Simple and Effective VAE Training with Calibrated Decoders", arXiv:2006.13202, section 3:
 * optimal σ-VAE.
 *
 * @example
 * bestVarianceLikelihood.formula.text
 * //=> 'log N(x; E[x|z], σ*²)'
 */
export const bestVarianceLikelihood = atom('+log-likelihood of the best variance of the batch', {
  axes: ['samples', 'batch'] as const,
  sense: 'gain',
  needs: ['x', 'z', 'meanAt'],
  formula: formula('log N(x; E[x|z], σ*²)', '\\log \\mathcal{N}(x; \\mathbb{E}[x|z], {\\sigma^*}^2)'),
  title: 'Reconstruction',
  note: 'The log-likelihood of x around what is decoded, of the variance that is best for the batch: higher is better.',
  nats: (supplied: HasData & HasSamples & HasMeanAt) => {
    const errors = pipe(examplesOf(supplied), T.same.sub(supplied.meanAt(supplied.z)), T.square, T.sum('features'))
    const features = supplied.x.sizes[1] as number
    const variance = pipe(errors, T.meanOfAll, T.mulScalar(1 / features), T.clip(LEAST, 1e30))
    const constant = pipe(variance, T.mulScalar(2 * Math.PI), T.log, T.mulScalar(features))
    return pipe(
      errors,
      T.trailing.mul(pipe(variance, T.pow(-1)))<readonly ['samples', 'batch']>,
      T.trailing.add(constant)<readonly ['samples', 'batch']>,
      T.mulScalar(-0.5),
    )
  },
})
