/** Pooling layers: over images `[height, width, channels]`, without parameters. */

import { pooled } from '../shapes/convolution.js'
import { orRefuse } from '../shapes/defect.js'
import { type Dim, dimsOf, numbersOf } from '../shapes/dim.js'
import type { KnownOptions, PoolHint } from '../shapes/windows.js'
import * as T from '../tensors/index.js'
import { type PooledBy, type PoolOption, poolWindows } from '../tensors/pooling.js'
import { type Layer, madeOf, stateless } from './layer.js'
import type { Step } from './step.js'

/** A pool, by its name and its options. */
export interface Pool<Name extends string, Options> extends Step {
  readonly name: Name
  readonly takes: 'any'
  readonly out: PooledBy<this['in'], Options>
  readonly parameters: null
  readonly kind: 'Tensor'
}

/** A pool, given its options. */
export type PoolLayer<Name extends string> = <const Options = PoolHint>(
  options: KnownOptions<Options, Name, PoolOption>,
) => Layer<[Options] extends [never] ? never : Pool<Name, Options>>

type AnyImage = T.Tensor<readonly [Dim, Dim, Dim, Dim]>

const pool =
  <Name extends string>(name: Name, run: (options: never) => unknown): PoolLayer<Name> =>
  (options) => {
    const message = poolWindows(name, options)
    const windows = orRefuse(message)
    return madeOf({
      name,
      takes: null,
      build: (given) => {
        const [dims, sizes] = [pooled(dimsOf(given), windows), pooled(numbersOf(given), windows)]
        if (typeof dims === 'string') return dims
        if (typeof sizes === 'string') return sizes
        const out = dims.map((dim, axis) => ({ dim, size: sizes[axis] as number }))
        // safe: `pooled` has checked here what the operation checks in its types
        return stateless(out, 'Tensor', null, run(options as never) as (x: AnyImage) => AnyImage)
      },
    })
  }

/**
 * The largest number of each window: `maxPool({ kernel: 2 })`. The stride is the kernel, and the padding `'valid'`,
 * where they are left out.
 *
 * Shapes: `[Row, H, W, C] -> [Row, ...Pooled<[H, W, C], ...>]`. Errors: a `ShapeError` with the message of the compiler.
 */
export const maxPool: PoolLayer<'maxPool'> = pool('maxPool', T.maxPool)

/**
 * The mean of each window: `avgPool({ kernel: 2 })`. The stride is the kernel, and the padding `'valid'`, where they are
 * left out.
 *
 * Shapes: `[Row, H, W, C] -> [Row, ...Pooled<[H, W, C], ...>]`. Errors: a `ShapeError` with the message of the compiler.
 */
export const avgPool: PoolLayer<'avgPool'> = pool('avgPool', T.avgPool)
