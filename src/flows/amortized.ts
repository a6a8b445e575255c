/** An encoder whose samples go through inverse autoregressive flows that see a hidden vector of it. */

import { type Family, record } from '../distributions/family.js'
import { knownEvent } from '../distributions/standard.js'
import { madeOf } from '../layers/layer.js'
import type { Net } from '../layers/net.js'
import { type NotATensor, notATensor } from '../layers/network.js'
import { sequence } from '../layers/sequence.js'
import { child, type Key } from '../random/key.js'
import type { IsAny, IsUnion, KnownSizes } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import { type AnyShape, type AnySize, type Dim, dimsOf, type ShapeOf, type Size, type Sizes } from '../shapes/dim.js'
import { type Same, same } from '../shapes/equal.js'
import type { Hint, NetworkHint } from '../shapes/hint.js'
import { type Said, type Show, show } from '../shapes/message.js'
import { counted, type WholeNumber } from '../shapes/number.js'
import * as T from '../tensors/index.js'
import { unwrap, wrap } from '../tensors/native.js'
import { iafPasses } from './autoregressive.js'
import { type AnyBijection, type Direction, made } from './bijection.js'
import { type BaseKind, familyOf, isBase, type NotABase, notABase } from './distribution.js'
import { add, type Leaf, total } from './formula.js'
import { type SeeingNetwork, type SeeingParameters, seeingNetwork } from './masked.js'
import { reverse } from './permutation.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The parameters of a trunk, of the distribution that the flows begin with, and of each flow. */
export type AmortizedParameters<TrunkParams, BaseParams, FlowParams> = {
  readonly trunk: TrunkParams
  readonly base: BaseParams
  readonly flow: readonly FlowParams[]
}

const HIDDEN = 'Flow.amortized: hidden'

const STEPS = 'Flow.amortized: the number of steps'

/** The hidden layers of each flow, and how many flows there are. */
export interface AmortizedOptions<Hidden extends readonly unknown[], Steps extends number> {
  /** The sizes of the hidden layers, at least one: the first of them sees the hidden vector. */
  readonly hidden: KnownSizes<Hidden, typeof HIDDEN> & AtLeastOne<Hidden>
  /** How many flows, between which the order of the numbers turns: 1 if left out. */
  readonly steps?: WholeNumber<Steps, typeof STEPS>
}

const NO_HIDDEN = 'Flow.amortized: hidden must have a layer, which sees the hidden vector' as const

type AtLeastOne<Hidden extends readonly unknown[]> = Hidden extends readonly [] ? typeof NO_HIDDEN : unknown

/** The network of a trunk, a distribution and flows. */
export type AmortizedNet<Trunk, Base, Hidden extends readonly unknown[]> =
  Trunk extends Net<infer In, infer Seen, infer TrunkParams, infer _Kind>
    ? Base extends Net<infer _Takes, infer Out, infer BaseParams, infer _BaseKind>
      ? Net<
          In,
          Out,
          readonly [
            AmortizedParameters<
              TrunkParams,
              BaseParams,
              SeeingParameters<Out[number] & Dim, ShapeOf<Hidden>, Seen[number] & Dim>
            >,
          ],
          'Flow'
        >
      : NetworkHint
    : NetworkHint

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

const [TRUNK, BASE] = ['Flow.amortized: the trunk', 'Flow.amortized: the base'] as const

type NotOfOneEvent<What extends string> = Said<typeof notOfOneEvent<What>>
const notOfOneEvent = <What extends string>(what: What) => `${what} is not a network of one event` as const

type NotAVector<What extends string, Gives> = Said<typeof notAVector<What, Show<Gives>>>
const notAVector = <What extends string, Gives extends string>(what: What, gives: Gives) =>
  `${what} must give a vector but gives ${gives}` as const

type Apart<Gives, Takes> = Said<typeof apart<Show<Gives>, Show<Takes>>>
const apart = <Gives extends string, Takes extends string>(gives: Gives, takes: Takes) =>
  `${TRUNK} gives ${gives} but the base takes ${takes}` as const

/** The trunk itself, or the message in its place. */
export type TrunkPart<Trunk> =
  IsAny<Trunk> extends true
    ? never
    : [Trunk] extends [Hint]
      ? Trunk
      : IsUnion<Trunk> extends true
        ? `${typeof TRUNK} is a union; pass one`
        : Trunk extends Net<infer _In, infer Seen, infer _Params, infer Kind>
          ? Kind extends 'Tensor'
            ? Seen extends readonly [Dim]
              ? Trunk
              : NotAVector<typeof TRUNK, Seen>
            : NotATensor<typeof TRUNK, Kind>
          : NotOfOneEvent<typeof TRUNK>

