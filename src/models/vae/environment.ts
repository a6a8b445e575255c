/** What a variational autoencoder supplies to terms, by what its posterior and its prior offer. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Family, LatentKind, Likelihood, LikelihoodKind, PosteriorOf } from '../../distributions/family.js'
import type { DistributionFacts } from '../../distributions/kinds.js'
import {
  type AnyPart,
  type PriorDistributionOf,
  type PriorKind,
  priorDistribution,
} from '../../distributions/priors.js'
import type { Net } from '../../layers/net.js'
import type {
  HasData,
  HasDraws,
  HasLogLikelihood,
  HasLogLikelihoodAt,
  HasMeanAt,
  HasSamples,
} from '../../losses/atoms.js'
import type { Key } from '../../random/key.js'
import type { AnyShape } from '../../shapes/dim.js'
import { once } from '../../shapes/once.js'
import * as T from '../../tensors/index.js'
import type { Observation } from '../model.js'
import { hasState, type RunContext, type Runnable, running, type States, stateAfter } from '../state.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What a model supplies to terms whose posterior is trained by its score alone: nothing through its samples. */
export interface ScoreSupplies<Posterior extends LatentKind, Prior extends PriorKind>
  extends HasData,
    HasLogLikelihoodAt,
    HasMeanAt,
    HasDraws {
  readonly posterior: PosteriorOf<Posterior>
  readonly prior: PriorDistributionOf<Prior>
}

/** What a model supplies to terms through the samples of whose posterior a gradient goes. */
export interface PathwiseSupplies<Posterior extends LatentKind, Prior extends PriorKind>
  extends ScoreSupplies<Posterior, Prior>,
    HasLogLikelihood,
    HasSamples {}

/** What a model of a posterior and a prior supplies to terms. */
export type SuppliesOf<
  Posterior extends LatentKind,
  Prior extends PriorKind,
> = DistributionFacts[Posterior]['gradient'] extends 'pathwise'
  ? PathwiseSupplies<Posterior, Prior>
  : ScoreSupplies<Posterior, Prior>

// -----------------------------------------------------------------------------
// parts, with their types erased
// -----------------------------------------------------------------------------

/** What is read of a network of any shapes. */
interface Network<Result extends LatentKind>
  extends Pick<Net<AnyShape, AnyShape, unknown, Result>, 'input' | 'output' | 'kind' | 'init' | 'apply'>,
    Pick<Runnable, 'uses' | 'begin' | 'run'> {}

/** An encoder, and the record of the distribution that it ends in. */
export interface EncoderOf<Posterior extends LatentKind> extends Network<Posterior> {
  readonly family: Family<Posterior>
}

/** A decoder, and the record of the likelihood that it ends in. */
export interface DecoderOf<Result extends LikelihoodKind> extends Network<Result> {
  readonly family: Likelihood<Result>
}

/** The parameters of a model: the prior has some where it is learned. */
export interface AnyParams {
  readonly encoder: unknown
  readonly decoder: unknown
  readonly prior?: unknown
  /** Those of the networks that have one. */
  readonly state?: States
}

// -----------------------------------------------------------------------------
// the networks in a context
// -----------------------------------------------------------------------------

/** Both networks in a context. */
const inContext = <Posterior extends LatentKind, Result extends LikelihoodKind>(
  encoder: EncoderOf<Posterior>,
  decoder: DecoderOf<Result>,
  context: RunContext,
) => {
  const { run, after } = running(context)
  // safe: to run a network is to apply it, in a context
  const apply = <Kind extends LatentKind>(name: string, network: Network<Kind>) =>
    run(name, network) as Network<Kind>['apply']
  return { encode: apply('encoder', encoder), decode: apply('decoder', decoder), after }
}

/** Both networks with their parameters, as functions of rows. */
export interface Evaluated<
  Event extends AnyShape,
  Latent extends AnyShape,
  Posterior extends LatentKind,
  Result extends LatentKind,
> {
  readonly encode: ReturnType<Net<Event, Latent, unknown, Posterior>['apply']>
  readonly decode: ReturnType<Net<Latent, Event, unknown, Result>['apply']>
}

/**
 * Both networks of a model in evaluation, which reads the state of its parameters.
 *
 * The key is for layers that draw in evaluation too.
 */
export const inEvaluation = <
  Event extends AnyShape,
  Latent extends AnyShape,
  Posterior extends LatentKind,
  Result extends LatentKind,
