/**
 * Mixtures of diagonal normal distributions that all have the same weight. As no weight depends on a parameter, a gradient goes through
 * their samples.
 */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import { chosenEvenly, nameUnderComponents } from '../tensors/components.js'
import * as T from '../tensors/index.js'
import { bindSame } from '../tensors/native.js'
import { type Likelihood, type Of, valued } from './family.js'
import { type Components, drawsOf, logDensity } from './mixture.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** One mixture a row: a mean and a log-variance for every number of every component. */
export interface EvenMixture<Row extends Dim, Event extends AnyShape>
  extends Of<'EvenMixture'>,
    Omit<Components<readonly [Row], Event>, 'logits'> {}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly EvenMixture: EvenMixture<Row, Event>
  }
  interface DistributionFacts {
    readonly EvenMixture: {
      readonly over: 'real'
      readonly gradient: 'pathwise'
      readonly axes: readonly ['latent']
      readonly kl: never
      readonly likelihood: true
      readonly head: never
    }
  }
}

/** A mixture from its means and log-variances. Shapes: two of `[Row, 'components', ...Event]`. */
export const make = <Row extends Dim, Event extends AnyShape>(
  mean: T.Tensor<readonly [Row, 'components', ...Event]>,
  logVariance: T.Tensor<readonly [Row, 'components', ...Event]>,
): EvenMixture<Row, Readonly<Event>> => {
  bindSame('EvenMixture.make', mean, logVariance)
  return valued(family)<Row, Event>({ mean, logVariance })
}

// -----------------------------------------------------------------------------
// its functions
// -----------------------------------------------------------------------------

/** The same distribution with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const flattenEvent =
  <const Name extends string>(name: Name) =>
  <Row extends Dim, Event extends AnyShape>(p: EvenMixture<Row, Event>): EvenMixture<Row, readonly [Name]> => {
    const named = nameUnderComponents(name)<Row, Event>
    return make<Row, readonly [Name]>(named(p.mean), named(p.logVariance))
  }

const countOf = ({ mean }: { readonly mean: { readonly sizes: readonly number[] } }): number => mean.sizes[1] as number

/** With logits that are all 0, as a mixture of any weights. */
const weighted = <Row extends Dim, Event extends AnyShape>(
  p: EvenMixture<Row, Event>,
): Components<readonly [Row], Event> => ({
  logits: T.zeros([p.mean.shape[0], 'components'], [p.mean.sizes[0] as number, countOf(p)]),
  mean: p.mean,
  logVariance: p.logVariance,
})

/**
 * The log-density of `x`: the logarithm of the mean of the components' densities.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 * Source: Shi, Siddharth, Paige and Torr, arXiv:1911.03393, section 3.
 */
export const logProb = <Row extends Dim, Event extends AnyShape>(
  p: EvenMixture<Row, Event>,
): (<Lead extends AnyShape>(x: T.Tensor<readonly [...Lead, Row, ...Event]>) => T.Tensor<readonly [...Lead, Row]>) =>
  // safe: the event is what the type of the shape says
  logDensity<readonly [Row], Event>(weighted(p), p.mean.shape.slice(2) as AnyShape as Event)

/** The mean of the components' means. Shapes: `[Row, ...Event]`. */
export const mean = <Row extends Dim, Event extends AnyShape>({
  mean: of,
}: EvenMixture<Row, Event>): T.Tensor<readonly [Row, ...Event]> =>
  T.mean('components')(of as never) as unknown as T.Tensor<readonly [Row, ...Event]> // safe: it is the axis after the rows

const drawn = <Lead extends AnyShape, Row extends Dim, Event extends AnyShape>(
  key: Key,
  lead: Random.Drawn<Lead>,
  p: EvenMixture<Row, Event>,
): T.Tensor<readonly [...Lead, Row, ...Event]> => {
  const row: readonly [Row] = [p.mean.shape[0]]
  const chosen = pipe(
    Random.uniform(child('component')(key))({ shape: row, sizes: [p.mean.sizes[0] as number] }),
    chosenEvenly<Lead>(lead, countOf(p)),
  )
  return drawsOf<readonly [Row], Event>(key, p)<Lead>({ ...lead, chosen })
}

/**
 * Samples, differentiable in the means and the log-variances, as evenly of the components as can be: of n components and a multiple of n
 * samples there are as many of each, the first of the first. Each row by itself begins anywhere, so that fewer samples are right in
 * expectation too.
 *
 * The gradient of a mean over all samples is unbiased, and so is that of a logarithm of their mean. The samples are not independent of
 * one another: where an estimator needs that, as `Elbo.doublyReparameterized`, it is refused.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`.
 * Source: Shi et al., arXiv:1911.03393, equation 3: the samples of each expert; Morningstar et al., "Automatic Differentiation
 * Variational Inference with Mixture Posteriors", arXiv:2003.01687, section 3.
 */
export const sample =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(p: EvenMixture<Row, Event>): T.Tensor<readonly [Samples, Row, ...Event]> =>
    drawn<readonly [Samples], Row, Event>(key, { shape: [samples], sizes: [count] }, p)

/** What it can do, whatever its parameters: over real data. */
export const family: Likelihood<'EvenMixture'> = {
  kind: 'EvenMixture',
  over: 'real',
  gradient: 'pathwise',
  axes: ['latent'],
  parameters: ['mean', 'logVariance'],
  dependent: true,
  coordinate: null,
  logProb: (p) => (x) => logProb(p)<readonly []>(x),
  mean,
  sample:
    (key) =>
    <Row extends Dim, Event extends AnyShape>(p: EvenMixture<Row, Event>) =>
      drawn<readonly [], Row, Event>(key, { shape: [], sizes: [] }, p),
  named: flattenEvent('latent'),
  logProbAt: (q) => logProb(q)<readonly ['samples']>,
  draw: (key, count) => (q) => ({ z: sample(key, 'samples', count)(q) }),
  center: mean,
  kl: {},
  head: {},
}
