/** `ln(1 + x)`, exact near 0: no engine has it for all of them. */

import type { AnyShape } from '../shapes/dim.js'
import { slopedLog1p } from './expm1.js'
import { unary } from './native.js'
import type { Tensor } from './tensor.js'

/** `ln(1 + x)`, exact near 0. Shapes: `[...Shape] -> [...Shape]`. Range: x above -1. */
export const log1p: <Kept extends AnyShape>(x: Tensor<Kept>) => Tensor<Kept> = unary(slopedLog1p)
