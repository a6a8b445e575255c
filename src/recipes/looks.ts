/** What there is to look at of a trained model: what it makes of examples, and by itself. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { TaggedDistribution } from '../distributions/closedForm.js'
import type { Family, LatentKind } from '../distributions/family.js'
import { type KlBy, klOfEach } from '../distributions/klOfEach.js'
import type { PriorKind } from '../distributions/priors.js'
import type { Support } from '../distributions/support.js'
import { type Coded, codePrograms } from '../explorer/codePrograms.js'
import { programsOf } from '../explorer/programs.js'
import type { Programs } from '../explorer/traced.js'
import type { ExportError, OnnxFile } from '../export/index.js'
import { exportConditional } from '../export/vae.js'
import { describe as networkText } from '../layers/describe.js'
import { type Conditional, type Given, NOTHING, unconditional, type VaeParts } from '../models/joint/given.js'
import type { Observation } from '../models/model.js'
import { isContinuous, type Way } from '../models/vae/between.js'
import { interpolate, traverse } from '../models/vae/codes.js'
import { describe } from '../models/vae/describe.js'
import { type AnyParams, inEvaluation } from '../models/vae/environment.js'
import { generate, generateAt, reconstruct } from '../models/vae/generation.js'
import type { VaeWith } from '../models/vae/vae.js'
import type { VqVae } from '../models/vqVae.js'
import { from, type Key } from '../random/key.js'
import { type AnyShape, type Dim, numbersOf } from '../shapes/dim.js'
import { mulScalar } from '../tensors/index.js'
import type { AnyTensor, Tensor } from '../tensors/tensor.js'
import { type Clustered, type ClustersLook, clustersOf } from './clusters.js'
import type { ModalitiesLook } from './modalities.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** New examples, and the means that they were drawn around; or what there is of either. */
export type Drawn = { readonly mean: AnyTensor; readonly x: AnyTensor }

/** Diagonal normal distributions. Shapes: `['rows', ...Latent]` each. */
export type NormalRows<Of> = { readonly mean: Of; readonly logVariance: Of }

/** How many examples lie on a way from one to another, both among them, and which way that is. */
export interface WayAsked {
  readonly steps: number
  readonly way: Way
}

/** Which number of a latent moves, and through how many values. */
export interface MoveAsked {
  readonly along: number
  readonly steps: number
}

/** A condition that is one of several values: their names in order, and what the model calls the axis of them. */
export interface Condition {
  readonly dim: Dim
  readonly names: readonly string[]
}

/** What new examples of a model with conditions are drawn for. */
export interface GivenLooks<in Params> {
  /** The conditions by the names that the model has for them. */
  readonly conditions: Readonly<Record<string, Condition>>
  /** As many new examples as there are rows. Shapes: of each condition `['rows', dim]`, one-hot. */
  readonly generate: (params: Params, key: Key, given: Readonly<Record<string, AnyTensor>>) => Drawn
  /** What there is to look at where rows of the conditions are given. */
  readonly at?: (given: Given) => Looks<Params>
  /** In place of that of `at`: each end has conditions of its own. Shapes: as those of `interpolate`. */
  readonly interpolate?: (
    params: Params,
    asked: WayAsked,
  ) => (first: AnyTensor, last: AnyTensor, given: { readonly first: Given; readonly last: Given }) => AnyTensor
}

/** Looks at examples of which the model is told more than what is looked at: which one each is. */
export interface BesideLooks<in Params> {
  /** The names of the fields of the data that it is told. */
  readonly fields: readonly string[]
  /** The looks, given rows of these fields. Shapes: of each `['rows', ...]`. */
  readonly at: (beside: Readonly<Record<string, AnyTensor>>) => Pick<Looks<Params>, 'reconstruct'>
}

/**
 * Pure functions of the parameters of a model: an engine runs them. What a model cannot do is left out, and a command
 * that needs it says so.
 *
 * Rows of examples and of latents are tensors of `['rows', …]`; their events are those of the model.
 */
