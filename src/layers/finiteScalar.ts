/** Finite scalar quantization: each number of a vector by itself, rounded to one of a few levels. */

import { pipe } from 'fp-ts/lib/function.js'
import { refuse } from '../shapes/defect.js'
import { type AnySize, dimsOf } from '../shapes/dim.js'
import { mustBe, type Said, type Show, show } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import type { AnyTensor } from '../tensors/tensor.js'
import { builtCoding, type Coded, type CodingStep, codedOne, plus } from './coding.js'
import { type Layer, madeOf } from './layer.js'
import type { Rows } from './nearest.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The event itself where its last axis has as many numbers as there are levels, or the message. */
type WithLevels<Event, Count> = Event extends readonly [...infer _Before, infer Channels]
  ? [Channels, Count] extends [Count, Channels]
    ? Event
    : OtherChannels<Event, Count>
  : OtherChannels<Event, Count>

type OtherChannels<Event, Count> = Said<typeof otherChannels<Count & number, Show<Event>>>
const otherChannels = <Count extends number, Event extends string>(count: Count, event: Event) =>
  `takes ${count} channels on the last axis but is given ${event}` as const

/** Finite scalar quantization as a step, for so many channels. */
export interface FiniteScalar<Channels extends number> extends CodingStep {
  readonly name: 'finiteScalar'
  readonly takes: 'any'
  readonly out: WithLevels<this['in'], Channels>
  readonly parameters: null
  readonly kind: 'Tensor'
}

// -----------------------------------------------------------------------------
// rounding
// -----------------------------------------------------------------------------

/** How far the ends of the bounded numbers are from those of the levels, in parts: so that none is between two. */
const MARGIN = 1e-3

/** Far beyond every bounded number. */
const FAR = 1e6

/** Where the bounded numbers of a channel lie: from below the least of its levels to above the largest. */
const bounds = (levels: number) => {
  const half = ((levels - 1) * (1 - MARGIN)) / 2
  const offset = levels % 2 === 0 ? 0.5 : 0
  return { half, offset, shift: Math.atanh(offset / half), least: -Math.floor(levels / 2) }
}

type Bounds = ReturnType<typeof bounds>

/** A number for each channel. */
const vector = ({ dim, size }: AnySize, values: readonly number[]): AnyTensor =>
  T.fromHost({ shape: [dim], sizes: [size], values: Float32Array.from(values) })

type WithVector = (vector: AnyTensor) => (x: Rows) => Rows

/** Rows and a number for each channel. Safe: the last axis of rows is that of the channels. */
const { add, mul, sub } = T.trailing as unknown as Readonly<Record<'add' | 'mul' | 'sub', WithVector>>

/** Whole numbers: the least, and one more for each half between them that a number is above. */
const rounded = (channels: AnySize, levels: readonly number[], leasts: readonly number[]) => {
  const halves = Array.from({ length: Math.max(...levels) - 1 }, (_, at) =>
    leasts.map((least, channel) => (at + 1 < (levels[channel] as number) ? least + at + 0.5 : FAR)),
  )
  return (x: Rows): Rows =>
    halves
      .map((above): Rows => T.step(sub(vector(channels, above))(x)))
      .reduce((sum, each): Rows => plus(each)(sum), add(vector(channels, leasts))(T.zerosLike(x)))
}

/** The codes of rows: they are bounded, rounded and scaled. */
const code = (channels: AnySize, levels: readonly number[]) => {
  const all = levels.map(bounds)
  const of = (read: (each: Bounds) => number) => vector(channels, all.map(read))
  const round = rounded(
    channels,
    levels,
    all.map(({ least }) => least),
  )
  return (x: Rows): Coded => {
    const [shift, half] = [of((each) => each.shift), of((each) => each.half)]
    const bounded = pipe(x, add(shift), T.tanh, mul(half), sub(of(({ offset }) => offset)))
    const scaled = mul(of(({ least }) => -1 / least))
    return codedOne(scaled(bounded), scaled(round(bounded)))
  }
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

const levelsFault = (levels: readonly number[]): string | null => {
  const [at, wrong] = [...levels.entries()].find(([, each]) => !(Number.isSafeInteger(each) && each >= 3)) ?? [0, null]
  return levels.length === 0
    ? 'finiteScalar: takes the levels of one channel or more but is given none'
    : wrong === null
      ? null
      : mustBe(`finiteScalar: the levels of channel ${at}`, 'a whole number of 3 or more', wrong)
}

/**
 * Each number of a vector, those of the last axis, rounded to one of its levels: `finiteScalar([8, 5, 5, 5])` has the 1,000 codes
 * that these make. There is no codebook to learn, and no term beside the reconstruction. The gradient goes straight through the rounding.
 *
 * Each number is first bounded by a tanh. What is given lies from -1 to 1: of 5 levels these are -1, -0.5, 0, 0.5 and 1, and of an even
 * number there is one more below 0 than above it.
 *
 * Shapes: `[Row, ...Event, Channels] -> [Row, ...Event, Channels]`.
 * Range: from -1 to 1. Errors: a `ShapeError` for levels that are not whole numbers of 3 or more.
 * Source: Mentzer, Minnen, Agustsson and Tschannen, "Finite Scalar Quantization: VQ-VAE Made Simple", arXiv:2309.15505, section 3.1;
 * of an even number of levels appendix A.1, where the shift is such that 0 stays 0.
 *
 * @example
 * finiteScalar([8, 5, 5, 5]).name
 * //=> 'finiteScalar'
 */
export const finiteScalar = <const Levels extends readonly number[]>(
  levels: Levels,
): Layer<FiniteScalar<Levels['length']>> => {
  const fault = levelsFault(levels)
  if (fault !== null) refuse(fault)
  return madeOf({
    name: 'finiteScalar',
    takes: null,
    build: (given) => {
      const channels = given.at(-1)
      return channels === undefined || channels.size !== levels.length
        ? otherChannels(levels.length, show(dimsOf(given)))
        : builtCoding({
            out: given,
            init: () => null,
            count: levels.reduce((product, each) => product * each, 1),
            tables: 0,
            isMoved: false,
            code: () => code(channels, levels),
          })
    },
  })
}
