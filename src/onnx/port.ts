/** A named input or output of a model, and the numbers that go through it. */

import type { ElementType, SymbolicSize } from '../compiler/graph/value.js'

export interface Port {
  readonly name: string
  /** Its name inside the model: an output that shares an input's name is there called `next:name`. */
  readonly modelName: string
  readonly type: ElementType
  readonly sizes: readonly SymbolicSize[]
}

/** Numbers on their way in or out. Bools are bytes. The data is not copied on the way in. */
export interface NumberArray {
  readonly type: ElementType
  readonly shape: readonly number[]
  readonly data: Float32Array | Int32Array | BigInt64Array | Uint8Array
}