export interface Looks<in Params> {
  /** The networks as text, a line each. */
  readonly architecture: readonly string[]
  /** The kind of model: `variational autoencoder`. */
  readonly kind: string
  /** The sizes of a latent. */
  readonly latent?: readonly number[]
  /** What the model makes of examples. Shapes: `['rows', ...Event] -> ['rows', ...Event]`. */
  readonly reconstruct?: (params: Params) => (x: AnyTensor) => AnyTensor
  /** As many new examples. Shapes: `['rows', ...Event]`. */
  readonly generate?: (params: Params, key: Key, count: number) => Drawn
  /** In place of `generate`, of a model with conditions that new examples are drawn for. */
  readonly given?: GivenLooks<Params>
  /** In place of looks at examples, of a model that is told other fields of the data, which new examples do not need. */
  readonly beside?: BesideLooks<Params>
  /** The center of `q(z|x)`. Shapes: `['rows', ...Event] -> ['rows', ...Latent]`. */
  readonly encode?: (params: Params) => (x: AnyTensor) => AnyTensor
  /** The parameters of `q(z|x)`, where it is diagonal normal and the prior is standard normal. */
  readonly posterior?: (params: Params) => (x: AnyTensor) => NormalRows<AnyTensor>
  /** A draw from `q(z|x)` of each example. Shapes: `['rows', ...Event] -> ['rows', ...Latent]`. */
  readonly drawLatents?: (params: Params, key: Key) => (x: AnyTensor) => AnyTensor
  /** New examples at latents. Shapes: `['rows', ...Latent] -> ['rows', ...Event]`. */
  readonly generateAt?: (params: Params, key: Key) => (z: AnyTensor) => Drawn
  /** `KL(q(z|x) || p(z))` of each number of the latent, of classes of each variable. Shapes: `['rows', ...Event] -> ['rows', 'latent']`. Units: nats. */
  readonly klPerLatent?: (params: Params, key: Key) => (x: AnyTensor) => AnyTensor
  /** How `klPerLatent` is known. */
  readonly klBy?: KlBy
  /**
   * The log-variances of `p(x|z)` at the center of `q(z|x)`; of Laplace distributions twice their log-scales.
   *
   * Shapes: `['rows', ...Event] -> ['rows', ...Event]`.
   */
  readonly logVariance?: (params: Params) => (x: AnyTensor) => AnyTensor
  /** The mean of `p(x|z)`. Shapes: `['rows', ...Latent] -> ['rows', ...Event]`. */
  readonly decode?: (params: Params) => (z: AnyTensor) => AnyTensor
  /**
   * What lies between two examples, for rows of them, where latents have numbers between two others.
   *
   * Shapes: `['rows', ...Event], ['rows', ...Event] -> ['steps', 'rows', ...Event]`.
   */
  readonly interpolate?: (params: Params, asked: WayAsked) => (first: AnyTensor, last: AnyTensor) => AnyTensor
  /** What one number of the latents of examples does. Shapes: `['rows', ...Event] -> ['steps', 'rows', ...Event]`. */
  readonly traverse?: (params: Params, asked: MoveAsked) => (x: AnyTensor) => AnyTensor
  /** Of a model of codes: which it chooses. */
  readonly codes?: CodesLook<Params>
  /** Of a model whose latent is one of some classes, or whose prior is a mixture: which of them an example is of. */
  readonly clusters?: ClustersLook<Params>
  /** Of a model of several modalities: what it makes of each alone. */
  readonly modalities?: ModalitiesLook<Params>
  /** What an explorer asks of the model. */
  readonly explore?: Programs
  /** The model as ONNX files, with texts beside them. */
  readonly files?: (
    metadata: Readonly<Record<string, string>>,
  ) => (params: unknown) => TE.TaskEither<ExportError, readonly OnnxFile[]>
}

/** What there is to look at of codes. */
export interface CodesLook<in Params> {
  /** The codes nearest to what is encoded. Shapes: `['rows', ...Event] -> ['rows', 'latent']`, code after code. */
  readonly chosen: (params: Params) => (x: AnyTensor) => AnyTensor
  /** How many numbers a code has. */
  readonly channels: number
  /** How many codes there are. */
  readonly count: number
}

