/** How a TensorFlow.js kernel is written for the tracing backend. */

import type { Builder } from '../graph/builder.js'
import type { Shape, Value } from '../graph/value.js'

/** What TensorFlow.js gives a kernel: named inputs, or a list of them. */
export type KernelInputs = Readonly<Record<string, Value>> | readonly Value[]

export interface Kernel {
  readonly name: string
  readonly record: (builder: Builder, inputs: KernelInputs, attributes: unknown) => Value | readonly Value[]
}

/** TensorFlow.js's inputs of a kernel, as traced values. */
export type ValuesOf<Inputs> = { readonly [Name in keyof Inputs]: Value }

/**
 * A kernel that records a graph.
 *
 * `Inputs` and `Attributes` are TensorFlow.js's own types of the kernel: it calls each kernel with those and no others.
 */
export const kernel = <Inputs, Attributes = object>(
  name: string,
  record: (builder: Builder, inputs: ValuesOf<Inputs>, attributes: Attributes) => Value | readonly Value[],
): Kernel => ({
  name,
  // TensorFlow.js pairs the name with these inputs and attributes; that is what its kernel types say.
  record: (builder, inputs, attributes) => record(builder, inputs as ValuesOf<Inputs>, attributes as Attributes),
})

/** A kernel whose inputs are a list. */
export const listKernel = <Attributes = object>(
  name: string,
  record: (builder: Builder, inputs: readonly Value[], attributes: Attributes) => Value,
): Kernel => ({
  name,
  // As above: `Concat`, `Pack` and `AddN` are called with an array.
  record: (builder, inputs, attributes) => record(builder, inputs as readonly Value[], attributes as Attributes),
})

/**
 * Throws unless shapes agree. TensorFlow.js checks many in its own kernels, so a kernel that only records must check
 * them itself: else a wrong program would be traced, and refused by the runtime in words of its own.
 */
export const check = (agrees: boolean, operation: string, wanted: string, ...got: readonly Shape[]): void => {
  if (!agrees)
    throw new RangeError(`${operation}: takes ${wanted} but is given ${got.map((shape) => `[${shape}]`).join(' and ')}`)
}
