/** Codes that a sampler is fitted to, and what it gives. */

import type * as TE from 'fp-ts/lib/TaskEither.js'
import { fromNumbers } from '../../data/arrays.js'
import type { Dataset } from '../../data/dataset.js'
import { standardization, standardize, unstandardize } from '../../data/standardize.js'
import type { Engine, EngineError } from '../../engines/engine.js'
import type { Key } from '../../random/key.js'
import type { Size } from '../../shapes/dim.js'
import { named } from '../../shapes/named.js'
import { counted } from '../../shapes/number.js'
import type { CodeRows } from '../gaussianMixture.js'

/** How a sampler of codes is fitted. */
export interface CodeSamplerOptions {
  readonly key: Key
  readonly engine: Engine
  /** Units of each hidden layer: 128 if left out. */
  readonly hidden?: number
  /** 100 if left out. */
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

/** What a sampler is fitted to. Internal. */
export const fittedCodes = (
  { sizes: [rows, numbers], values }: CodeRows,
  { hidden = 128, epochs = 100 }: Pick<CodeSamplerOptions, 'hidden' | 'epochs'>,
): FittedCodes => {
  const width = named('codes', numbers)
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
