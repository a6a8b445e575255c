/** What an explorer asks of a model, as programs of one row each: plain functions of named numbers, and of noise. */

import { pipe } from 'fp-ts/lib/function.js'
import { closedFormOf } from '../distributions/closedForm.js'
import type { Draw } from '../distributions/coordinates.js'
import * as DiagonalNormal from '../distributions/diagonalNormal.js'
import { type Family, type LatentKind, type LikelihoodKind, logPosteriorOf, record } from '../distributions/family.js'
import { type AnyPart, type AnyPrior, drawPrior, logPriorOf, priorDistribution } from '../distributions/priors.js'
import { type Conditional, NOTHING } from '../models/joint/given.js'
import { type AnyParams, type DecoderOf, type EncoderOf, inEvaluation, supply } from '../models/vae/environment.js'
import type { SeenVampPrior } from '../models/vae/vampPrior.js'
import { child, type Key } from '../random/key.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { softmax } from '../tensors/softmax.js'
import type { AnyTensor, Tensor } from '../tensors/tensor.js'
import type { LatentShown, ProgramName } from './model.js'
import { type Programs, type Rows, rowPrograms, traced } from './traced.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The parts of a model, of any distributions. */
interface Parts {
  readonly encoder: EncoderOf<LatentKind>
  readonly decoder: DecoderOf<LikelihoodKind>
  readonly prior: AnyPart
  readonly posterior: Family<LatentKind>
  readonly likelihood: {
    readonly mean: (distribution: unknown) => AnyTensor
    readonly sample: (key: Key) => (distribution: unknown) => AnyTensor
  }
}

/** How many draws from a posterior are judged. */
export const DRAWS = 16

// -----------------------------------------------------------------------------
// programs
// -----------------------------------------------------------------------------

interface Given {
  readonly model: Parts
  readonly params: AnyParams
  readonly x: T.Tensor<readonly ['batch', ...AnyShape]>
  readonly z: T.Tensor<readonly ['batch', ...AnyShape]>
  readonly key: Key
}

type Program = (given: Given) => Rows

const networks = ({ model, params, key }: Given) =>
  // safe: they are the networks of the model, whose distributions its own records read
  inEvaluation<AnyShape, AnyShape, LatentKind, LikelihoodKind>(model, params, key) as unknown as {
    readonly encode: (x: AnyTensor) => object
    readonly decode: (z: AnyTensor) => object
  }

const isStandard = ({ prior }: Pick<Parts, 'prior'>): boolean => prior._tag === 'StandardNormal'

/** Where an example lies: the center of q(z|x), and of normal ones how far it reaches and what each number of it tells. */
const encode: Program = (given) => {
  const { posterior } = given.model
  const q = networks(given).encode(given.x)
  const center = posterior.center(q as never) as unknown as AnyTensor
  if (posterior.kind !== 'DiagonalNormal') return { center }
  const normal = q as DiagonalNormal.DiagonalNormal<'batch', AnyShape> // safe: it is of that kind
  const deviation = DiagonalNormal.standardDeviation(normal)
  return isStandard(given.model)
    ? { center, deviation, kl: DiagonalNormal.klToStandardPerDimension(normal) }
    : { center, deviation }
}

const decode: Program = (given) => ({ mean: given.model.likelihood.mean(networks(given).decode(given.z)) })

/** A draw from p(x|z). */
const draw: Program = (given) => ({
  x: given.model.likelihood.sample(given.key)(networks(given).decode(given.z)),
})

/** The prior, which may be made of the encoder. */
const priorOf = (given: Given): AnyPrior =>
  priorDistribution(given.model.prior, given.params.prior, networks(given).encode as never)

/** A latent as terms see it: of one sample. */
const asSample = (z: Given['z']) =>
  pipe(z, T.flattenEvent('latent'), (flat) =>
    // safe: a row of a sample is a row
    T.splitRows('samples', 'batch', 1)(flat as unknown as T.Tensor<readonly ['samples*batch', 'latent']>),
  )

