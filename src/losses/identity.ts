/** The identity matrix, for terms that compare all with all. */

import type { Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'

/** 1 where row and column are the same, else 0. Shapes: `[Row, Column]`. */
export const identity = <const Row extends Dim, const Column extends Dim>(
  row: Row,
  column: Column,
  size: number,
): T.Tensor<readonly [Row, Column]> => {
  const values = Float32Array.from({ length: size ** 2 }, (_, at) => (at % (size + 1) === 0 ? 1 : 0))
  return T.fromHost({ shape: [row, column] as const, sizes: [size, size], values })
}
