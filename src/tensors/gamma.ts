/** The gamma function by its logarithm, and differences of it that lose no digits. */

import type { AnyShape } from '../shapes/dim.js'
import { digammaRisingOf, logRisingOf, slopedLogGamma } from './gammaFunctions.js'
import { bindSame, unary, unwrap, wrap } from './native.js'
import type { Tensor } from './tensor.js'

/**
 * `ln Γ(x)`, the logarithm of the gamma function, exact to float32 also where it passes 0, at 1 and 2.
 *
 * Its gradient is the digamma function.
 *
 * Shapes: `[...Shape] -> [...Shape]`. Range: `x` above 0.
 * Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 6.1.15, 6.1.33 and 6.1.40.
 */
export const logGamma: <Kept extends AnyShape>(x: Tensor<Kept>) => Tensor<Kept> = unary(slopedLogGamma)

/**
 * `ln Γ(θ + x) - ln Γ(θ) - x ln θ`: for a whole x, `Σ ln(1 + k/θ)` over k below x.
 *
 * It goes to 0 as θ grows, where the two logarithms of gamma functions lose all its digits.
 *
 * Shapes: `[...Shape], [...Shape] -> [...Shape]`. Range: θ above 0, x from 0; θ of 0 and more is never negative for x of 1 and more.
 */
export const logRising =
  <Kept extends AnyShape>(theta: Tensor<Kept>) =>
  (x: Tensor<Kept>): Tensor<Kept> => {
    bindSame('logRising', x, theta)
    return wrap(x.shape, logRisingOf(unwrap(theta), unwrap(x)))
  }

/**
 * `ψ(θ + x) - ψ(θ)`, the slope of `ln Γ(θ + x) - ln Γ(θ)` by θ: `Σ 1/(θ + k)` over k below a whole x.
 *
 * Shapes: `[...Shape], [...Shape] -> [...Shape]`. Range: θ above 0, x from 0; never negative.
 */
export const digammaRising =
  <Kept extends AnyShape>(theta: Tensor<Kept>) =>
  (x: Tensor<Kept>): Tensor<Kept> => {
    bindSame('digammaRising', x, theta)
    return wrap(x.shape, digammaRisingOf(unwrap(theta), unwrap(x)))
  }
