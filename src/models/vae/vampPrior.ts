/** A prior made from the encoder: the mixture of its posteriors at some learned inputs. */

import { pipe } from 'fp-ts/lib/function.js'
import { type Coordinate, coordinateOf, type Draw, type Rows, type Samples } from '../../distributions/coordinates.js'
import { type AnyPosterior, type Family, type LatentKind, record } from '../../distributions/family.js'
import type { Encode, PartRecord, PriorRecord } from '../../distributions/priors.js'
import type { NetworkParts } from '../../layers/network.js'
import * as Random from '../../random/draw.js'
import { child, from, type Key } from '../../random/key.js'
import { type KnownSize, knownSize, type SizeHint } from '../../shapes/checkDim.js'
import { orRefuse, refuse } from '../../shapes/defect.js'
import { type AnyShape, type AnySize, type Dim, type DimOf, dimsOf, numbersOf, type Sizes } from '../../shapes/dim.js'
import type { NetworkHint } from '../../shapes/hint.js'
import { underComponents } from '../../tensors/components.js'
import * as T from '../../tensors/index.js'
import { unwrap, wrap } from '../../tensors/native.js'
import { logSumExpLast } from '../../tensors/softmax.js'
import {
  type AnyEncoder,
  type DataHint,
  type Examples,
  type ExamplesPart,
  encoderFault,
  examplesFault,
  type ThroughEncoder,
} from './vampCheck.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The inputs that are learned. A type and not an interface, so that it is a tree of tensors. */
export type PseudoInputs<Count extends Dim, Event extends AnyShape> = {
  readonly pseudoInputs: T.Tensor<readonly [Count, ...Event]>
}

/** A mixture of an encoder's posteriors, as terms see it. */
export interface SeenVampPrior {
  readonly _tag: 'VampPrior'
  /** What the encoder gives for each of the learned inputs, as its rows. */
  readonly components: AnyPosterior
  readonly [record]: PriorRecord<string>
}

/** A mixture of an encoder's posteriors, as a part of the model that has this encoder. */
export interface VampPrior<in out Latent extends AnyShape, out Params = unknown, out Encoder = unknown> {
  readonly _tag: 'VampPrior'
  readonly shape: Latent
  readonly event: Sizes
  /** The encoder whose distributions it is made of. */
  readonly encoder: Encoder
  readonly init: (key: Key) => Params
  readonly [record]: PartRecord<string, Latent, SeenVampPrior>
}

declare module '../../distributions/kinds.js' {
  interface PriorsOver<Event extends AnyShape> {
    readonly VampPrior: VampPrior<Event>
  }
}

/** The prior through an encoder. */
export type VampPriorOf<Encoder, Count> =
  NetworkParts<Encoder> extends {
    readonly in: infer Event extends AnyShape
    readonly out: infer Latent extends AnyShape
  }
    ? VampPrior<Latent, PseudoInputs<DimOf<Count> & Dim, Event>, Encoder>
    : never

const COUNT = 'VampPrior.through: the number of pseudo-inputs'

/** How many inputs are learned, and what they begin as. */
export interface VampOptions<Encoder, Count, From> {
  readonly pseudoInputs: KnownSize<Count, typeof COUNT>
  /** Data whose examples they begin as, spread evenly through it; if left out, they are drawn uniformly between 0 and 1. */
  readonly from?: ExamplesPart<Encoder, From>
}

// -----------------------------------------------------------------------------
// its density
// -----------------------------------------------------------------------------

interface AnyFamily {
  readonly over: string
  readonly coordinate: Coordinate | null
  readonly named: (distribution: unknown) => AnyPosterior
  readonly logProbAt: (q: AnyPosterior) => (at: Samples) => Rows
  readonly sample: (key: Key) => (distribution: unknown) => T.AnyTensor
}

/**
 * The log-density of every point under every component: the points take the place of samples, and the components that of rows.
 *
 * Shapes: `['samples', 'batch', 'latent'] -> ['samples*batch', 'components']`. Units: nats.
 */
const ofEach =
  ({ logProbAt }: AnyFamily, components: AnyPosterior, count: number) =>
  (points: Samples) => {
    const under = underComponents(['latent'] as const, count)<readonly ['samples*batch']>(T.mergeRows(points))
    const each = logProbAt(components)(wrap(['samples', 'batch', 'latent'], unwrap(under)))
    return wrap<readonly ['samples*batch', 'components']>(['samples*batch', 'components'], unwrap(each))
  }

const seenBy = (family: AnyFamily, count: number): PriorRecord<string> => {
  const pointsOf = coordinateOf(family.coordinate)
  const samplesIn = ({ sizes }: Samples) => T.splitRows('samples', 'batch', sizes[0] as number)
  return {
    over: family.over,
    coordinate: family.coordinate,
    klFrom: {},
    logProb: (p: SeenVampPrior) => (at: Draw) => {
      const points = pointsOf(at)
      return pipe(
        points,
        ofEach(family, p.components, count),
        logSumExpLast<readonly ['samples*batch'], 'components'>,
        T.addScalar(-Math.log(count)),
        samplesIn(points)<readonly []>,
      )
    },
    logProbOfEach: (p: SeenVampPrior) => (at: Draw) => {
      const points = pointsOf(at)
      return pipe(
        points,
        ofEach(family, p.components, count),
        T.addScalar(-Math.log(count)),
        samplesIn(points)<readonly ['components']>,
      )
    },
  }
}

