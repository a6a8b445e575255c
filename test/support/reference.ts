/** Float64 reference functions on row-major arrays, written for reading and not for speed. */

// -----------------------------------------------------------------------------
// places
// -----------------------------------------------------------------------------

const placed = new Map<string, readonly (readonly number[])[]>()

const placesOf = (sizes: readonly number[]): readonly (readonly number[])[] =>
  sizes.reduce<readonly (readonly number[])[]>(
    (before, size) => before.flatMap((place) => Array.from({ length: size }, (_, at) => [...place, at])),
    [[]],
  )

/** The places of all elements, in row-major order; found once for some sizes, for differences ask thousands of times. */
export const places = (sizes: readonly number[]): readonly (readonly number[])[] => {
  const found = placed.get(sizes.join()) ?? placesOf(sizes)
  placed.set(sizes.join(), found)
  return found
}

/** The offset of a place. */
export const offset = (sizes: readonly number[], place: readonly number[]): number =>
  sizes.reduce((total, size, axis) => total * size + (place[axis] as number), 0)

/** The sizes of two broadcast arrays. */
export const broadcastSizes = (left: readonly number[], right: readonly number[]): readonly number[] => {
  const rank = Math.max(left.length, right.length)
  return Array.from({ length: rank }, (_, axis) =>
    Math.max(left[axis - rank + left.length] ?? 1, right[axis - rank + right.length] ?? 1),
  )
}

const aligned = (sizes: readonly number[], place: readonly number[]): readonly number[] =>
  sizes.map((size, axis) => (size === 1 ? 0 : (place[axis + place.length - sizes.length] as number)))

// -----------------------------------------------------------------------------
// operations
// -----------------------------------------------------------------------------

/** A function of two numbers, broadcast. */
export const binary =
  (f: (left: number, right: number) => number, leftSizes: readonly number[], rightSizes: readonly number[]) =>
  (left: readonly number[], right: readonly number[]): readonly number[] =>
    places(broadcastSizes(leftSizes, rightSizes)).map((place) =>
      f(
        left[offset(leftSizes, aligned(leftSizes, place))] as number,
        right[offset(rightSizes, aligned(rightSizes, place))] as number,
      ),
    )

/** The numbers along some axes, group by group. */
export const groups =
  (sizes: readonly number[], axes: readonly number[]) =>
  (values: readonly number[]): readonly (readonly number[])[] => {
    const kept = sizes.map((_, axis) => axis).filter((axis) => !axes.includes(axis))
    const out = places(kept.map((axis) => sizes[axis] as number)).map((): number[] => [])
    for (const [index, place] of places(sizes).entries())
      out[
        offset(
          kept.map((axis) => sizes[axis] as number),
          kept.map((axis) => place[axis] as number),
        )
      ]?.push(values[index] as number)
    return out
  }

/** A matrix product, leading axes broadcast. */
export const matmul =
  (leftSizes: readonly number[], rightSizes: readonly number[]) =>
  (left: readonly number[], right: readonly number[]): readonly number[] => {
    const [rows, inner] = leftSizes.slice(-2) as [number, number]
    const columns = rightSizes.at(-1) as number
    const [leadLeft, leadRight] = [leftSizes.slice(0, -2), rightSizes.slice(0, -2)]
    return places([...broadcastSizes(leadLeft, leadRight), rows, columns]).map((place) => {
      const lead = place.slice(0, -2)
      const [row, column] = place.slice(-2) as [number, number]
      return Array.from({ length: inner }, (_, at) => {
        const a = left[offset(leftSizes, [...aligned(leadLeft, lead), row, at])] as number
        const b = right[offset(rightSizes, [...aligned(leadRight, lead), at, column])] as number
        return a * b
      }).reduce((sum, each) => sum + each, 0)
    })
  }

// -----------------------------------------------------------------------------
// functions of one number
// -----------------------------------------------------------------------------

export const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0)

export const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)))

export const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))

export const logSumExp = (values: readonly number[]): number => {
  const most = Math.max(...values)
  return most + Math.log(sum(values.map((each) => Math.exp(each - most))))
}

// -----------------------------------------------------------------------------
// distributions
// -----------------------------------------------------------------------------

const LOG_TWO_PI = Math.log(2 * Math.PI)

/** The log-density of one number under a normal distribution. */
export const normalLogProb = (x: number, mean: number, logVariance: number): number =>
  -0.5 * (LOG_TWO_PI + logVariance + (x - mean) ** 2 / Math.exp(logVariance))

/** The divergence of two normal distributions of one number. */
export const normalKl = (mean: number, logVariance: number, otherMean: number, otherLogVariance: number): number => {
  const ratio = logVariance - otherLogVariance
  return 0.5 * (Math.expm1(ratio) - ratio + (mean - otherMean) ** 2 / Math.exp(otherLogVariance))
}

/** The log-probability of one number under a Bernoulli distribution. */
export const bernoulliLogProb = (x: number, logit: number): number => x * logit - softplus(logit)

/** The entropy of one Bernoulli distribution. */
export const bernoulliEntropy = (logit: number): number =>
  softplus(-Math.abs(logit)) + Math.abs(logit) * sigmoid(-Math.abs(logit))

/** The distribution function of the standard normal distribution: Marsaglia's series, "Evaluating the Normal Distribution", 2004. */
export const normalCdf = (x: number): number => {
  if (Math.abs(x) > 7) return x > 0 ? 1 : 0
  let [total, term] = [x, x]
  for (let n = 3; Math.abs(term) > 1e-17 * Math.abs(total); n += 2) {
    term *= (x * x) / n
    total += term
  }
  return 0.5 + total * Math.exp(-0.5 * x * x - 0.5 * LOG_TWO_PI)
}

// -----------------------------------------------------------------------------
// the gamma function
// -----------------------------------------------------------------------------

/** `ln Γ(x)`, by Stirling's series from 20 on: to 1e-13. */
export const logGamma = (x: number): number =>
  x < 20
    ? logGamma(x + 1) - Math.log(x)
    : (x - 0.5) * Math.log(x) -
      x +
      0.5 * Math.log(2 * Math.PI) +
      1 / (12 * x) -
      1 / (360 * x ** 3) +
      1 / (1260 * x ** 5)

/** Its slope. */
export const digamma = (x: number): number =>
  x < 20
    ? digamma(x + 1) - 1 / x
    : Math.log(x) - 1 / (2 * x) - 1 / (12 * x ** 2) + 1 / (120 * x ** 4) - 1 / (252 * x ** 6)