/** The base itself, or the message in its place. */
export type BasePart<Trunk, Base> =
  IsAny<Base> extends true
    ? never
    : [Base] extends [Hint]
      ? Base
      : IsUnion<Base> extends true
        ? `${typeof BASE} is a union; pass one`
        : Base extends Net<infer Takes, infer Out, infer _Params, infer Kind>
          ? Kind extends BaseKind
            ? Out extends readonly [Dim]
              ? AfterTrunk<Trunk, Takes, Base>
              : NotAVector<typeof BASE, Out>
            : NotABase<typeof BASE, Kind>
          : NotOfOneEvent<typeof BASE>

type AfterTrunk<Trunk, Takes, Base> =
  Trunk extends Net<infer _In, infer Seen, infer _Params, infer _Kind>
    ? Same<readonly [Seen], readonly [Takes]> extends true
      ? Base
      : Apart<Seen, Takes>
    : Base // of the trunk its own message speaks

/** What is asked of a network. */
interface AnyNetwork extends Pick<Net<AnyShape, AnyShape, unknown>, 'layers' | 'init'> {
  readonly kind: string
  readonly input: Sizes
  readonly output: Sizes
  readonly uses?: readonly string[]
  readonly family: Pick<Family<BaseKind>, 'over' | 'gradient' | 'parameters'> | null
  readonly apply: (parameters: unknown) => (x: unknown) => unknown
}

const isNetwork = (given: unknown): given is AnyNetwork =>
  typeof given === 'object' &&
  given !== null &&
  'apply' in given &&
  'input' in given &&
  Array.isArray(given.input) &&
  (given as Partial<AnyNetwork>).uses?.length === 0

const trunkFault = (trunk: AnyNetwork): string | null =>
  !isNetwork(trunk)
    ? notOfOneEvent(TRUNK)
    : trunk.kind !== 'Tensor'
      ? notATensor(TRUNK, trunk.kind)
      : trunk.output.length === 1
        ? null
        : notAVector(TRUNK, show(dimsOf(trunk.output)))

const baseFault = (base: AnyNetwork, { output }: AnyNetwork): string | null =>
  !isNetwork(base)
    ? notOfOneEvent(BASE)
    : !isBase(base)
      ? notABase(BASE, base.kind)
      : base.output.length !== 1
        ? notAVector(BASE, show(dimsOf(base.output)))
        : same(dimsOf(output), dimsOf(base.input))
          ? null
          : apart(show(dimsOf(output)), show(dimsOf(base.input)))

// -----------------------------------------------------------------------------
// the flow
// -----------------------------------------------------------------------------

/** The parameters of the flows, and the hidden vectors that they see. Shapes: `[Row, Seen]`. */
export interface SeenParameters {
  readonly steps: readonly unknown[]
  readonly seen: T.Tensor<readonly [Dim, Dim]>
}

/** The hidden vectors of the rows that are moved: of each sample of a row those of the row. */
const vectorsFor = ({ seen }: SeenParameters, x: Leaf) => {
  const samples = (x.sizes[0] as number) / (seen.sizes[0] as number) // safe: rows are those of a batch, or of all samples of it
  const rows = T.repeatRows('samples', samples)(wrap<readonly ['batch', Dim]>(['batch', seen.shape[1]], unwrap(seen)))
  return wrap<readonly [Dim, Dim]>([x.shape[0] as Dim, seen.shape[1]], unwrap(rows))
}

/** One flow where it sees the vectors of some rows. */
type StepOf = (vectors: T.Tensor<readonly [Dim, Dim]>) => Readonly<Record<Direction, Way>>

/** A way of a flow, by its parameters: its event is erased. */
type Way = (parameters: unknown) => Move

type Move = (x: Leaf) => { readonly y: Leaf; readonly logDeterminant: Leaf }

const stepOf =
  (network: SeeingNetwork, axis: Size<Dim>): StepOf =>
  (vectors) =>
    iafPasses(network.seeing(vectors), axis) as Readonly<Record<Direction, unknown>> as Readonly<Record<Direction, Way>> // safe: they are of the rows that are moved

/** Moves that are made one after another, and the sum of the logarithms of how volumes change. */
const moved = (x: Leaf, moves: readonly Move[]): ReturnType<Move> =>
  moves.reduce(
    (before, move) => {
      const { y, logDeterminant } = move(before.y)
      return { y, logDeterminant: add(logDeterminant)(before.logDeterminant) }
    },
    { y: x, logDeterminant: total(T.zerosLike(x)) },
  )

