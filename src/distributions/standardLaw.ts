/** Standard laws as laws with rows, whose parameters are zeros: what they do is what these do. */

import type { Key } from '../random/key.js'
import { type AnyShape, type Dim, numbersOf } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import * as Bernoulli from './bernoulli.js'
import * as Categorical from './categorical.js'
import * as ContinuousBernoulli from './continuousBernoulli.js'
import type { Kinds } from './kinds.js'
import * as Laplace from './laplace.js'
import * as Poisson from './poisson.js'
import * as RelaxedBernoulli from './relaxedBernoulli.js'
import * as RelaxedCategorical from './relaxedCategorical.js'
import type { Standard, StandardKind } from './standard.js'

/** What a family is at zeros, and one draw of it for every row. */
interface AtZeros<Of extends StandardKind> {
  readonly law: <Row extends Dim, Event extends AnyShape>(
    zeros: T.Tensor<readonly [Row, ...Event]>,
    temperature: number,
  ) => Kinds<Row, Event>[Of]
  readonly draw: (
    key: Key,
  ) => <Row extends Dim, Event extends AnyShape>(law: Kinds<Row, Event>[Of]) => T.Tensor<readonly [Row, ...Event]>
}

const families: { readonly [Of in StandardKind]: AtZeros<Of> } = {
  Laplace: {
    law: <Row extends Dim, Event extends AnyShape>(zeros: T.Tensor<readonly [Row, ...Event]>) =>
      Laplace.make<Row, Event>(zeros, zeros),
    draw: Laplace.family.sample,
  },
  Bernoulli: { law: Bernoulli.make, draw: Bernoulli.family.sample },
  ContinuousBernoulli: { law: ContinuousBernoulli.make, draw: ContinuousBernoulli.family.sample },
  Categorical: { law: Categorical.make, draw: Categorical.family.sample },
  Poisson: { law: Poisson.make, draw: Poisson.family.sample },
  RelaxedBernoulli: {
    law: (zeros, temperature) => RelaxedBernoulli.make(zeros, T.scalar(temperature)),
    draw: RelaxedBernoulli.sampleEach,
  },
  RelaxedCategorical: {
    law: (zeros, temperature) => RelaxedCategorical.make(zeros, T.scalar(temperature)),
    draw: RelaxedCategorical.sampleEach,
  },
}

/** The family of a standard law. */
export const familyOf = <Of extends StandardKind>({ _tag }: { readonly _tag: `Standard${Of}` }): Of =>
  // safe: it is what the type of the tag says
  _tag.slice('Standard'.length) as Of

/**
 * A standard law with as many rows as some zeros have.
 *
 * Shapes: `[Row, ...Event] -> Kinds<Row, Event>`.
 */
export const atZeros =
  <Of extends StandardKind>(p: Pick<Standard<Of, AnyShape>, '_tag' | 'temperature'>) =>
  <Row extends Dim, Event extends AnyShape>(zeros: T.Tensor<readonly [Row, ...Event]>): Kinds<Row, Event>[Of] =>
    families[familyOf(p)].law(zeros, p.temperature ?? 1)

/** A standard law with so many rows. */
export const withRows =
  <const Row extends Dim>(row: Row, count: number) =>
  <Of extends StandardKind, Event extends AnyShape>(p: Standard<Of, Event>): Kinds<Row, Event>[Of] => {
    const shape: readonly [Row, ...Event] = [row, ...p.shape]
    return atZeros<Of>(p)<Row, Event>(T.zeros(shape, [count, ...numbersOf(p.event)]))
  }

/** Independent draws. Shapes: `[Row, ...Event]`. */
export const draw =
  <const Row extends Dim>(key: Key, row: Row, count: number) =>
  <Of extends StandardKind, Event extends AnyShape>(p: Standard<Of, Event>): T.Tensor<readonly [Row, ...Event]> =>
    families[familyOf(p)].draw(key)<Row, Event>(withRows(row, count)(p))
