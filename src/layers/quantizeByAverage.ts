/** Vector quantization whose codes are moving averages of the vectors that they stand for, and not moved by an optimizer. */

import { pipe } from 'fp-ts/lib/function.js'
import { child, from, type Key } from '../random/key.js'
import { type KnownSize, knownSize, type SizeHint, type UnlessNever } from '../shapes/checkDim.js'
import { orRefuse, refuse } from '../shapes/defect.js'
import type { AnyShape, AnySize, Dim, DimOf, Sizes } from '../shapes/dim.js'
import { mustBe } from '../shapes/message.js'
import { nameClasses } from '../tensors/classes.js'
import * as T from '../tensors/index.js'
import { unwrap, wrap } from '../tensors/native.js'
import { type BuiltCoding, type CodingStep, codedOne } from './coding.js'
import type { Context, ContextStep } from './context.js'
import { type Layer, madeOf } from './layer.js'
import { type Codes, initialCodes, nearest, nearestOf, type Rows } from './nearest.js'
import { noChannels, type WithChannels } from './normalized.js'
import type { CodesOf } from './quantize.js'
import { using } from './running.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The codes, and how many vectors each stands for at a step, on average. A type and not an interface, so that it is a tree of tensors. */
export type CodeAverages<Count extends Dim, Event> = {
  readonly codes: CodesOf<Count, Event>
  readonly counts: T.Tensor<readonly [Count]>
}

/** Vector quantization by moving averages as a step. */
export interface QuantizeByAverage<Count extends Dim> extends ContextStep, CodingStep {
  readonly name: 'quantizeByAverage'
  readonly takes: 'any'
  readonly out: WithChannels<this['in']>
  readonly parameters: null
  readonly kind: 'Tensor'
  readonly uses: 'state'
  readonly state: CodeAverages<Count, this['in']>
}

/** How codes remember, and what the first ones are drawn from. */
export interface AverageOptions {
  /** The part of the averages that stays at a step: 0.99 if left out. */
  readonly decay?: number
  /** What the first codes are drawn from: `Key.from(0)` if left out. They are a state, and no parameters. */
  readonly key?: Key
}

// -----------------------------------------------------------------------------
// in a context
// -----------------------------------------------------------------------------

type Counts = T.Tensor<readonly ['codes']>

interface Averages {
  readonly codes: Codes
  readonly counts: Counts
}

/** The least and the largest count: a code that stands for nothing stays where it is, and divides nothing by 0. */
const [LEAST, LARGEST] = [1e-30, 3e38] as const

const column = (counts: Counts) => pipe(counts, T.expand(-1)) as T.Tensor<readonly ['codes', 1]>

/**
 * The averages after a step.
 *
 * Of the paper's `N ← γN + (1-γ)n`, `m ← γm + (1-γ)Σz` and `e = m / N` the sums m are left out:
 * `e ← e + (1-γ)(Σz - n e) / N` is the same, and 0 / 0 nowhere.
 */
const averaged =
  (decay: number) =>
  ({ codes, counts }: Averages) =>
  (x: Rows): Averages => {
    const vectors = T.mergeRows(nameClasses<'batch', AnyShape>(T.stopGradient(x)))
    const rows = wrap<readonly ['rows', 'channels']>(['rows', 'channels'], unwrap(vectors))
    const chosen = wrap<readonly ['rows', 'codes']>(['rows', 'codes'], unwrap(T.oneHot(nearestOf(codes)(x))))
    const now = T.sum('rows')(chosen)
    const moved = pipe(counts, T.mulScalar(decay), T.same.add(T.mulScalar(1 - decay)(now)))
    const away = pipe(T.matmul(rows)(T.transpose(chosen)), T.same.sub(pipe(codes, T.mul(column(now)))))
    const divided = pipe(away, T.div(column(T.clip(LEAST, LARGEST)(moved))))
    return { codes: pipe(divided, T.mulScalar(1 - decay), T.same.add(codes)), counts: moved }
  }

/** The same of a state, whose axes have the names that the layer gives them. */
const after =
  (decay: number) =>
  (state: Averages) =>
  (x: Rows): Averages => {
    const found = averaged(decay)({
      codes: wrap(['codes', 'channels'], unwrap(state.codes)),
      counts: wrap(['codes'], unwrap(state.counts)),
    })(x)
    return {
      codes: wrap(state.codes.shape, unwrap(found.codes)),
      counts: wrap(state.counts.shape, unwrap(found.counts)),
    }
  }

const runWith =
  (event: Sizes, decay: number) =>
  (_: null, { mode, state }: Context<Averages>) =>
  (x: Rows) =>
    [codedOne(x, nearest(event)(state.codes)(x)), mode === 'training' ? after(decay)(state)(x) : state] as const

const begin = (count: AnySize, channels: AnySize, key: Key) => ({
  codes: initialCodes(count, channels)(child('codes')(key)),
  counts: T.addScalar(1)(T.zeros([count.dim], [count.size])),
})

/** A layer whose codes are moving averages, for one event. */
const built = (event: Sizes, count: AnySize, { decay, key }: Required<AverageOptions>): BuiltCoding => {
  const run = runWith(event, decay)
  return {
    ...using({
      out: event,
      uses: 'state',
      init: () => null,
      begin: () => begin(count, event.at(-1) as AnySize, key), // safe: there are channels, or it is refused
      run: (parameters: null, context: Context<Averages>) => (x: Rows) => {
        const [{ value }, state] = run(parameters, context)(x)
        return [value, state] as const
      },
    }),
    coding: { count: count.size, tables: 1, isMoved: false, run },
  }
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

const CODES = 'quantizeByAverage: the number of codes'

/**
 * The nearest of some codes in the place of each vector, as of `quantize`. A code is the moving average of the vectors that it stands
 * for: every step of training moves it, and no optimizer. The codes are the state of the layer.
 *
 * It needs no term that moves the codes; `Elbo.commitment` alone holds the encoder near them. A code that stands for nothing stays.
 *
 * Shapes: `[Row, ...Event, Channels] -> [Row, ...Event, Channels]`.
 * Errors: a `ShapeError` when the number of codes is not a whole number above 0, and for a decay out of its range.
 * Source: van den Oord, Vinyals and Kavukcuoglu, "Neural Discrete Representation Learning", arXiv:1711.00937, appendix A.1,
 * equations 6 to 8. There the averages begin anywhere; here with one vector at each code.
 *
 * @example
 * quantizeByAverage(512, { decay: 0.95 }).name
 * //=> 'quantizeByAverage'
 */
export const quantizeByAverage = <const Count = SizeHint>(
  codes: KnownSize<Count, typeof CODES>,
  { decay = 0.99, key = from(0) }: AverageOptions = {},
): Layer<UnlessNever<keyof Count, QuantizeByAverage<DimOf<Count> & Dim>>> => {
  const count: AnySize = orRefuse(knownSize(codes, CODES))
  if (!(decay >= 0 && decay < 1)) return refuse(mustBe('quantizeByAverage: the decay', 'from 0 to below 1', decay))
  return madeOf({
    name: 'quantizeByAverage',
    takes: null,
    build: (given) => noChannels(given) ?? built(given, count, { decay, key }),
  })
}
