/** Autoregressive flows: every number is scaled and shifted by what a masked network makes of those before it. */

import { pipe } from 'fp-ts/lib/function.js'
import { boundLogScale, boundLogVariance } from '../distributions/bound.js'
import { knownEvent } from '../distributions/standard.js'
import type { KnownSizes, SizeHint, UnlessNever } from '../shapes/checkDim.js'
import type { Dim, DimOf, ShapeOf, Size } from '../shapes/dim.js'
import type { Said } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { type Bijection, type Direction, made } from './bijection.js'
import { add, type Leaf, mul, sub, total } from './formula.js'
import { type AnyMasked, type MaskedNetwork, type MaskedParameters, maskedNetwork } from './masked.js'
import { type KnownAxis, knownAxis } from './planar.js'

// -----------------------------------------------------------------------------
// in one pass, and by a sweep
// -----------------------------------------------------------------------------

/** How numbers are moved by their shifts and raw scales, how they are moved back, and the logarithm of the slope. */
interface Step {
  readonly of: (shift: Leaf, rawScale: Leaf) => (x: Leaf) => Leaf
  readonly back: (shift: Leaf, rawScale: Leaf) => (y: Leaf) => Leaf
  readonly logSlope: (rawScale: Leaf) => Leaf
}

const seen = ({ apply }: MaskedNetwork, own: AnyMasked, x: Leaf) => {
  const { shift, rawScale } = apply(own)(x as never)
  return { shift: shift as unknown as Leaf, rawScale: rawScale as unknown as Leaf }
}

/** All numbers at once: the network sees what they are made of. */
const inOnePass =
  ({ of, logSlope }: Step, network: MaskedNetwork) =>
  (own: AnyMasked) =>
  (x: Leaf) => {
    const { shift, rawScale } = seen(network, own, x)
    return { y: of(shift, rawScale)(x), logDeterminant: total(logSlope(rawScale)) }
  }

/** 1 at one place of an axis, else 0. */
const only = ({ dim, size }: Size<Dim>, place: number): Leaf =>
  T.fromHost({
    shape: [dim] as const,
    sizes: [size],
    values: Float32Array.from({ length: size }, (_, at) => (at === place ? 1 : 0)),
  }) as unknown as Leaf

/** One number after the other: what the network sees of those before it is already known, and the rest is 0. */
const bySweep =
  ({ back, logSlope }: Step, network: MaskedNetwork, axis: Size<Dim>) =>
  (own: AnyMasked) =>
  (y: Leaf) => {
    const zeros = { x: T.zerosLike(y), logSlopes: T.zerosLike(y) }
    const { x, logSlopes } = Array.from({ length: axis.size }, (_, place) => only(axis, place)).reduce((known, at) => {
      const { shift, rawScale } = seen(network, own, known.x)
      return {
        x: pipe(back(shift, rawScale)(y), mul(at), add(known.x)),
        logSlopes: pipe(logSlope(rawScale), mul(at), add(known.logSlopes)),
      }
    }, zeros)
    return { y: x, logDeterminant: T.negate(total(logSlopes)) }
  }

/** The passes of an inverse autoregressive flow by a masked network. */
export const iafPasses = (network: MaskedNetwork, axis: Size<Dim>) => ({
  forward: inOnePass(gated, network),
  inverse: bySweep(gated, network, axis),
})

// -----------------------------------------------------------------------------
// both flows
// -----------------------------------------------------------------------------

/** What is added to a raw scale of an inverse autoregressive flow, so that it begins near the identity. */
const FORGET = 2

/** The logarithm of σ, a sigmoid. */
const logGate = (rawScale: Leaf): Leaf =>
  pipe(rawScale, boundLogVariance, T.addScalar(FORGET), T.negate, T.softplus, T.negate)

/** `(1 - σ) · shift`. */
const rest = (shift: Leaf, rawScale: Leaf): Leaf => pipe(logGate(rawScale), T.expm1, T.negate, mul(shift))

