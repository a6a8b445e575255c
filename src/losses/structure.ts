/** How unlike pictures are in structure, at several scales. */

import { pipe } from 'fp-ts/lib/function.js'
import { refuse } from '../shapes/defect.js'
import { mustBe } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import type { HasData, HasMeanAt, HasSamples } from './atoms.js'
import { type Examples, examplesOf } from './examples.js'
import { formula } from './formula.js'
import { atom } from './term.js'

// -----------------------------------------------------------------------------
// options
// -----------------------------------------------------------------------------

/** How large pictures are, of pixels from 0 to 1, channels last. */
export interface PictureSize {
  readonly height: number
  readonly width: number
  /** 1 if left out. */
  readonly channels?: 1 | 3
}

/** What pictures are compared by. */
export interface StructureOptions {
  /** How many scales, each of half the height and width of the one before: 5 if left out. */
  readonly scales?: number
  /** How many pixels a window has on a side, weighed by a normal distribution of deviation 1.5: 11 if left out. */
  readonly window?: number
}

/** How much each scale counts. Source: Wang, Simoncelli and Bovik, 2003, section 3.2. */
const WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]

const WHAT = 'structuralDissimilarity'

interface Plan {
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly window: number
  /** One for each scale; they sum to 1. */
  readonly weights: readonly number[]
}

const whole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most

/** Weights, scaled so that they sum to 1. */
const summingTo1 = (weights: readonly number[]): readonly number[] => {
  const all = weights.reduce((sum, each) => sum + each, 0)
  return weights.map((each) => each / all)
}

const planOf = (
  { height, width, channels = 1 }: PictureSize,
  { scales = WEIGHTS.length, window = 11 }: StructureOptions,
): Plan => {
  if (!whole(scales, 1, WEIGHTS.length)) refuse(mustBe(`${WHAT}: the scales`, 'a whole number from 1 to 5', scales))
  if (!whole(window, 1, 101) || window % 2 === 0)
    refuse(mustBe(`${WHAT}: the window`, 'an odd number from 1 to 101', window))
  const needed = window * 2 ** (scales - 1)
  const least = Math.min(height, width)
  if (!(least >= needed))
    refuse(
      mustBe(
        `${WHAT}: the height and the width`,
        `at least ${needed} for ${scales} scales of windows of ${window}`,
        least,
      ),
    )
  return { height, width, channels, window, weights: summingTo1(WEIGHTS.slice(0, scales)) }
}

// -----------------------------------------------------------------------------
// pictures
// -----------------------------------------------------------------------------

type Pictures = T.Tensor<readonly ['samples', 'batch', 'height', 'width', 'channels']>
type Windows = T.Tensor<readonly ['samples', 'batch', 'down', 'across', 'channels']>
type Each = T.Tensor<readonly ['samples', 'batch']>

const asPictures =
  ({ height, width, channels }: Plan) =>
  (x: Examples): Pictures => {
    const [samples = 0, , features] = x.sizes
    if (features !== height * width * channels)
      refuse(mustBe(`${WHAT}: an example`, `of ${height} x ${width} x ${channels} numbers`, `of ${features}`))
    const event = [
      { dim: 'height', size: height },
      { dim: 'width', size: width },
      { dim: 'channels', size: channels },
    ] as const
    return pipe(
      x,
      T.mergeRows,
      T.unflattenEvent<readonly ['height', 'width', 'channels']>(event),
      T.splitRows('samples', 'batch', samples),
    )
  }

/** A matrix of what each of the numbers that are made takes of those that are given. */
const matrixOf = <const From extends string, const To extends string>(
  [from, size]: readonly [From, number],
  [to, count]: readonly [To, number],
  weight: (given: number, made: number) => number,
): T.Tensor<readonly [From, To]> =>
  T.fromHost({
    shape: [from, to] as const,
    sizes: [size, count],
    values: Float32Array.from({ length: size * count }, (_, at) => weight(Math.floor(at / count), at % count)),
  })

/** Pictures whose rows and columns are weighed alike: of so many of a side as `countOf` says, what `weight` has each take. */
const weighedBy =
  (countOf: (side: number) => number, weight: (given: number, made: number) => number) =>
  (x: Pictures): Windows => {
    const [, , height = 0, width = 0] = x.sizes
    const down = matrixOf(['height', height], ['down', countOf(height)], weight)
    const across = matrixOf(['width', width], ['across', countOf(width)], weight)
    return T.einsum('sbuwc,wv->sbuvc')(T.einsum('sbhwc,hu->sbuwc')(x, down), across)
  }

/** The weights of a window along one axis: they sum to 1. */
const weightsOf = (window: number): readonly number[] =>
  summingTo1(Array.from({ length: window }, (_, at) => Math.exp(-((at - (window - 1) / 2) ** 2) / (2 * 1.5 ** 2))))

/** The weighted mean of every window that lies inside. */
const meansIn = (window: number): ((x: Pictures) => Windows) => {
  const weights = weightsOf(window)
  return weighedBy(
    (side) => side - window + 1,
    (given, made) => weights[given - made] ?? 0,
  )
}

