/**
 * The monotonic rational-quadratic spline: a map of the line that is the identity outside of an interval.
 *
 * Inside it goes through knots, between two of them as a quotient of two squares, with given slopes at the knots. It and
 * its inverse have closed forms.
 *
 * Source: Durkan, Bekasov, Murray and Papamakarios, "Neural Spline Flows", arXiv:1906.04032, section 3.1 and appendix A.
 */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { softmax } from '../tensors/softmax.js'
import type { Direction } from './bijection.js'
import { atLeast, choose, column, equals, joined, type Leaf, parts, runningSum, sumLast } from './formula.js'

// -----------------------------------------------------------------------------
// the knots
// -----------------------------------------------------------------------------

/** The smallest share of all bins together in the interval, and the smallest slope at a knot. */
const LEAST = 1e-3

/** What is added to a raw slope, so that one of 0 is a slope of 1: then zeros are the identity. */
const SLOPE_OF_ZERO = Math.log(Math.expm1(1 - LEAST))

/** The range of the square under the root: at 0 the root has no slope. */
const [LEAST_SQUARE, LARGEST] = [1e-30, 3e38] as const

/** Bins of an interval, the last axis. */
interface Bins {
  /** Where each begins. */
  readonly begin: Leaf
  readonly width: Leaf
}

/** Bins from their raw shares, from `-bound` to `bound`. Shapes: two of `[..., Bins]`. */
const binsOf = (bound: number, raw: Leaf): Bins => {
  const count = raw.sizes.at(-1) as number
  const share = pipe(raw, softmax, T.mulScalar(1 - LEAST), T.addScalar(LEAST / count))
  const width = T.mulScalar(2 * bound)(share)
  const end = pipe(share, runningSum, T.mulScalar(2 * bound), T.addScalar(-bound))
  return { begin: T.same.sub(width)(end), width }
}

/** A bin for each number: where it begins, how wide and high it is, and the slopes at both ends. */
interface Bin {
  readonly x: Leaf
  readonly y: Leaf
  readonly width: Leaf
  readonly height: Leaf
  readonly first: Leaf
  readonly last: Leaf
}

/** 1 for the bin that a number is in, else 0. Shapes: `[..., 1], [..., Bins] -> [..., Bins]`. */
const isIn =
  (at: Leaf) =>
  ({ begin }: Bins): Leaf => {
    const zero = T.zerosLike(at)
    // the first bin and the last one reach as far as there are numbers
    const inner = parts([1, (begin.sizes.at(-1) as number) - 1], begin)[1] as Leaf
    const passed = pipe(at, atLeast(inner))
    return pipe(joined(passed, T.addScalar(1)(zero)), T.same.sub(joined(zero, passed)))
  }

/** The bin of each number, by the raw numbers of its spline. Shapes: `[..., 1], [..., 3 Bins - 1]`. */
const binAt = ({ bins, bound }: Interval, raw: Leaf, way: Direction, at: Leaf): Bin => {
  const [widths, heights, slopes] = parts([bins, bins, bins - 1], raw) as readonly [Leaf, Leaf, Leaf]
  const [x, y] = [binsOf(bound, widths), binsOf(bound, heights)]
  const inner = pipe(slopes, T.addScalar(SLOPE_OF_ZERO), T.softplus, T.addScalar(LEAST))
  const one = pipe(T.zerosLike(at), T.addScalar(1))
  const chosen = isIn(at)(way === 'forward' ? x : y)
  const pick = (each: Leaf): Leaf => sumLast(T.same.mul(chosen)(each))
  return {
    x: pick(x.begin),
    y: pick(y.begin),
    width: pick(x.width),
    height: pick(y.width),
    first: pick(joined(inner, one)),
    last: pick(joined(one, inner)),
  }
}

// -----------------------------------------------------------------------------
// within a bin, by how far through it a number is: from 0 to 1
// -----------------------------------------------------------------------------

const complement = (through: Leaf): Leaf => pipe(through, T.negate, T.addScalar(1))

