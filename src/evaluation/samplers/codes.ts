/** Codes that a sampler is fitted to, and what it gives. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { fromNumbers } from '../../data/arrays.js'
import type { Dataset } from '../../data/dataset.js'
import { BadData } from '../../data/errors.js'
import { standardization, standardize, unstandardize } from '../../data/standardize.js'
import { type Engine, type EngineError, engineError } from '../../engines/engine.js'
import type { Key } from '../../random/key.js'
import type { Size } from '../../shapes/dim.js'
import { mustBe } from '../../shapes/message.js'
import { named } from '../../shapes/named.js'
import { counted } from '../../shapes/number.js'
import { attempt, type TrainError } from '../../training/errors.js'
import type { CodeRows } from '../gaussianMixture.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** How a sampler of codes is fitted. */
export interface CodeSamplerOptions {
  readonly key: Key
  readonly engine: Engine
  /** Units of each hidden layer: 128 if left out. */
  readonly hidden?: number
  /** 100 if left out; 50 of a second stage, whose steps are of fewer codes. */
  readonly epochs?: number
}

/** New codes, row by row; the same key draws the same. */
export type CodeSampler = (
  key: Key,
  count: number,
) => TE.TaskEither<EngineError, CodeRows & { readonly values: Float32Array }>

/** Codes as data, each number with the mean 0 and the deviation 1; and numbers like those as codes again. */
export interface FittedCodes {
  readonly data: Dataset<readonly ['codes'], 'real'>
  readonly back: (numbers: Float32Array) => Float32Array
  readonly width: Size<'codes'>
  readonly hidden: Size<'hidden'>
  readonly epochs: number
  /** How many codes a step: 128, or all where there are fewer. */
  readonly batch: number
}

/** New codes as they are where they are standardized, row by row. */
export type StandardizedDraw = (
  key: Key,
  count: number,
) => TE.TaskEither<EngineError, { readonly values: Float32Array }>

// -----------------------------------------------------------------------------
// there and back
// -----------------------------------------------------------------------------

/** What a sampler is fitted to. Internal. Errors: throws `BadData` for codes and a `ShapeError` for sizes that are none. */
export const fittedCodes = (
  { sizes: [rows, numbers], values }: CodeRows,
  { hidden = 128, epochs = 100 }: Pick<CodeSamplerOptions, 'hidden' | 'epochs'>,
): FittedCodes => {
  const width = named('codes', counted(numbers, 'a sampler of codes: the numbers of a code'))
  const whole = counted(rows, 'a sampler of codes: the codes') * width.size
  if (values.length !== whole) throw new BadData(mustBe('a sampler of codes: the numbers', `${whole}`, values.length))
  const given = fromNumbers<readonly ['codes'], 'real'>({
    ...{ name: 'codes', support: 'real', shape: ['codes'], event: [width] },
    numbers: values,
  })
  const scale = standardization(given)
  return {
    data: standardize(scale)(given),
    back: unstandardize(scale),
    width,
    hidden: named('hidden', counted(hidden, 'a sampler of codes: the units')),
    epochs,
    batch: Math.min(128, rows),
  }
}

/**
 * A sampler of codes by what is fitted to them as they are standardized, whose draws are put back. Internal.
 *
 * Errors: as those of what is fitted; `BadData` for codes that are not finite or not as many as their sizes say, a `ShapeError` for
 * sizes and counts that are not whole numbers above 0.
 */
export const samplerOf =
  (options: CodeSamplerOptions, codes: CodeRows) =>
  (
    fitted: (given: FittedCodes) => TE.TaskEither<TrainError, StandardizedDraw>,
  ): TE.TaskEither<TrainError, CodeSampler> =>
    pipe(
      attempt(options.engine)(async () => fittedCodes(codes, options)),
      TE.flatMap((given) => pipe(fitted(given), TE.map(putBack(given, options.engine)))),
    )

const putBack =
  ({ width, back }: FittedCodes, { name }: Engine) =>
  (draw: StandardizedDraw): CodeSampler =>
  (key, asked) =>
    pipe(
      TE.tryCatch(
        async () => counted(asked, 'a sampler of codes: the draws'),
        (thrown) => engineError(name, thrown),
      ),
      TE.flatMap((count) => draw(key, count)),
      TE.map(({ values }) => ({ sizes: [asked, width.size] as const, values: back(values) })),
    )
