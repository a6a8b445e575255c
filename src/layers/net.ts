/** What a network is: a layer whose input is fixed. */

import type { FamilyOf, Kind } from '../distributions/family.js'
import type { Kinds } from '../distributions/kinds.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim, Sizes } from '../shapes/dim.js'
import type { Tensor } from '../tensors/tensor.js'
import type { Layer, LayerSummary } from './layer.js'
import type { Expect, Step } from './step.js'

/** A sequence as a step: so that sequences nest. */
export interface SequenceStep<In extends AnyShape, Output extends AnyShape, Params, Result extends Kind> extends Step {
  readonly name: 'sequence'
  readonly takes: In
  readonly out: Expect<In, this['in'], Output>
  readonly parameters: Params
  readonly kind: Result
}

/**
 * A network: a layer whose input is fixed.
 *
 * `init` makes its parameters from a key, `apply` is a pure function of them and of rows of events.
 */
export interface Net<In extends AnyShape, Output extends AnyShape, Params, in out Result extends Kind = 'Tensor'>
  extends Layer<SequenceStep<In, Output, Params, Result>> {
  readonly input: Sizes
  readonly output: Sizes
  readonly kind: Result
  readonly family: FamilyOf<Result>
  /** The layers in their order, those of a network within it in its place. */
  readonly layers: readonly LayerSummary[]
  readonly init: (key: Key) => Params
  readonly apply: (
    parameters: Params,
  ) => <Row extends Dim>(x: Tensor<readonly [Row, ...In]>) => Kinds<Row, Output>[Result]
}

/** What a refused sequence is to the types: it fails at its first use, should its message slip through the check. */
export interface Refused<out Message> {
  readonly refused: Message
}