/** `first + last - 2 height / width`: how far the slopes at the ends are from that of the chord. */
const bendOf = ({ first, last, height, width }: Bin): Leaf =>
  pipe(first, T.same.add(last), T.same.sub(pipe(height, T.same.div(width), T.mulScalar(2))))

/** The denominator: the slope of the chord, and what the bend makes of it. */
const belowOf = (bin: Bin, through: Leaf): Leaf =>
  pipe(
    through,
    T.same.mul(complement(through)),
    T.same.mul(bendOf(bin)),
    T.same.add(pipe(bin.height, T.same.div(bin.width))),
  )

/** The height that is reached. Source: equation 4 of section 3.1. */
const heightAt = (bin: Bin, through: Leaf): Leaf => {
  const chord = pipe(bin.height, T.same.div(bin.width))
  const above = pipe(
    T.square(through),
    T.same.mul(chord),
    T.same.add(pipe(through, T.same.mul(complement(through)), T.same.mul(bin.first))),
    T.same.mul(bin.height),
  )
  return pipe(above, T.same.div(belowOf(bin, through)), T.same.add(bin.y))
}

/** The logarithm of the slope. Source: equation 5 of section 3.1. */
const logSlopeAt = (bin: Bin, through: Leaf): Leaf => {
  const chord = pipe(bin.height, T.same.div(bin.width))
  const rest = complement(through)
  const slopes = pipe(
    T.square(through),
    T.same.mul(bin.last),
    T.same.add(pipe(through, T.same.mul(rest), T.same.mul(chord), T.mulScalar(2))),
    T.same.add(pipe(T.square(rest), T.same.mul(bin.first))),
  )
  const logs = pipe(T.log(slopes), T.same.add(T.mulScalar(2)(T.log(chord))))
  return pipe(logs, T.same.sub(T.mulScalar(2)(T.log(belowOf(bin, through)))))
}

/** How far through its bin a height is reached: the root of a square equation. Source: equations 6 to 8 of section 3.1. */
const throughOf = (bin: Bin, y: Leaf): Leaf => {
  const chord = pipe(bin.height, T.same.div(bin.width))
  const climbed = pipe(y, T.same.sub(bin.y))
  const bent = pipe(climbed, T.same.mul(bendOf(bin)))
  const a = pipe(chord, T.same.sub(bin.first), T.same.mul(bin.height), T.same.add(bent))
  const b = pipe(bin.height, T.same.mul(bin.first), T.same.sub(bent))
  const c = pipe(chord, T.same.mul(climbed), T.negate)
  const square = pipe(T.square(b), T.same.sub(pipe(a, T.same.mul(c), T.mulScalar(4))), T.clip(LEAST_SQUARE, LARGEST))
  return pipe(T.mulScalar(2)(c), T.same.div(pipe(T.negate(b), T.same.sub(T.sqrt(square)))))
}

// -----------------------------------------------------------------------------
// the spline
// -----------------------------------------------------------------------------

/** The number of bins, and how far from 0 the first begins and the last ends. */
export interface Interval {
  readonly bins: number
  readonly bound: number
}

/**
 * The splines of some numbers, each by its own raw numbers: those of the widths, of the heights, and of the slopes between
 * the bins. Zeros are the identity.
 *
 * Shapes: `[Row, N, 3 Bins - 1], [Row, N] -> [Row, N]`, and the logarithm of the slope at each.
 */
export const spline =
  (interval: Interval) =>
  (way: Direction, raw: Leaf) =>
  (x: Leaf): { readonly y: Leaf; readonly logSlope: Leaf } => {
    const inside = T.clip(-interval.bound, interval.bound)(x)
    const bin = binAt(interval, raw, way, column(inside))
    const through = way === 'forward' ? pipe(inside, T.same.sub(bin.x), T.same.div(bin.width)) : throughOf(bin, inside)
    const y = way === 'forward' ? heightAt(bin, through) : pipe(through, T.same.mul(bin.width), T.same.add(bin.x))
    const logSlope = logSlopeAt(bin, through)
    const isInside = equals(inside)(x)
    return {
      y: pipe(isInside, choose(y, x)),
      logSlope: pipe(isInside, T.same.mul(way === 'forward' ? logSlope : T.negate(logSlope))),
    }
  }
