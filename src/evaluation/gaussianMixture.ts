/** Mixtures of Gaussians fitted to codes by expectation and maximization, in float64: what new codes are drawn from after training. */

import { child, type Key, normal, uniform } from '../random/key.js'
import { refuse } from '../shapes/defect.js'
import { mustBe } from '../shapes/message.js'
import { counted, type WholeNumber } from '../shapes/number.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Codes, row by row. */
export interface CodeRows {
  readonly sizes: readonly [rows: number, numbers: number]
  readonly values: ArrayLike<number>
}

/** A component: its covariance is that of a lower triangle times its transpose, row by row. */
export interface GaussianComponent {
  readonly weight: number
  readonly mean: readonly number[]
  readonly factor: Float64Array
}

/** A mixture, and the mean log-density of the codes after each round. Units: nats. */
export interface GaussianMixture {
  readonly components: readonly GaussianComponent[]
  readonly logDensities: readonly number[]
}

const LOG_TWO_PI = Math.log(2 * Math.PI)

/** What is added to every variance, relative to those of all codes: so that no component falls onto one code. */
const LEAST = 1e-6

/** A round that adds less than this is the last. Units: nats. */
const STILL = 1e-5

const sum = (values: ArrayLike<number>): number =>
  Array.prototype.reduce.call(values, (all, each) => all + each, 0) as number

// -----------------------------------------------------------------------------
// one component
// -----------------------------------------------------------------------------

/** The lower triangle of a positive definite matrix. Source: Golub and Van Loan, "Matrix Computations", algorithm 4.2.1. */
const choleskyOf = (matrix: Float64Array, width: number): Float64Array => {
  const factor = new Float64Array(width * width)
  for (let row = 0; row < width; row++)
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * width + column] as number
      for (let at = 0; at < column; at++)
        rest -= (factor[row * width + at] as number) * (factor[column * width + at] as number)
      factor[row * width + column] =
        row === column ? Math.sqrt(rest) : rest / (factor[column * width + column] as number)
    }
  return factor
}

/** The log-density of the code at a row, by forward substitution into `rest`. */
const logDensityAt = (
  { mean, factor }: GaussianComponent,
  values: ArrayLike<number>,
  from: number,
  rest: Float64Array,
): number => {
  const width = mean.length
  let nats = -0.5 * width * LOG_TWO_PI
  for (let row = 0; row < width; row++) {
    let left = (values[from + row] as number) - (mean[row] as number)
    for (let at = 0; at < row; at++) left -= (factor[row * width + at] as number) * (rest[at] as number)
    const scale = factor[row * width + row] as number
    rest[row] = left / scale
    nats -= 0.5 * (left / scale) ** 2 + Math.log(scale)
  }
  return nats
}

/** The component of some codes, each by its share. */
const componentOf = (
  { sizes: [rows, width], values }: CodeRows,
  shares: Float64Array,
  least: number,
): GaussianComponent => {
  const total = sum(shares)
  const mean = Array.from({ length: width }, (_, column) => {
    let all = 0
    for (let row = 0; row < rows; row++) all += (shares[row] as number) * (values[row * width + column] as number)
    return all / total
  })
  const covariance = new Float64Array(width * width)
  for (let row = 0; row < rows; row++) {
    const share = (shares[row] as number) / total
    if (share === 0) continue
    for (let left = 0; left < width; left++) {
      const scaled = share * ((values[row * width + left] as number) - (mean[left] as number))
      for (let right = 0; right <= left; right++)
        covariance[left * width + right] =
          (covariance[left * width + right] as number) +
          scaled * ((values[row * width + right] as number) - (mean[right] as number))
    }
  }
  for (let at = 0; at < width; at++) covariance[at * (width + 1)] = (covariance[at * (width + 1)] as number) + least
  return { weight: total / rows, mean, factor: choleskyOf(covariance, width) }
}

// -----------------------------------------------------------------------------
// rounds
// -----------------------------------------------------------------------------

/** The share of every component in every code, and the mean log-density of the codes. */
const expected = (components: readonly GaussianComponent[], { sizes: [rows, width], values }: CodeRows) => {
  const shares = components.map(() => new Float64Array(rows))
  const rest = new Float64Array(width)
  let nats = 0
  for (let row = 0; row < rows; row++) {
    const each = components.map((own) => Math.log(own.weight) + logDensityAt(own, values, row * width, rest))
    const largest = Math.max(...each)
    const all = largest + Math.log(sum(each.map((own) => Math.exp(own - largest))))
    for (const [at, own] of each.entries()) (shares[at] as Float64Array)[row] = Math.exp(own - all)
    nats += all / rows
  }
  return { shares, nats }
}