/** `log p(z)`, in nats. */
const density: Program = (given) => ({ logProb: logPriorOf(priorOf(given))({ z: asSample(given.z) as Draw['z'] }) })

/** A draw from p(z). */
const prior: Program = (given) => ({
  z: drawPrior(given.key, 'batch', 1)(
    given.model.prior as never, // safe, here and below: the parameters and the encoder are those of the model
    given.params.prior,
    networks(given).encode as never,
  ) as unknown as AnyTensor,
})

/** The centers of the components of a mixture, and its weights where they are not equal. */
const components: Program = (given) => {
  const p = priorOf(given)
  if (p._tag === 'MixturePrior') return { centers: p.mean, weights: softmax(p.logits) }
  const own = (p as SeenVampPrior).components // safe: there is no other mixture
  return { centers: (own as { readonly [record]: Family<LatentKind> })[record].center(own as never) as AnyTensor }
}

/** What an example costs: draws from q(z|x), `log p(x|z)` of each, and `KL(q(z|x) || p(z))`. Units: nats. */
const judge: Program = ({ model, params, x, key }) => {
  const supplied = supply(model.encoder, model.decoder, model.prior)(params)({
    ...{ x, key: child('judge')(key), samples: DRAWS, mode: 'evaluation' },
  } as never) as unknown as Supplied
  return judged(supplied, closedFormOf<'batch'>(supplied.posterior as never, supplied.prior as never))
}

/** What an example costs, of what a model supplies of it, and of the KL in closed form; where there is none it is estimated. */
export const judged = (supplied: Supplied, closed: Tensor<readonly ['batch']> | null) => {
  const at: Draw = { z: supplied.draws, ...(supplied.coordinate && { coordinate: supplied.coordinate }) }
  const estimated = () =>
    pipe(
      supplied.logPosterior ?? logPosteriorOf(supplied.posterior)(at),
      T.same.sub(logPriorOf(supplied.prior)(at)),
      T.mean('samples'),
    )
  return { z: at.z, logLikelihood: supplied.logLikelihoodAt(at.z), kl: closed ?? estimated() }
}

/** What is read of what a model supplies. */
export type Supplied = {
  readonly draws: Draw['z']
  readonly coordinate?: Draw['z']
  readonly posterior: Parameters<typeof logPosteriorOf>[0]
  readonly prior: AnyPrior
  readonly logPosterior?: ReturnType<ReturnType<typeof logPosteriorOf>>
  readonly logLikelihoodAt: (z: Draw['z']) => ReturnType<ReturnType<typeof logPosteriorOf>>
}

const PROGRAMS: Readonly<Record<ProgramName, Program>> = {
  ...{ encode, decode, draw, density, prior, judge, components },
}

// -----------------------------------------------------------------------------
// of a model
// -----------------------------------------------------------------------------

/** What an explorer must know of the latent of a model. */
const latentOf = ({ at }: Conditional): LatentShown => {
  const parts = at(NOTHING) as unknown as Parts // safe: they are the parts of a model
  return {
    sizes: parts.encoder.output.map(({ size }) => size),
    over: parts.posterior.over,
    standard: isStandard(parts),
  }
}

/** What an explorer asks of a model whose conditions may be given: its programs take these too. */
export const programsOf = (model: Conditional): Programs => {
  const parts = model.at(NOTHING) as unknown as Parts // safe: as above
  const programs = rowPrograms({
    events: { x: parts.encoder.input, z: parts.decoder.input },
    beside: model.conditions,
    isMixture: parts.prior[record].mixture === true,
    runOf: (name) => (params, given, key) => {
      const at = model.at({ seen: given, shown: given })
      // safe: a program that is not given an input does not read it
      return PROGRAMS[name]({ model: at, params: params as AnyParams, key, ...given } as unknown as Given)
    },
  })
  return { latent: latentOf(model), programs: (params) => traced(programs)(model.params(params)) }
}