// -----------------------------------------------------------------------------
// its draws
// -----------------------------------------------------------------------------

type AnyInputs = PseudoInputs<Dim, AnyShape>

/** One of the learned inputs for each row, all equally likely. Shapes: `[Row, ...Event]`. */
const chosen =
  (key: Key, row: Dim, count: number, event: Sizes) =>
  ({ pseudoInputs }: AnyInputs) => {
    const components = pseudoInputs.sizes[0] as number
    const table = wrap<readonly ['components', 'event']>(
      ['components', 'event'],
      unwrap(T.flattenEvent('event')(pseudoInputs)),
    )
    const shape: readonly [Dim, 'components'] = [row, 'components']
    const which = T.argMax(1)(Random.uniform(key)({ shape, sizes: [count, components] }) as ByComponents)
    return pipe(which, T.embedding(table), T.unflattenEvent<AnyShape>(event))
  }

type ByComponents = T.Tensor<readonly ['rows', 'components']>

// -----------------------------------------------------------------------------
// its first parameters
// -----------------------------------------------------------------------------

/**
 * As many examples as are asked for, spread evenly through the data: the key of a compiled program draws no numbers to choose by.
 * Data that is drawn anew at each visit is drawn once.
 */
const examples = (examplesOf: Examples<unknown>, count: number): Float32Array =>
  examplesOf.rows(
    Uint32Array.from({ length: count }, (_, at) => Math.floor((at * examplesOf.count) / count)),
    from(0),
  )

const begin =
  ({ dim, size }: AnySize, event: Sizes, data: Examples<unknown> | undefined) =>
  (key: Key): AnyInputs => {
    const like = { shape: [dim, ...event.map(({ dim }) => dim)], sizes: [size, ...numbersOf(event)] }
    const inputs =
      data === undefined
        ? Random.uniform(child('pseudoInputs')(key))(like)
        : T.fromHost({ ...like, values: examples(data, size) })
    return { pseudoInputs: inputs as unknown as AnyInputs['pseudoInputs'] } // safe: the first axis is that of the count
  }

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

const recordOf = (family: AnyFamily, input: Sizes, count: number): PartRecord<string, AnyShape, SeenVampPrior> => {
  const seen = seenBy(family, count)
  return {
    over: family.over,
    inExport: 'a draw from p(z), a VampPrior',
    mixture: true,
    distribution: ({ pseudoInputs }: AnyInputs, encode: Encode) => {
      // the rows of the encoder are here those of the learned inputs
      const rows = wrap(['batch', ...dimsOf(input)], unwrap(pseudoInputs))
      return { _tag: 'VampPrior', components: family.named(encode(rows as never)), [record]: seen }
    },
    draw: (key, row, rows) => (own: AnyInputs, encode: Encode) => {
      const inputs = chosen(child('component')(key), row, rows, input)(own)
      return family.sample(child('z')(key))(encode(inputs as never)) as never // safe: it has the rows of what it is given
    },
  }
}

/**
 * The mixture of what the encoder of a model gives for some learned inputs, each as likely as the others, as its prior:
 * `through(encoder, { pseudoInputs: 50 })`.
 *
 * It is as near to the mean of the posteriors over the data as that many components come, which of all priors has the highest
 * bound. The gradient goes to the inputs and, also through the prior, to the encoder. They are `prior.pseudoInputs` in the
 * parameters of the model, of the event that the encoder takes; none is held to the range of the data. Its KL has no closed form.
 *
 * Shapes: the inputs are `[Count, ...Event]`.
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it, for data of another shape and for more
 * inputs than there are examples.
 * Source: Tomczak and Welling, "VAE with a VampPrior", arXiv:1705.07120, section 3, equations 9 and 10.
 *
 * @example
 * through(Layer.sequence(Layer.dense(784, 50), Layer.tanh, Layer.normalHead(2)), { pseudoInputs: 50 }).shape
 * //=> [2]
 */
export const through = <Encoder = NetworkHint, const Count = SizeHint, From = DataHint>(
  encoder: ThroughEncoder<Encoder>,
  { pseudoInputs, from: examplesOf }: VampOptions<Encoder, Count, From>,
): VampPriorOf<Encoder, Count> => {
  const own = encoder as unknown as AnyEncoder // safe: it is itself wherever the call compiles, and `encoderFault` is the check
  const fault = encoderFault(own)
  if (fault !== null) refuse(fault)
  const count: AnySize = orRefuse(knownSize(pseudoInputs, COUNT))
  const { input, output, family } = own as { input: Sizes; output: Sizes; family: unknown } & AnyEncoder
  const data = examplesOf as Examples<AnyShape> | undefined
  const other = examplesFault(data, input, count.size)
  if (other !== null) refuse(other)
  const made: VampPrior<AnyShape> = {
    _tag: 'VampPrior',
    shape: dimsOf(output),
    event: output,
    encoder,
    init: begin(count, input, data),
    [record]: recordOf(family as Family<LatentKind> as unknown as AnyFamily, input, count.size),
  }
  return made as never // safe: as above
}
