/** Residual vector quantization: several codes for each vector, each the nearest to what those before it have left. */

import { pipe } from 'fp-ts/lib/function.js'
import { child, type Key } from '../random/key.js'
import { type KnownSize, knownSize, type SizeHint, type UnlessNever } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import type { AnyShape, AnySize, Dim, DimOf, Sizes } from '../shapes/dim.js'
import { counted, type WholeNumber } from '../shapes/number.js'
import * as T from '../tensors/index.js'
import { asLatent, beside, builtCoding, type Coded, type CodingStep, less, plus } from './coding.js'
import { type Layer, madeOf } from './layer.js'
import { type Codes, initialCodes, nearest, type Rows, straightThrough } from './nearest.js'
import { noChannels, type WithChannels } from './normalized.js'
import type { CodesOf } from './quantize.js'

/** Residual vector quantization as a step. */
export interface QuantizeResidual<Count extends Dim> extends CodingStep {
  readonly name: 'quantizeResidual'
  readonly takes: 'any'
  readonly out: WithChannels<this['in']>
  /** The codes of each stage. */
  readonly parameters: readonly CodesOf<Count, this['in']>[]
  readonly kind: 'Tensor'
}

/** What is left of the vectors at a stage, and the code nearest to it. */
interface Stage {
  readonly left: Rows
  readonly chosen: Rows
}

/** All stages: what each leaves goes to the next, without the gradient of its codes. */
const stagesOf =
  (event: Sizes, tables: readonly Codes[]) =>
  (x: Rows): readonly Stage[] =>
    tables.reduce<{ readonly left: Rows; readonly stages: readonly Stage[] }>(
      ({ left, stages }, codes) => {
        const chosen = nearest(event)(codes)(left)
        return { left: pipe(left, less(T.stopGradient(chosen))), stages: [...stages, { left, chosen }] }
      },
      { left: x, stages: [] },
    ).stages

const code =
  (event: Sizes) =>
  (tables: readonly Codes[]) =>
  (x: Rows): Coded => {
    const stages = stagesOf(event, tables)(x)
    const chosen = stages.map((stage) => stage.chosen)
    return {
      value: straightThrough<readonly ['batch', ...AnyShape]>(chosen.reduce((sum, each) => pipe(sum, plus(each))))(x),
      encoded: beside(stages.map(({ left }) => asLatent(left))),
      chosen: beside(chosen.map(asLatent)),
    }
  }

const STAGES = 'quantizeResidual: the number of stages'

const CODES = 'quantizeResidual: the number of codes'

/**
 * The sum of several codes in the place of each vector, which are those of the last axis: each of `stages` takes the nearest of its own
 * codes to what those before it have left. `quantizeResidual(4, 64)` so has 64⁴ values for the price of 256 codes.
 *
 * As of `quantize`, the gradient goes straight through, and none goes to the codes. In `VqVae.make` the terms that move them are the
 * sums over the stages.
 *
 * Shapes: `[Row, ...Event, Channels] -> [Row, ...Event, Channels]`.
 * Errors: a `ShapeError` when the number of stages or of codes is not a whole number above 0.
 * Source: Zeghidour et al., "SoundStream: An End-to-End Neural Audio Codec", arXiv:2107.03312, algorithm 1; the terms: Lee et al.,
 * "Autoregressive Image Generation using Residual Quantization", arXiv:2203.01941, equation 8.
 *
 * @example
 * quantizeResidual(4, 64).name
 * //=> 'quantizeResidual'
 */
export const quantizeResidual = <const Stages extends number, const Count = SizeHint>(
  stages: WholeNumber<Stages, typeof STAGES>,
  codes: KnownSize<Count, typeof CODES>,
): Layer<UnlessNever<keyof Count, QuantizeResidual<DimOf<Count> & Dim>>> => {
  const depth = counted(stages, STAGES)
  const count: AnySize = orRefuse(knownSize(codes, CODES))
  return madeOf({
    name: 'quantizeResidual',
    takes: null,
    build: (given) =>
      noChannels(given) ??
      builtCoding({
        out: given,
        init: (key: Key) =>
          Array.from(
            { length: depth },
            (_, stage) => initialCodes(count, given.at(-1) as AnySize)(child(`codes ${stage}`)(key)), // safe: there are channels, or it is refused
          ),
        count: depth * count.size,
        tables: depth,
        isMoved: true,
        code: code(given),
      }),
  })
}