/** The flows, one after another, whose parameters hold the vectors that they see. */
export const seeingFlow = (axis: AnySize, hidden: readonly AnySize[], seen: AnySize, steps: number): AnyBijection => {
  const [along, inner, vector] = [axis as Size<Dim>, hidden as readonly Size<Dim>[], seen as Size<Dim>] // safe: sizes with their names
  const network = seeingNetwork(along, inner, vector)
  const [step, turn] = [stepOf(network, along), reverse(axis as never) as Readonly<Record<Direction, unknown>>]
  const turns = turn as Readonly<Record<Direction, Way>> // safe: it is over the same axis
  const movesOf = (way: Direction, own: SeenParameters, x: Leaf): readonly Move[] => {
    const passes = step(vectorsFor(own, x))
    const all = own.steps.flatMap((each, at) => [...(at === 0 ? [] : [turns[way](null)]), passes[way](each)])
    return way === 'forward' ? all : [...all].reverse()
  }
  const pass = (way: Direction) => (own: SeenParameters) => (x: Leaf) => moved(x, movesOf(way, own, x))
  return made<AnyBijection>({
    name: 'amortized iaf',
    event: [axis],
    slow: ['inverse'],
    init: (key) => Array.from({ length: steps }, (_, at) => network.init(child(at)(key))),
    forward: pass('forward'),
    inverse: pass('inverse'),
  })
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

type Own = AmortizedParameters<unknown, unknown, unknown>

const layerOf = (trunk: AnyNetwork, base: AnyNetwork, flow: AnyBijection) => {
  const family = familyOf(flow, base.family?.parameters ?? [])
  return madeOf({
    name: 'amortized',
    takes: trunk.input,
    build: () => ({
      out: base.output,
      kind: family.kind,
      family,
      layers: [...trunk.layers, ...base.layers, { name: flow.name, out: base.output }],
      init: (key: Key) => ({
        trunk: trunk.init(child('trunk')(key)),
        base: base.init(child('base')(key)),
        flow: flow.init(child('flow')(key)),
      }),
      apply: (own: Own) => (x: never) => {
        const seen = trunk.apply(own.trunk)(x)
        const parameters = { steps: own.flow, seen }
        return { _tag: family.kind, base: base.apply(own.base)(seen), flow: parameters, [record]: family }
      },
    }),
  })
}

/**
 * An encoder whose samples go through inverse autoregressive flows that see its hidden vector, so that the flows differ from example to
 * example: `amortized(trunk, base, { hidden: [64], steps: 2 })`. The trunk gives the hidden vector, and the base makes of it the
 * distribution that the flows begin with.
 *
 * Between two flows the order of the numbers turns. Samples take one pass for each flow; the density elsewhere takes one for
 * each number. Its KL has no closed form.
 *
 * Shapes: `[Row, ...In] -> Flow<Row, Out>`.
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 * Source: Kingma et al., "Improving Variational Inference with Inverse Autoregressive Flow", arXiv:1606.04934, algorithm 1.
 *
 * @example
 * const trunk = Layer.sequence(Layer.dense(784, 50), Layer.tanh)
 * amortized(trunk, Layer.sequence(Layer.normalHead(50, 2)), { hidden: [8], steps: 2 }).kind
 * //=> 'Flow'
 */
export const amortized = <
  Trunk = NetworkHint,
  Base = NetworkHint,
  const Hidden extends readonly unknown[] = readonly [],
  const Steps extends number = 1,
>(
  trunk: TrunkPart<Trunk>,
  base: BasePart<Trunk, Base>,
  { hidden, steps }: AmortizedOptions<Hidden, Steps>,
): AmortizedNet<Trunk, Base, Hidden> => {
  // safe: each is itself wherever the call compiles, and the two faults are the check at run time
  const [first, second] = [trunk as unknown as AnyNetwork, base as unknown as AnyNetwork]
  const message = trunkFault(first) ?? baseFault(second, first)
  if (message !== null) refuse(message)
  const sizes = knownEvent(HIDDEN, hidden)
  if (sizes.length === 0) refuse(NO_HIDDEN)
  const count = counted((steps ?? 1) as never, STEPS)
  // safe: the faults: there is one axis each
  const [axis, seen] = [second.output[0] as AnySize, first.output[0] as AnySize]
  return sequence(layerOf(first, second, seeingFlow(axis, sizes, seen, count)) as never) as never // safe: as above
}
