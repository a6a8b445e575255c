/** How the verdict of a shape rule becomes a parameter and a result. */

import type { AnyShape } from '../shapes/dim.js'
import type { Tensor } from './tensor.js'

/** What a parameter must be besides its type: nothing more, or the words of the refusal. */
export type Allowed<Verdict> = Verdict extends string ? Verdict : unknown

/** The tensor of a computed shape. */
export type Computed<Verdict> = Verdict extends AnyShape ? Tensor<Verdict> : never
