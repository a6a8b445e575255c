/** What a flow makes of a distribution: drawn through the flow, with a density that is that of the noise less its volume. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Rows, Samples } from '../distributions/coordinates.js'
import { type Drawn, type Family, type LatentKind, type Of, record } from '../distributions/family.js'
import type { DistributionFacts } from '../distributions/kinds.js'
import type { Key } from '../random/key.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import type { Said } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import type { AnyBijection } from './bijection.js'
import { moveSamples } from './samples.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The name of what a flow makes: with an inverse, and without. */
export type FlowKind = 'Flow' | 'ForwardFlow'

/** The name of a distribution that a flow can begin with: of real numbers, through whose samples a gradient goes. */
export type BaseKind = {
  [Name in Exclude<LatentKind, FlowKind>]: DistributionFacts[Name] extends {
    readonly over: 'real'
    readonly gradient: 'pathwise'
  }
    ? Name
    : never
}[Exclude<LatentKind, FlowKind>]

const isFlow = (kind: string): boolean => kind === 'Flow' || kind === 'ForwardFlow'

/** What is asked of a network that gives a distribution. */
interface Given {
  readonly kind: string
  readonly family: Pick<Family<BaseKind>, 'over' | 'gradient'> | null
}

/** Whether what a network gives is a distribution that a flow can begin with. The run-time version of `BaseKind`. */
export const isBase = ({ kind, family }: Given): boolean =>
  family?.over === 'real' && family.gradient === 'pathwise' && !isFlow(kind)

/** The message of a network that gives another. */
export type NotABase<What extends string, Kind extends string> = Said<typeof notABase<What, Kind>>
export const notABase = <What extends string, Kind extends string>(what: What, kind: Kind) =>
  `${what} gives a ${kind} but must give real numbers that a gradient goes through, as a DiagonalNormal` as const

declare const over: unique symbol

/** A distribution for each row, and the parameters of the flow that its samples go through. */
interface Transformed<Name extends FlowKind, Row extends Dim, Event extends AnyShape> extends Of<Name> {
  /** Which distribution it is only its record knows: a union of all would cost every model of the compiler's time. */
  readonly base: object
  readonly flow: T.Tree.Tree
  /** Only for the compiler: no value has it. */
  readonly [over]?: readonly [Row, ...Event]
}

/** What a flow that has an inverse makes: its density is known everywhere. */
export interface FlowDistribution<Row extends Dim, Event extends AnyShape> extends Transformed<'Flow', Row, Event> {}

/** What a flow that goes forward alone makes: its density is known at its own samples alone. */
export interface ForwardFlowDistribution<Row extends Dim, Event extends AnyShape>
  extends Transformed<'ForwardFlow', Row, Event> {}

/** What is known of both: no divergence of theirs and no mean has a closed form. */
interface FlowFacts {
  readonly over: 'real'
  readonly gradient: 'pathwise'
  readonly axes: readonly ['latent']
  readonly kl: never
  readonly likelihood: false
  readonly head: never
}

/** What is known of a distribution whose density is known at its own samples alone. */
interface ForwardFlowFacts extends FlowFacts {
  readonly density: 'at its samples'
}

declare module '../distributions/kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly Flow: FlowDistribution<Row, Event>
    readonly ForwardFlow: ForwardFlowDistribution<Row, Event>
  }
  interface DistributionFacts {
    readonly Flow: FlowFacts
    readonly ForwardFlow: ForwardFlowFacts
  }
}

// -----------------------------------------------------------------------------
// its record
// -----------------------------------------------------------------------------

/** A value with its types erased. */
interface AnyValue {
  readonly base: { readonly [record]: AnyBase }
  readonly flow: unknown
}

/** What is asked of the distribution that a flow begins with. */
interface AnyBase {
  readonly logProb: (base: never) => (x: never) => Leaf
  readonly sample: (key: Key) => (base: never) => Leaf
  readonly named: (base: never) => AnyValue['base']
  readonly logProbAt: (base: never) => (z: Samples) => Rows
  readonly draw: (key: Key, count: number) => (base: never) => Drawn
  readonly center: (base: never) => Leaf
}

type Leaf = T.Tensor<AnyShape>

/** Nothing can be said of the density elsewhere: the point that would lead there is not known. */
const atItsSamples = (): never =>
  refuse(
    'a ForwardFlow has its density at its own samples alone: its flow has no inverse; use Elbo.elboByMonteCarlo or Elbo.iwae',
  )

/** Each function of the base, on the base of a value. Safe: the record of a value is its own. */
const ofBase = ({ base }: AnyValue) => {
  const own = base[record]
  return {
    logProb: own.logProb(base as never),
    sample: (key: Key) => own.sample(key)(base as never),
    named: () => own.named(base as never),
    logProbAt: own.logProbAt(base as never),
    draw: (key: Key, count: number) => own.draw(key, count)(base as never),
    center: () => own.center(base as never),
  }
}

/** Samples of the base with their densities, moved. */
const drawn =
  (flow: AnyBijection) =>
  (key: Key, count: number) =>
  (q: AnyValue): Drawn => {
    const base = ofBase(q)
    const { z, logProb = base.logProbAt(z) } = base.draw(key, count)
    const moved = moveSamples(flow, 'forward', q.flow)(z)
    return { z: moved.z, logProb: pipe(logProb, T.same.sub(moved.logDeterminant)) }
  }

/** The densities: by the inverse, where there is one. */
const densitiesOf = (flow: AnyBijection) =>
  flow.directions.includes('inverse')
    ? {
        logProb: (q: AnyValue) => (x: Leaf) => {
          const { y, logDeterminant } = flow.inverse(q.flow)(x as never)
          return pipe(ofBase(q).logProb(y as never), T.same.add(logDeterminant as unknown as Leaf))
        },
        logProbAt: (q: AnyValue) => (z: Samples) => {
          const moved = moveSamples(flow, 'inverse', q.flow)(z)
          return pipe(ofBase(q).logProbAt(moved.z), T.same.add(moved.logDeterminant))
        },
      }
    : { density: 'at its samples', logProb: () => atItsSamples, logProbAt: () => atItsSamples }

/**
 * What a distribution can do that a flow makes. `parameters` are the names of those of its base.
 *
 * Its density is that of the noise less the logarithm of how volumes change on the way.
 *
 * Source: Rezende and Mohamed, "Variational Inference with Normalizing Flows", arXiv:1505.05770, equations 5 to 7.
 */
export const familyOf = (flow: AnyBijection, parameters: readonly string[]): Family<'Flow'> | Family<'ForwardFlow'> => {
  const forward = (q: AnyValue, x: Leaf) => flow.forward(q.flow)(x as never).y
  const family = {
    kind: flow.directions.includes('inverse') ? 'Flow' : 'ForwardFlow',
    over: 'real',
    gradient: 'pathwise',
    axes: ['latent'],
    parameters: parameters.map((name) => `base.${name}`),
    coordinate: null,
    mean: null,
    ...densitiesOf(flow),
    sample: (key: Key) => (q: AnyValue) => forward(q, ofBase(q).sample(key)),
    named: (q: AnyValue) => ({ ...q, base: ofBase(q).named() }),
    draw: drawn(flow),
    center: (q: AnyValue) => forward(q, ofBase(q).center()),
    kl: {},
    head: {},
  }
  return family as unknown as Family<'Flow'> | Family<'ForwardFlow'> // safe: a value of it has a base, and the parameters of this flow
}