/** The mean of each 2 x 2 pixels. */
const halved = (x: Pictures): Pictures =>
  pipe(
    x,
    weighedBy(
      (side) => Math.floor(side / 2),
      (given, made) => (Math.floor(given / 2) === made ? 0.5 : 0),
    ),
    T.rename(2, 'height'),
    T.rename(3, 'width'),
  )

// -----------------------------------------------------------------------------
// structural similarity
// -----------------------------------------------------------------------------

/** For pixels from 0 to 1. Source: Wang, Bovik, Sheikh and Simoncelli, 2004, equations 7 and 10. */
const [LUMINANCE, CONTRAST] = [0.01 ** 2, 0.03 ** 2]

const mean = (of: Windows): Each => pipe(of, T.mean('channels'), T.mean('across'), T.mean('down'))

/** `(2 a + c) / (b + c)`. */
const likeness = (product: Windows, squares: Windows, constant: number): Windows =>
  pipe(product, T.mulScalar(2), T.addScalar(constant), T.same.div(T.addScalar(constant)(squares)))

/** The similarity of two sets of pictures at one scale: in contrast and structure, and in luminance too. */
const similarityOf = (window: number) => (x: Pictures, y: Pictures) => {
  const means = meansIn(window)
  const [ofX, ofY] = [means(x), means(y)]
  const squares = pipe(T.square(ofX), T.same.add(T.square(ofY)))
  const product = pipe(ofX, T.same.mul(ofY))
  const variances = pipe(means(pipe(T.square(x), T.same.add(T.square(y)))), T.same.sub(squares))
  const covariance = pipe(means(pipe(x, T.same.mul(y))), T.same.sub(product))
  const structure = likeness(covariance, variances, CONTRAST)
  return {
    structure: mean(structure),
    whole: () => mean(pipe(likeness(product, squares, LUMINANCE), T.same.mul(structure))),
  }
}

/** Below this a similarity has no logarithm worth its name. */
const LEAST = 1e-3

/** The logarithm, and below 0.001 a line of slope 1 from there: so that pictures that are opposite have a gradient. */
const logOf = (similarity: Each): Each =>
  pipe(similarity, T.clip(LEAST, 2), T.log, T.same.add(pipe(similarity, T.clip(-2, LEAST), T.addScalar(-LEAST))))

/** The logarithm of the similarity of two sets of pictures, of some scales and all that follow. */
const logSimilarity = (window: number, [weight = 1, ...others]: readonly number[], x: Pictures, y: Pictures): Each => {
  const { structure, whole: all } = similarityOf(window)(x, y)
  return others.length === 0
    ? pipe(all(), logOf, T.mulScalar(weight))
    : pipe(logOf(structure), T.mulScalar(weight), T.same.add(logSimilarity(window, others, halved(x), halved(y))))
}

/**
 * `1 - MS-SSIM(x, E[x|z])`: how unlike an example and what is decoded are in luminance, contrast and structure, in windows at several
 * scales. A cost, in the place of an error of pixels; it is no log-likelihood, and nothing with it is a bound.
 *
 * Of fewer scales than 5 the weights are the first ones, made to sum to 1. Of a similarity below 0.001, where a product of powers has no
 * gradient, the logarithm goes on as a line of slope 1.
 *
 * Axes: samples, batch. Range: from 0 to 1.
 * Errors: a `ShapeError` for pictures smaller than a window at the last scale, and for examples of another size.
 * Source: Wang, Simoncelli and Bovik, "Multiscale structural similarity for image quality assessment", Asilomar 2003, equation 7; as an
 * objective: Snell et al., "Learning to Generate Images with Perceptual Similarity Metrics", arXiv:1511.06409, section 3.
 *
 * @example
 * structuralDissimilarity({ height: 28, width: 28 }, { scales: 2, window: 7 }).formula.text
 * //=> '1 - MS-SSIM(x, E[x|z])'
 */
export const structuralDissimilarity = (size: PictureSize, options: StructureOptions = {}) => {
  const plan = planOf(size, options)
  return atom('+structural dissimilarity', {
    axes: ['samples', 'batch'] as const,
    sense: 'cost',
    needs: ['x', 'z', 'meanAt'],
    formula: formula('1 - MS-SSIM(x, E[x|z])', '1 - \\mathrm{MS\\text{-}SSIM}(x, \\mathbb{E}[x|z])'),
    title: 'Structural dissimilarity',
    unit: 'dissimilarity',
    note: 'How unlike pictures are in structure: 0 is the same, and 1 nothing in common.',
    nats: (supplied: HasData & HasSamples & HasMeanAt) => {
      const [x, y] = [asPictures(plan)(examplesOf(supplied)), asPictures(plan)(supplied.meanAt(supplied.z))]
      return pipe(logSimilarity(plan.window, plan.weights, x, y), T.expm1, T.negate)
    },
  })
}
