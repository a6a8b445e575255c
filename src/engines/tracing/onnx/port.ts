/** A named input or output of a model. */
import type { ElementType, SymbolicSize } from '../graph/value.js'

export interface Port {
  readonly name: string
  /** Its name inside the model: an output that shares an input's name is there called `next:name`. */
  readonly modelName: string
  readonly type: ElementType
  readonly sizes: readonly SymbolicSize[]
}