>(
  model: { readonly encoder: unknown; readonly decoder: unknown },
  params: unknown,
  key: Key,
): Evaluated<Event, Latent, Posterior, Result> => {
  // safe: they are the networks of a model and its parameters; of one that is not used there need not be any
  const { encoder, decoder } = model as { encoder: EncoderOf<LatentKind>; decoder: DecoderOf<LikelihoodKind> }
  const own = params as AnyParams
  const { encode, decode } = inContext(encoder, decoder, { key, states: own.state })
  return { encode: encode(own.encoder), decode: decode(own.decoder) } as never
}

// -----------------------------------------------------------------------------
// supply
// -----------------------------------------------------------------------------

const ALWAYS = ['x', 'posterior', 'prior', 'logLikelihoodAt', 'meanAt', 'draws'] as const

/** The names of what a model of a posterior supplies. */
export const suppliesOf = ({ gradient }: Pick<Family<LatentKind>, 'gradient'>): readonly string[] =>
  gradient === 'pathwise' ? [...ALWAYS, 'z', 'logLikelihood'] : ALWAYS

/** The distribution and its samples, with their coordinates and their log-densities where they come with them. */
const drawn = <Posterior extends LatentKind>(
  { family }: EncoderOf<Posterior>,
  encode: ReturnType<Network<Posterior>['apply']>,
  { x, key, samples }: Observation<AnyShape>,
) => {
  const posterior = family.named<AnyShape>(encode(x))
  const { logProb, ...draw } = family.draw(key, samples)(posterior)
  return { posterior, ...draw, ...(logProb === undefined ? {} : { logPosterior: logProb }) }
}

/** What is supplied of the likelihood as a function of the samples: at those of the model it is decoded once. */
const ofLikelihood = <Result extends LikelihoodKind>(
  { output }: Pick<EncoderOf<LatentKind>, 'output'>,
  { family }: DecoderOf<Result>,
  decode: ReturnType<Network<Result>['apply']>,
  { x, samples }: Observation<AnyShape>,
  z: HasSamples['z'],
): HasLogLikelihoodAt & HasMeanAt => {
  const repeated = T.repeatRows('samples', samples)(x)
  const decoded = (at: HasSamples['z']) => pipe(at, T.mergeRows, T.unflattenEvent<AnyShape>(output), decode)
  const own = once(() => decoded(z))
  const likelihood = (at: HasSamples['z']) => (at === z ? own() : decoded(at))
  return {
    logLikelihoodAt: (at) =>
      pipe(
        repeated,
        family.logProb<'samples*batch', AnyShape>(likelihood(at)),
        T.splitRows('samples', 'batch', samples)<readonly []>,
      ),
    meanAt: (at) =>
      pipe(
        likelihood(at),
        family.mean<'samples*batch', AnyShape>,
        T.flattenEvent('features'),
        T.splitRows('samples', 'batch', samples)<readonly ['features']>,
      ),
  }
}

/** What a model of some parts supplies. */
export const supply =
  <Posterior extends LatentKind, Result extends LikelihoodKind>(
    encoder: EncoderOf<Posterior>,
    decoder: DecoderOf<Result>,
    prior: AnyPart,
  ) =>
  (params: AnyParams) =>
  (observed: Observation<AnyShape>): ScoreSupplies<Posterior, PriorKind> => {
    const { x, key, mode = 'evaluation' } = observed
    const { encode, decode, after } = inContext(encoder, decoder, { key, mode, states: params.state })
    const encoded = encode(params.encoder)
    const { z, ...rest } = drawn(encoder, encoded, observed)
    const { logLikelihoodAt, meanAt } = ofLikelihood(encoder, decoder, decode(params.decoder), observed, z)
    const [draws, logLikelihood] = [once(() => T.stopGradient(z)), once(() => logLikelihoodAt(z))]
    const seen = once(() => priorDistribution(prior, params.prior, encoded))
    const always = {
      ...rest,
      ...([encoder, decoder].some(hasState) ? { [stateAfter]: after } : {}),
      x: T.flattenEvent('features')(x),
      get prior() {
        return seen()
      },
      logLikelihoodAt,
      meanAt,
      get draws() {
        return draws()
      },
    }
    return encoder.family.gradient === 'score'
      ? always
      : Object.defineProperties(always, {
          z: { value: z, enumerable: true },
          logLikelihood: { get: logLikelihood, enumerable: true },
        })
  }
