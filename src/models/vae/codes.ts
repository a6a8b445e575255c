/** Between examples and latents: q(z|x), p(x|z), what lies between two examples, and what a number of a latent does. */

import { pipe } from 'fp-ts/lib/function.js'
import type { LatentKind } from '../../distributions/family.js'
import type { Kinds } from '../../distributions/kinds.js'
import type { PriorKind } from '../../distributions/priors.js'
import type { Support } from '../../distributions/support.js'
import { from as seed } from '../../random/key.js'
import { refuse } from '../../shapes/defect.js'
import type { AnyShape, Dim, Sizes } from '../../shapes/dim.js'
import { mustBe } from '../../shapes/message.js'
import * as T from '../../tensors/index.js'
import type { ParamsIn } from '../state.js'
import { between, type Continuous, continuous, evenly, type OnTheWay, type Vectors, type Way } from './between.js'
import { inEvaluation } from './environment.js'
import type { VaeParams, VaeWith } from './vae.js'

// -----------------------------------------------------------------------------
// there and back
// -----------------------------------------------------------------------------

/**
 * The posterior `q(z|x)` of examples, in evaluation: `Vae.encode(model)(params)(x).mean` where it is normal.
 *
 * Shapes: `[Row, ...Event]` to a distribution over `[Row, ...Latent]`.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, section 2.1.
 */
export const encode =
  <
    Posterior extends LatentKind,
    Prior extends PriorKind,
    Event extends AnyShape,
    Latent extends AnyShape,
    E,
    D,
    Likelihood extends LatentKind,
    Networks,
  >(
    model: VaeWith<Posterior, Prior, Event, Latent, E, D, Likelihood, Networks>,
  ) =>
  (params: ParamsIn<Networks, VaeParams<E, D>>) =>
  <Row extends Dim>(x: T.Tensor<readonly [Row, ...Event]>): Kinds<Row, Latent>[Posterior] =>
    inEvaluation<Event, Latent, Posterior, Likelihood>(model, params, seed(0)).encode(x)

/**
 * The likelihood `p(x|z)` of latents, in evaluation: `Vae.decode(model)(params)(z)`.
 *
 * Shapes: `[Row, ...Latent]` to a distribution over `[Row, ...Event]`.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, section 2.1.
 */
export const decode =
  <
    Posterior extends LatentKind,
    Prior extends PriorKind,
    Event extends AnyShape,
    Latent extends AnyShape,
    E,
    D,
    Likelihood extends LatentKind,
    Networks,
  >(
    model: VaeWith<Posterior, Prior, Event, Latent, E, D, Likelihood, Networks>,
  ) =>
  (params: ParamsIn<Networks, VaeParams<E, D>>) =>
  <Row extends Dim>(z: T.Tensor<readonly [Row, ...Latent]>): Kinds<Row, Event>[Likelihood] =>
    inEvaluation<Event, Latent, Posterior, Likelihood>(model, params, seed(0)).decode(z)

// -----------------------------------------------------------------------------
// ways through the latents
// -----------------------------------------------------------------------------

/** A model whose axes do not matter, as pure functions of rows of numbers. */
interface Ways {
  /** The center of `q(z|x)`. Shapes: `['rows', ...Event] -> ['rows', 'latent']`. */
  readonly code: (x: T.AnyTensor) => Vectors
  /** The mean of `p(x|z)`. Shapes: `['rows', 'latent'] -> ['rows', ...Event]`. */
  readonly mean: (z: Vectors) => T.AnyTensor
}

const waysOf = (what: string, model: unknown, params: unknown): Ways => {
  // safe: they are the parts of a model, of any shapes
  const { encoder, posterior, likelihood } = model as unknown as {
    readonly encoder: { readonly output: Sizes }
    readonly posterior: {
      readonly over: Support
      readonly center: (distribution: unknown) => T.Tensor<readonly ['rows', ...AnyShape]>
    }
    readonly likelihood: { readonly mean: (distribution: unknown) => T.AnyTensor }
  }
  continuous(what, posterior)
  const networks = inEvaluation<AnyShape, AnyShape, LatentKind, LatentKind>(model as never, params, seed(0))
  return {
    code: (x) => pipe(posterior.center(networks.encode(x as never)), T.flattenEvent('latent')),
    mean: (z) => likelihood.mean(networks.decode(T.unflattenEvent<AnyShape>(encoder.output)(z) as never)),
  }
}