const gated: Step = {
  of: (shift, rawScale) => (x) => pipe(x, mul(T.exp(logGate(rawScale))), add(rest(shift, rawScale))),
  back: (shift, rawScale) => (y) => pipe(y, sub(rest(shift, rawScale)), mul(T.exp(T.negate(logGate(rawScale))))),
  logSlope: logGate,
}

const standardized: Step = {
  of: (shift, rawScale) => (x) => pipe(x, sub(shift), mul(T.exp(T.negate(boundLogScale(rawScale))))),
  back: (shift, rawScale) => (u) => pipe(u, mul(T.exp(boundLogScale(rawScale))), add(shift)),
  logSlope: (rawScale) => T.negate(boundLogScale(rawScale)),
}

const hiddenOf = <Name extends string>(name: Name) => `Flow.${name}: hidden` as const

/** The sizes of the hidden layers of a masked network. */
export interface HiddenOption<Hidden extends readonly unknown[], Name extends string> {
  readonly hidden: KnownSizes<Hidden, Said<typeof hiddenOf<Name>>>
}

/** An autoregressive flow: one direction takes one pass, the other, which is slow, one for each number. */
const autoregressive = <B>(name: string, size: unknown, hidden: unknown, slow: Direction, step: Step): B => {
  const axis = knownAxis(name, size)
  const network = maskedNetwork(axis, knownEvent(hiddenOf(name), hidden))
  const [quick, swept] = [inOnePass(step, network), bySweep(step, network, axis)]
  const passes = slow === 'inverse' ? { forward: quick, inverse: swept } : { forward: swept, inverse: quick }
  return made({ name, event: [axis], slow: [slow], init: network.init, ...passes })
}

/**
 * The inverse autoregressive flow: `y = σ x + (1 - σ) shift`, where σ and the shift of a number depend on those of x before
 * it: `iaf(20, { hidden: [64] })`.
 *
 * Forward takes one pass, so that it suits a posterior; the inverse takes one for each number.
 *
 * Shapes: `[Row, N] -> [Row, N]`. Errors: a `ShapeError` when a size is not a whole number above 0.
 * Source: Kingma et al., "Improving Variational Inference with Inverse Autoregressive Flow", arXiv:1606.04934, equations
 * 13 and 14, and algorithm 1.
 *
 * @example
 * iaf(20, { hidden: [64] }).slow
 * //=> ['inverse']
 */
export const iaf = <const Given = SizeHint, const Hidden extends readonly unknown[] = readonly []>(
  size: KnownAxis<Given, 'iaf'>,
  { hidden }: HiddenOption<Hidden, 'iaf'>,
): UnlessNever<
  keyof Given,
  Bijection<readonly [DimOf<Given> & Dim], MaskedParameters<DimOf<Given> & Dim, ShapeOf<Hidden>>, Direction, 'inverse'>
> => autoregressive('iaf', size, hidden, 'inverse', gated)

/**
 * The masked autoregressive flow: `y = x · exp(logScale) + shift`, where both of a number depend on those of y before it:
 * `maf(20, { hidden: [64] })`. The log-scales are bounded.
 *
 * The inverse takes one pass, so that it suits a density; forward takes one for each number.
 *
 * Shapes: `[Row, N] -> [Row, N]`. Errors: a `ShapeError` when a size is not a whole number above 0.
 * Source: Papamakarios, Pavlakou and Murray, "Masked Autoregressive Flow for Density Estimation", arXiv:1705.07057,
 * equations 3 to 5.
 *
 * @example
 * maf(20, { hidden: [64] }).slow
 * //=> ['forward']
 */
export const maf = <const Given = SizeHint, const Hidden extends readonly unknown[] = readonly []>(
  size: KnownAxis<Given, 'maf'>,
  { hidden }: HiddenOption<Hidden, 'maf'>,
): UnlessNever<
  keyof Given,
  Bijection<readonly [DimOf<Given> & Dim], MaskedParameters<DimOf<Given> & Dim, ShapeOf<Hidden>>, Direction, 'forward'>
> => autoregressive('maf', size, hidden, 'forward', standardized)
