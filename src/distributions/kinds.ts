/**
 * The kinds of things a layer can give, indexed by row and event: a tensor, or a law over one.
 *
 * Higher kinds as fp-ts encodes them: a user's own law joins by declaration merging.
 */

import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import type { Tensor } from '../tensors/tensor.js'
import type { Bernoulli } from './bernoulli.js'
import type { Categorical } from './categorical.js'
import type { ContinuousBernoulli } from './continuousBernoulli.js'
import type { DiagonalNormal } from './diagonalNormal.js'
import type { FullNormal } from './fullNormal.js'
import type { Laplace } from './laplace.js'
import type { NormalMixture } from './normalMixture.js'
import type { Poisson } from './poisson.js'
import type { RelaxedBernoulli } from './relaxedBernoulli.js'
import type { RelaxedCategorical } from './relaxedCategorical.js'
import type { Support } from './support.js'

/** What each kind is, for rows of events. */
export interface Kinds<Row extends Dim, Event extends AnyShape> {
  readonly Tensor: Tensor<readonly [Row, ...Event]>
  readonly DiagonalNormal: DiagonalNormal<Row, Event>
  readonly Bernoulli: Bernoulli<Row, Event>
  readonly Laplace: Laplace<Row, Event>
  readonly Categorical: Categorical<Row, Event>
  readonly RelaxedCategorical: RelaxedCategorical<Row, Event>
  readonly RelaxedBernoulli: RelaxedBernoulli<Row, Event>
  readonly ContinuousBernoulli: ContinuousBernoulli<Row, Event>
  readonly Poisson: Poisson<Row, Event>
  readonly FullNormal: FullNormal<Row, Event>
  readonly NormalMixture: NormalMixture<Row, Event>
}

/** The data each kind is a law over. */
export interface Supports {
  readonly DiagonalNormal: 'real'
  readonly Bernoulli: 'binary'
  readonly Laplace: 'real'
  readonly Categorical: 'oneHot'
  readonly ContinuousBernoulli: 'unitInterval'
  readonly Poisson: 'integer'
  readonly FullNormal: 'real'
  readonly NormalMixture: 'real'
}

/** The name of a kind. */
export type Kind = keyof Kinds<Dim, AnyShape>

/** The name of a kind that is a law. */
export type LawKind = keyof Supports & Kind

/** What every law can do as a likelihood, whatever its rows and events. */
export interface Family<Name extends LawKind> {
  readonly kind: Name
  readonly over: Supports[Name] & Support
  /** Shapes: `[Row, ...Event] -> [Row]`. Units: nats. */
  readonly logProb: <Row extends Dim, Event extends AnyShape>(
    law: Kinds<Row, Event>[Name],
  ) => (x: Tensor<readonly [Row, ...Event]>) => Tensor<readonly [Row]>
  /** Shapes: `[Row, ...Event]`. */
  readonly mean: <Row extends Dim, Event extends AnyShape>(
    law: Kinds<Row, Event>[Name],
  ) => Tensor<readonly [Row, ...Event]>
  /** Shapes: `[Row, ...Event]`. */
  readonly sample: (
    key: Key,
  ) => <Row extends Dim, Event extends AnyShape>(law: Kinds<Row, Event>[Name]) => Tensor<readonly [Row, ...Event]>
}

/** What a network of a kind carries: the family of its law, or nothing. */
export type FamilyOf<Name extends Kind> = Name extends LawKind ? Family<Name> : null