/** The means of p(x|z) on some ways. Shapes: `['steps', 'rows', 'latent'] -> ['steps', Row, ...Event]`. */
const meansOn = <Row extends Dim, Event extends AnyShape>(
  { mean }: Ways,
  ways: OnTheWay,
  { shape: [row] }: T.Tensor<readonly [Row, ...Event]>,
): T.Tensor<readonly ['steps', Row, ...Event]> => {
  const [steps = 0] = ways.sizes
  // safe, here and below: the rows of all steps are rows, and their means have the event of the model
  const means = mean(T.mergeRows(ways) as T.AnyTensor as Vectors) as T.Tensor<readonly ['steps*rows', ...AnyShape]>
  const { shape, ...rest } = T.splitRows('steps', 'rows', steps)(means)
  return { ...rest, shape: ['steps', row, ...shape.slice(2)] } as never
}

/** How one example becomes another. */
export interface InterpolateOptions {
  /** How many examples, the first and the last among them. Range: 2 or more. Default: 8. */
  readonly steps?: number
  /** Default: `straight`. */
  readonly way?: Way
}

/**
 * The means of `p(x|z)` on the way from the center of `q(z|x)` of one example to that of another, for rows of them.
 *
 * Straight, or spherical: along the arc between the directions of both latents.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> ['steps', Row, ...Event]`.
 * Errors: the compiler refuses a latent that is discrete; a `ShapeError` when the steps are not a whole number from 2.
 * Source of the spherical way: Shoemake, "Animating rotation with quaternion curves", SIGGRAPH 1985, section 3.3.
 */
export const interpolate =
  <
    Posterior extends LatentKind,
    Prior extends PriorKind,
    Event extends AnyShape,
    Latent extends AnyShape,
    E,
    D,
    Likelihood extends LatentKind,
    Networks,
  >(
    model: VaeWith<Posterior, Prior, Event, Latent, E, D, Likelihood, Networks> & Continuous<'interpolate', Posterior>,
    { steps = 8, way = 'straight' }: InterpolateOptions = {},
  ) =>
  (params: ParamsIn<Networks, VaeParams<E, D>>) =>
  <Row extends Dim>(
    first: T.Tensor<readonly [Row, ...Event]>,
    last: T.Tensor<readonly [Row, ...Event]>,
  ): T.Tensor<readonly ['steps', Row, ...Event]> => {
    const ways = waysOf('interpolate', model, params)
    const codes = between(way)(ways.code(first), ways.code(last), evenly('interpolate', steps))
    return meansOn(ways, codes, first)
  }

/** Which number of a latent moves, and between which values. */
export interface TraverseOptions {
  /** The place of the number, counted from 0 over all axes of the latent. */
  readonly along: number
  /** Default: from -3 to 3, between which all but 0.3 % of a standard normal prior lies. */
  readonly range?: readonly [first: number, last: number]
  /** How many values, both ends among them. Range: 2 or more. Default: 8. */
  readonly steps?: number
}

/** The latents with one number replaced by others. */
const moved = (codes: Vectors, { along, range = [-3, 3], steps = 8 }: TraverseOptions): OnTheWay => {
  const [, latent = 0] = codes.sizes
  if (!(Number.isInteger(along) && along >= 0 && along < latent))
    return refuse(mustBe('traverse: the place', `a whole number from 0 to ${latent - 1}`, along))
  const places = Float32Array.from({ length: latent }, (_, place) => Number(place === along))
  const at = T.fromHost(T.host(['latent'], { latent }, places))
  const rest = pipe(at, T.negate, T.addScalar(1))
  return pipe(codes, T.mul(rest), T.add(pipe(at, T.mul(evenly('traverse', steps, range)))))
}

/**
 * The means of `p(x|z)` where one number of the center of `q(z|x)` moves and the others stand still, for rows of examples.
 *
 * Shapes: `[Row, ...Event] -> ['steps', Row, ...Event]`.
 * Errors: the compiler refuses a latent that is discrete; a `ShapeError` for a place that the latent has not, and for steps
 * that are not a whole number from 2.
 */
export const traverse =
  <
    Posterior extends LatentKind,
    Prior extends PriorKind,
    Event extends AnyShape,
    Latent extends AnyShape,
    E,
    D,
    Likelihood extends LatentKind,
    Networks,
  >(
    model: VaeWith<Posterior, Prior, Event, Latent, E, D, Likelihood, Networks> & Continuous<'traverse', Posterior>,
    options: TraverseOptions,
  ) =>
  (params: ParamsIn<Networks, VaeParams<E, D>>) =>
  <Row extends Dim>(x: T.Tensor<readonly [Row, ...Event]>): T.Tensor<readonly ['steps', Row, ...Event]> => {
    const ways = waysOf('traverse', model, params)
    return meansOn(ways, moved(ways.code(x), options), x)
  }