// -----------------------------------------------------------------------------
// models that have all of it
// -----------------------------------------------------------------------------

/** Rows of any event. */
type Rows = Tensor<readonly ['rows', ...AnyShape]>

/** What lies between examples, of a model whose latents have something between them. */
const betweenOf = (
  model: { readonly posterior: { readonly over: Support } },
  own: OwnParams,
): Pick<Looks<unknown>, 'interpolate' | 'traverse'> => {
  // safe, here and below: the latents are continuous, and the rows those of the events of the model
  const of = model as never
  return isContinuous(model.posterior.over)
    ? {
        interpolate: (params, asked) => (first, last) =>
          interpolate(of, asked)(own(params) as never)(first as never, last as never) as unknown as AnyTensor,
        traverse: (params, asked) => (x) =>
          traverse(of, asked)(own(params) as never)(x as never) as unknown as AnyTensor,
      }
    : {}
}

/** The parameters of the parts of a model, of those of the whole. */
type OwnParams = (params: unknown) => unknown

/** Both networks of a model at its parameters, whatever distributions they give. */
type NetworksOf = (params: unknown) => {
  readonly encode: (x: never) => unknown
  readonly decode: (z: never) => unknown
}

/** The distributions of a model. */
type Distributions = Readonly<Record<'posterior' | 'likelihood' | 'prior', unknown>>

/** The KL of each number of a latent, where it is known. */
const latentKl = (
  networks: NetworksOf,
  { posterior, prior }: Distributions,
): Pick<Looks<unknown>, 'klPerLatent' | 'klBy'> => {
  // safe: what is read of them is there
  const each = klOfEach(posterior as Family<LatentKind>, prior as TaggedDistribution)
  return each === null
    ? {}
    : {
        klPerLatent: (params, key) => (x) => each.of(key)(networks(params).encode(x as never)) as unknown as AnyTensor,
        klBy: each.by,
      }
}

/** The parameters of a diagonal normal posterior whose prior is standard normal. */
const normalOf = (networks: NetworksOf, { posterior, prior }: Distributions): Pick<Looks<unknown>, 'posterior'> => {
  // safe: what is read of them is there
  const [{ kind }, { _tag }] = [posterior, prior] as readonly [Family<LatentKind>, TaggedDistribution]
  return kind === 'DiagonalNormal' && _tag === 'StandardNormal'
    ? {
        posterior: (params) => (x) => {
          const { mean, logVariance } = networks(params).encode(x as never) as NormalRows<AnyTensor>
          return { mean, logVariance }
        },
      }
    : {}
}

/** The log-variances of a likelihood that has some: how far numbers are from their mean, for each number. */
const spreadOf = (
  networks: NetworksOf,
  { posterior, likelihood }: Distributions,
): Pick<Looks<unknown>, 'logVariance'> => {
  // safe: what is read of them is there, and the look is only where the distribution is one that has it
  const [q, { kind }] = [posterior, likelihood] as readonly [Family<'DiagonalNormal'>, Family<LatentKind>]
  const decoded = (params: unknown, x: AnyTensor) => {
    const { encode, decode } = networks(params)
    return decode(q.center(encode(x as never) as never) as never)
  }
  return kind === 'DiagonalNormal'
    ? { logVariance: (params) => (x) => (decoded(params, x) as Readonly<Record<'logVariance', AnyTensor>>).logVariance }
    : kind === 'Laplace'
      ? {
          logVariance: (params) => (x) =>
            mulScalar(2)((decoded(params, x) as Readonly<Record<'logScale', AnyTensor>>).logScale),
        }
      : {}
}

