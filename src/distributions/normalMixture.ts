/**
 * Mixtures of diagonal normal distributions, with as many components in every row. Neither their entropy nor a divergence of
 * theirs has a closed form.
 */

import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import { aloneUnderComponents, nameUnderComponents, repeatedFor, weightedSum } from '../tensors/components.js'
import type * as T from '../tensors/index.js'
import { softmax } from '../tensors/softmax.js'
import { type Likelihood, type Of, valued } from './family.js'
import { type Components, draws, logDensity, refuseOthers } from './mixture.js'

/** One mixture a row: the weights are the softmax of the logits. */
export interface NormalMixture<Row extends Dim, Event extends AnyShape>
  extends Of<'NormalMixture'>,
    Components<readonly [Row], Event> {}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly NormalMixture: NormalMixture<Row, Event>
  }
  interface DistributionFacts {
    readonly NormalMixture: {
      readonly over: 'real'
      readonly gradient: 'score'
      readonly axes: readonly ['latent']
      readonly kl: never
      readonly likelihood: true
      readonly head: never
    }
  }
}

/** A mixture from its logits, means and log-variances. Shapes: `[Row, 'components']`, two of `[Row, 'components', ...Event]`. */
export const make = <Row extends Dim, Event extends AnyShape>(
  logits: T.Tensor<readonly [Row, 'components']>,
  mean: T.Tensor<readonly [Row, 'components', ...Event]>,
  logVariance: T.Tensor<readonly [Row, 'components', ...Event]>,
): NormalMixture<Row, Readonly<Event>> => {
  refuseOthers('NormalMixture.make', logits, mean, logVariance)
  return valued(family)<Row, Event>({ logits, mean, logVariance })
}

/** The same distribution with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const flattenEvent =
  <const Name extends string>(name: Name) =>
  <Row extends Dim, Event extends AnyShape>(p: NormalMixture<Row, Event>): NormalMixture<Row, readonly [Name]> => {
    const named = nameUnderComponents(name)<Row, Event>
    return make<Row, readonly [Name]>(p.logits, named(p.mean), named(p.logVariance))
  }

const eventOf = <Row extends Dim, Event extends AnyShape>(p: NormalMixture<Row, Event>): Event =>
  // safe: it is what the type of the shape says
  p.mean.shape.slice(2) as AnyShape as Event

/**
 * The log-density of `x`: the logarithm of the weighted sum of the components' densities.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 * Source: Bishop, "Pattern Recognition and Machine Learning", equation 2.188.
 */
export const logProb = <Row extends Dim, Event extends AnyShape>(
  p: NormalMixture<Row, Event>,
): (<Lead extends AnyShape>(x: T.Tensor<readonly [...Lead, Row, ...Event]>) => T.Tensor<readonly [...Lead, Row]>) =>
  logDensity<readonly [Row], Event>(p, eventOf(p))

/** The weighted mean of the components' means. Shapes: `[Row, ...Event]`. Source: Bishop, section 2.3.9. */
export const mean = <Row extends Dim, Event extends AnyShape>(
  p: NormalMixture<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => weightedSum<readonly [Row]>(softmax(p.logits))<Event>(p.mean)

/** Draws, which carry no gradient. Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. */
export const draw =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(
    p: NormalMixture<Row, Event>,
  ): T.Tensor<readonly [Samples, Row, ...Event]> =>
    draws<readonly [Row], Event>(key, p)<readonly [Samples]>({ shape: [samples], sizes: [count] })

/** Each number of a mixture is a mixture of the same weights. */
const eachAlone = (q: NormalMixture<'batch', readonly ['latent']>): NormalMixture<'batch', readonly ['latent']> => {
  const [mean, logVariance] = [aloneUnderComponents(q.mean), aloneUnderComponents(q.logVariance)]
  return make<'batch', readonly ['latent']>(repeatedFor(q.mean)(q.logits), mean, logVariance)
}

/** What it can do, whatever its parameters: over real data. Its samples carry no gradient. */
export const family: Likelihood<'NormalMixture'> = {
  kind: 'NormalMixture',
  over: 'real',
  gradient: 'score',
  axes: ['latent'],
  parameters: ['logits', 'mean', 'logVariance'],
  coordinate: null,
  alone: { of: eachAlone },
  logProb: (p) => (x) => logProb(p)<readonly []>(x),
  mean,
  sample:
    (key) =>
    <Row extends Dim, Event extends AnyShape>(p: NormalMixture<Row, Event>) =>
      draws<readonly [Row], Event>(key, p)<readonly []>({ shape: [], sizes: [] }),
  named: flattenEvent('latent'),
  logProbAt: (q) => logProb(q)<readonly ['samples']>,
  draw: (key, count) => (q) => ({ z: draw(key, 'samples', count)(q) }),
  center: mean,
  kl: {},
  head: {},
}
