/** Categorical distributions by their logits, over one-hot events: the last axis of the event are the classes. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as Classes from '../tensors/classes.js'
import * as T from '../tensors/index.js'
import { logSoftmax, oneHotOfLargest, softmax } from '../tensors/softmax.js'
import { weighBy, weighTail } from '../tensors/weighing.js'
import { type AtZeros, type Likelihood, mergedClasses, type Of, ofClasses, unbounded, valued } from './family.js'
import * as Noise from './noise.js'
import { type Standard, standardOf } from './standard.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** For each row, one distribution (`[Classes]`) or several independent ones (`[...Several, Classes]`). */
export interface Categorical<Row extends Dim, Event extends AnyShape> extends Of<'Categorical'> {
  readonly logits: T.Tensor<readonly [Row, ...Event]>
}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly Categorical: Categorical<Row, Event>
  }
  interface PriorsOver<Event extends AnyShape> {
    readonly StandardCategorical: Standard<'Categorical', Event>
  }
  interface DistributionFacts {
    readonly Categorical: {
      readonly over: 'oneHot'
      readonly gradient: 'score'
      readonly axes: readonly ['variables', 'classes']
      readonly kl: 'Categorical' | 'StandardCategorical'
      readonly likelihood: true
      readonly head: 'logits'
    }
  }
}

/** Categorical distributions from their logits, which need not be normalized. Shapes: `[Row, ...Event]`. */
export const make = <Row extends Dim, Event extends AnyShape>(
  logits: T.Tensor<readonly [Row, ...Event]>,
): Categorical<Row, Readonly<Event>> => valued(family)<Row, Event>({ logits })

/** The same distributions with the event as two axes, of the distributions and of their classes. Shapes: `[Row, ...Event] -> [Row, 'variables', 'classes']`. */
export const nameClasses = <Row extends Dim, Event extends AnyShape>(
  p: Categorical<Row, Event>,
): Categorical<Row, readonly ['variables', 'classes']> =>
  make<Row, readonly ['variables', 'classes']>(Classes.nameClasses(p.logits))

// -----------------------------------------------------------------------------
// probabilities
// -----------------------------------------------------------------------------

/**
 * The log-probability of a one-hot `x`, summed over the distributions of the event: `Σ x·logSoftmax(logits)`.
 *
 * It is the formula for any `x`: that data are one-hot is checked where they are read.
 * A class whose logit is `-∞` is impossible, and counts nowhere: not in the entropy, the divergences or any gradient.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats. Range: never positive for one-hot `x`.
 * Source: Bishop, "Pattern Recognition and Machine Learning", equation 2.26.
 */
export const logProb =
  <Row extends Dim, Event extends AnyShape>(p: Categorical<Row, Event>) =>
  <Lead extends AnyShape>(x: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> =>
    pipe(x, weighTail(logSoftmax(p.logits))<Lead>, T.sumEvent(T.eventShape(p.logits))<readonly [...Lead, Row]>)

/** The probability of each class. Shapes: `[Row, ...Event]`. Range: 0 to 1. */
export const mean = <Row extends Dim, Event extends AnyShape>(
  p: Categorical<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => softmax(p.logits)

/** The most probable class, as one-hot. Shapes: `[Row, ...Event]`. */
export const mode = <Row extends Dim, Event extends AnyShape>(
  p: Categorical<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => oneHotOfLargest(p.logits)

/**
 * The entropy `-Σ p ln p`.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: 0 to `ln Classes` for every distribution of the event.
 * Source: Cover and Thomas, "Elements of Information Theory", 2nd edition, equation 2.1.
 */
export const entropy = <Row extends Dim, Event extends AnyShape>(
  p: Categorical<Row, Event>,
): T.Tensor<readonly [Row]> =>
  pipe(logSoftmax(p.logits), weighBy(softmax(p.logits)), T.sumEvent(T.eventShape(p.logits))<readonly [Row]>, T.negate)

// -----------------------------------------------------------------------------
// draws
// -----------------------------------------------------------------------------

/**
 * One-hot draws: the class whose logit and Gumbel noise are largest. They carry no gradient: a score function does.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`.
 * Source: Maddison, Tarlow and Minka, "A* Sampling", NIPS 2014, section 2.
 */
export const draw =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(p: Categorical<Row, Event>): T.Tensor<readonly [Samples, Row, ...Event]> =>
    pipe(
      Noise.gumbel(key)(Noise.forSamples(samples, count)(p.logits)),
      T.trailing.add(p.logits)<readonly [Samples]>,
      oneHotOfLargest,
    )

// -----------------------------------------------------------------------------
// its record
// -----------------------------------------------------------------------------

/** `KL(q || p)`. Source: Cover and Thomas, "Elements of Information Theory", 2nd edition, equation 2.26. */
const divergence = <Row extends Dim, Event extends AnyShape>(q: Categorical<Row, Event>, p: Categorical<Row, Event>) =>
  pipe(
    logSoftmax(q.logits),
    T.same.sub(logSoftmax(p.logits)),
    weighBy(softmax(q.logits)),
    T.sumEvent(T.eventShape(q.logits))<readonly [Row]>,
  )

const atZeros: AtZeros<'Categorical'> = make

/** What it can do, whatever its logits: over one-hot data. Its samples carry no gradient. */
export const family: Likelihood<'Categorical'> = {
  kind: 'Categorical',
  over: 'oneHot',
  gradient: 'score',
  axes: ['variables', 'classes'],
  parameters: ['logits'],
  independent: true,
  coordinate: null,
  logProb: (p) => (x) => logProb(p)<readonly []>(x),
  mean,
  sample: (key) => (p) => pipe(Noise.gumbel(key)(p.logits), T.same.add(p.logits), oneHotOfLargest),
  named: nameClasses,
  logProbAt: (q) => ofClasses(logProb(q)<readonly ['samples']>, q.logits),
  draw: (key, count) => (q) => ({ z: mergedClasses(draw(key, 'samples', count)(q)) }),
  center: mode,
  head: { logits: unbounded },
  kl: {
    Categorical: (p) => (q) => divergence(q, p),
    StandardCategorical: () => (q) => divergence(q, make(T.zerosLike(q.logits))),
  },
}

/**
 * The distribution whose parameters are 0, as a prior: all classes as probable, which are the last axis.
 *
 * Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * standard(20)._tag
 * //=> 'StandardCategorical'
 */
export const standard = standardOf(family, 'Categorical.standard', atZeros)