/** What there is to look at of the parts of a model, given how its parameters are those of its parts. */
export const looksOf = (model: VaeParts, own: OwnParams): Looks<unknown> => {
  // safe, here and below: they are the networks of the model, and rows of its events, as they are read from its data
  const networks = (params: unknown) =>
    inEvaluation<AnyShape, AnyShape, LatentKind, LatentKind>(model, own(params), from(0))
  const whole = model as unknown as VaeWith<LatentKind, PriorKind, AnyShape, AnyShape, unknown, unknown, LatentKind>
  const described = model as unknown as Parameters<typeof describe>[0]
  const { posterior, likelihood } = whole
  const clusters = clustersOf(model as Clustered, (params) => ({
    encode: networks(params).encode as never,
    prior: (own(params) as AnyParams).prior,
  }))
  return {
    kind: 'variational autoencoder',
    architecture: describe(described),
    latent: numbersOf(described.encoder.output),
    reconstruct: (params) => (x) => reconstruct(whole)(own(params) as never)(x as Rows) as unknown as AnyTensor,
    generate: (params, key, count) => generate(whole)(own(params) as never, key, count) as unknown as Drawn,
    encode: (params) => (x) => pipe(networks(params).encode(x as Rows), posterior.center) as unknown as AnyTensor,
    drawLatents: (params, key) => (x) =>
      pipe(networks(params).encode(x as Rows), posterior.sample(key)) as unknown as AnyTensor,
    generateAt: (params, key) => (z) => generateAt(whole)(own(params), key)(z as Rows) as unknown as Drawn,
    decode: (params) => (z) => pipe(networks(params).decode(z as Rows), likelihood.mean) as unknown as AnyTensor,
    ...betweenOf(model as unknown as Parameters<typeof betweenOf>[0], own),
    ...latentKl(networks as NetworksOf, whole),
    ...normalOf(networks as NetworksOf, whole),
    ...spreadOf(networks as NetworksOf, whole),
    ...(clusters === null ? {} : { clusters }),
  }
}

/**
 * What there is to look at of a variational autoencoder: reconstructions, new examples, latents of examples and back, and
 * its ONNX files.
 */
export const ofVae = <
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
): Looks<ReturnType<typeof model.init>> => {
  const alone = unconditional(model)
  return { ...looksOf(alone.at(NOTHING), alone.params), ...filesOf(alone) }
}

/** A model as what a page runs, and as ONNX files. */
export const filesOf = (model: Conditional): Pick<Looks<unknown>, 'explore' | 'files'> => ({
  explore: programsOf(model),
  files: (metadata) => (params) =>
    pipe(
      exportConditional(model, metadata)(params),
      TE.map(({ encoder, decoder, sampler }) => [encoder, decoder, sampler]),
    ),
})

// -----------------------------------------------------------------------------
// models of codes
// -----------------------------------------------------------------------------

/** What is read of a model of codes. */
type CodedModel = Coded &
  Readonly<Record<'encoder' | 'decoder', Parameters<typeof networkText>[0]>> & {
    readonly reconstruct: (params: unknown) => (x: AnyTensor) => AnyTensor
    readonly codeCount: number
    readonly codeTables: number
  }

/** What there is to look at of an autoencoder of codes: reconstructions, and which of the codes that it learns are used. */
export const ofVqVae = <Event extends AnyShape, Code extends AnyShape, E, Table, D, Result extends LatentKind>(
  model: VqVae<Event, Code, E, Table, D, Result>,
): Looks<ReturnType<typeof model.init>> => {
  // safe: it is such a model, and the rows are those of its events
  const { encoder, decoder, supply, reconstruct, codeCount, codeTables } = model as unknown as CodedModel
  const chosen = (params: unknown) => (x: AnyTensor) =>
    supply(params)({ x, key: from(0), samples: 1 } as unknown as Observation<AnyShape>).codes.chosen as AnyTensor
  return {
    kind: 'autoencoder of codes',
    architecture: [`encoder: ${networkText(encoder)}`, `decoder: ${networkText(decoder)}`],
    reconstruct,
    ...(codeTables === 1 ? { explore: codePrograms({ encoder, decoder, supply }, codeCount) } : {}),
    ...(codeTables > 0 ? { codes: { chosen, channels: encoder.output.at(-1)?.size ?? 1, count: codeCount } } : {}),
  }
}
