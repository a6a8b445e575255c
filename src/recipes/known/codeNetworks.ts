/** The networks of the recipes of codes: 28 x 28 bits to 7 x 7 vectors and back. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'

const { bernoulliLogits, conv2d, conv2dTranspose, flatten, input, relu, reshape, sequence, tanh } = Layer

/** A convolution that halves both sides, or doubles them. */
export const HALVING = { kernel: 4, stride: 2 } as const

/** To 49 vectors of 8 numbers from -1 to 1: so what is encoded does not run away from its codes. */
export const eightChannels = {
  encoder: sequence(input([784]), reshape([28, 28, 1]), conv2d(16, HALVING), relu, conv2d(8, HALVING), tanh),
  decoder: sequence(
    input([7, 7, 8]),
    ...([conv2dTranspose(16, HALVING), relu, conv2dTranspose(1, HALVING), flatten, bernoulliLogits] as const),
  ),
}

/** How well examples are decoded: the first part of what every model of codes is trained by. */
export const fit = pipe(Elbo.logLikelihood, Elbo.average('samples'))

/** The same less both distances between what is encoded and its codes: equation 3 of van den Oord et al., arXiv:1711.00937. */
export const fitOfCodes = (commitment: number) =>
  pipe(fit, Elbo.minus(Elbo.codebook), Elbo.minus(pipe(Elbo.commitment, Elbo.scale(commitment))))