/** The squared distance of the code at a row from another. */
const squared = ({ sizes: [, width], values }: CodeRows, row: number, other: number): number => {
  let all = 0
  for (let at = 0; at < width; at++)
    all += ((values[row * width + at] as number) - (values[other * width + at] as number)) ** 2
  return all
}

/** Codes far from each other, to begin with. Source: Arthur and Vassilvitskii, "k-means++", 2007, section 2.2. */
const centersOf = (codes: CodeRows, count: number, key: Key): readonly number[] => {
  const [rows] = codes.sizes
  const noise = uniform(key, count)
  const distances = new Float64Array(rows).fill(1)
  return Array.from(noise, (own, at) => {
    const mark = own * sum(distances)
    let [row, passed] = [0, distances[0] as number]
    while (passed < mark && row < rows - 1) passed += distances[++row] as number
    for (let each = 0; each < rows; each++) {
      const distance = squared(codes, each, row)
      distances[each] = at === 0 ? distance : Math.min(distances[each] as number, distance)
    }
    return row
  })
}

const WHAT = 'gaussianMixture: the number of components' as const

/** How a mixture is fitted. */
export interface MixtureOptions<Components extends number = number> {
  readonly components: WholeNumber<Components, typeof WHAT>
  /** How many rounds at most. Default: 200. */
  readonly rounds?: number
}

/**
 * A mixture of Gaussians with covariances of their own, fitted to codes: by rounds of expectation and maximization, none of which makes the
 * codes less probable, until one adds less than 1e-5 nats. The same key gives the same mixture.
 *
 * Errors: a `ShapeError` for more components than codes.
 * Source: Bishop, "Pattern Recognition and Machine Learning", section 9.2.2. Ghosh et al., "From Variational to Deterministic
 * Autoencoders", arXiv:1903.12436, section 4, draw codes so.
 */
export const gaussianMixture =
  <const Components extends number>({ components: given, rounds = 200 }: MixtureOptions<Components>) =>
  (key: Key) =>
  (codes: CodeRows): GaussianMixture => {
    const count = counted(given, WHAT)
    const [rows, width] = codes.sizes
    if (rows < count) refuse(mustBe(WHAT, `at most ${rows}, the number of codes`, count))
    const whole = componentOf(codes, new Float64Array(rows).fill(1), 0)
    const variance = sum(whole.factor.map((each) => each * each)) / width
    const least = LEAST * (variance > 0 ? variance : 1)
    const { factor } = componentOf(codes, new Float64Array(rows).fill(1), least)
    const start = centersOf(codes, count, child('centers')(key)).map((row) => ({
      weight: 1 / count,
      mean: Array.from({ length: width }, (_, at) => codes.values[row * width + at] as number),
      factor,
    }))
    return fitted(codes, start, least, rounds)
  }

const fitted = (
  codes: CodeRows,
  start: readonly GaussianComponent[],
  least: number,
  rounds: number,
): GaussianMixture => {
  let components = start
  const logDensities: number[] = []
  for (let round = 0; round < rounds; round++) {
    const { shares, nats } = expected(components, codes)
    logDensities.push(nats)
    if (round > 0 && nats - (logDensities[round - 1] as number) < STILL) break
    // a component of no code stays as it is
    components = components.map((own, at) =>
      sum(shares[at] as Float64Array) > 0 ? componentOf(codes, shares[at] as Float64Array, least) : own,
    )
  }
  return { components, logDensities }
}

// -----------------------------------------------------------------------------
// draws
// -----------------------------------------------------------------------------

/** The component that uniform noise falls on. */
const chosenBy = (components: readonly GaussianComponent[], noise: number): GaussianComponent => {
  let left = noise
  const found = components.find(({ weight }) => {
    left -= weight
    return left < 0
  })
  return found ?? (components.at(-1) as GaussianComponent) // weights add up to 1 but for rounding
}

/** New codes of a mixture, row by row. */
export const drawCodes =
  (key: Key, count: number) =>
  ({ components }: GaussianMixture): CodeRows & { readonly values: Float32Array } => {
    const width = (components[0] as GaussianComponent).mean.length
    const [choices, noise] = [uniform(child('component')(key), count), normal(child('noise')(key), count * width)]
    const values = new Float32Array(count * width)
    for (let row = 0; row < count; row++) {
      const { mean, factor } = chosenBy(components, choices[row] as number)
      for (let at = 0; at < width; at++) {
        let all = mean[at] as number
        for (let by = 0; by <= at; by++)
          all += (factor[at * width + by] as number) * (noise[row * width + by] as number)
        values[row * width + at] = all
      }
    }
    return { sizes: [count, width], values }
  }
