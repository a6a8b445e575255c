/** Distributions by hand: densities, divergences and their parameters. */

import { pipe } from 'fp-ts/lib/function.js'
import { Bernoulli, DiagonalNormal, Kl, T } from 'shapebound'

declare const mean: T.Tensor<readonly ['batch', 11]>
declare const logVariance: T.Tensor<readonly ['batch', 11]>
declare const otherMean: T.Tensor<readonly ['batch', 11]>
declare const z: T.Tensor<readonly ['batch', 11]>
declare const pixels: T.Tensor<readonly ['batch', 18]>
declare const logits: T.Tensor<readonly ['batch', 18]>

const q = DiagonalNormal.make(mean, logVariance)
const p = DiagonalNormal.make(otherMean, logVariance)
const prior = DiagonalNormal.standard(11)

export const logPosterior: T.Tensor<readonly ['batch']> = DiagonalNormal.logProb(q)<readonly []>(z)
export const toPrior: T.Tensor<readonly ['batch']> = Kl.toStandardNormal(prior)(q)
export const between: T.Tensor<readonly ['batch']> = Kl.toDiagonalNormal(p)(q)
export const logLikelihood: T.Tensor<readonly ['batch']> = Bernoulli.logProb(Bernoulli.make(logits))(pixels)
export const elbo: T.Tensor<readonly ['batch']> = pipe(logLikelihood, T.sub(toPrior), T.add(logPosterior))
