/** What an explorer asks of a model, as programs of one row each: plain functions of named numbers, and of noise. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { closedFormOf } from '../distributions/closedForm.js'
import type { Draw } from '../distributions/coordinates.js'
import * as DiagonalNormal from '../distributions/diagonalNormal.js'
import { type Family, type LatentKind, type LikelihoodKind, logPosteriorOf } from '../distributions/family.js'
import { type AnyPart, type AnyPrior, drawPrior, logPriorOf, priorDistribution } from '../distributions/priors.js'
import { type Bare, bare } from '../export/bare.js'
import type { ExportError } from '../export/index.js'
import { type Conditional, NOTHING } from '../models/joint/given.js'
import { type AnyParams, type DecoderOf, type EncoderOf, inEvaluation, supply } from '../models/vae/environment.js'
import { child, type Key } from '../random/key.js'
import type { AnyShape } from '../shapes/dim.js'
import { named } from '../shapes/named.js'
import * as T from '../tensors/index.js'
import type { AnyTensor } from '../tensors/tensor.js'
import type { LatentShown, ProgramName } from './model.js'

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

/** What an explorer asks of a model. */
export interface Programs {
  readonly latent: LatentShown
  readonly programs: (params: unknown) => TE.TaskEither<ExportError, readonly Bare[]>
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

type Program = (given: Given) => Readonly<Record<string, AnyTensor>>

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

/** What an example costs: draws from q(z|x), `log p(x|z)` of each, and `KL(q(z|x) || p(z))`. Units: nats. */
const judge: Program = ({ model, params, x, key }) => {
  const supplied = supply(model.encoder, model.decoder, model.prior)(params)({
    ...{ x, key: child('judge')(key), samples: DRAWS, mode: 'evaluation' },
  } as never) as unknown as Supplied
  const at: Draw = { z: supplied.draws, ...(supplied.coordinate && { coordinate: supplied.coordinate }) }
  const closed = closedFormOf<'batch'>(supplied.posterior as never, supplied.prior as never)
  const estimated = () =>
    pipe(
      supplied.logPosterior ?? logPosteriorOf(supplied.posterior)(at),
      T.same.sub(logPriorOf(supplied.prior)(at)),
      T.mean('samples'),
    )
  return { z: at.z, logLikelihood: supplied.logLikelihoodAt(at.z), kl: closed ?? estimated() }
}

/** What is read of what a model supplies. */
type Supplied = {
  readonly draws: Draw['z']
  readonly coordinate?: Draw['z']
  readonly posterior: Parameters<typeof logPosteriorOf>[0]
  readonly prior: AnyPrior
  readonly logPosterior?: ReturnType<ReturnType<typeof logPosteriorOf>>
  readonly logLikelihoodAt: (z: Draw['z']) => ReturnType<ReturnType<typeof logPosteriorOf>>
}

const PROGRAMS = {
  encode: { of: ['x'], run: encode },
  decode: { of: ['z'], run: decode },
  draw: { of: ['z'], run: draw },
  density: { of: ['z'], run: density },
  prior: { of: [], run: prior },
  judge: { of: ['x'], run: judge },
} as const satisfies Readonly<Record<ProgramName, { readonly of: readonly ('x' | 'z')[]; readonly run: Program }>>

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

/**
 * The programs of a model at its parameters, each for one row: `encode`, `decode`, `draw`, `density`, `prior` and `judge`. Those
 * of a model with conditions take these too.
 *
 * What is exported as ONNX is traced in the same way, so that a model that exports has them.
 *
 * Errors: as `exportVae`.
 */
const tracedOf =
  (model: Conditional) =>
  (params: unknown): TE.TaskEither<ExportError, readonly Bare[]> => {
    const parts = model.at(NOTHING) as unknown as Parts // safe: as above
    const row = named('batch', 1)
    const inputs = { x: [row, ...parts.encoder.input], z: [row, ...parts.decoder.input] }
    const conditions = Object.entries(model.conditions).map(([name, event]) => [name, [row, ...event]] as const)
    return pipe(
      Object.entries(PROGRAMS),
      TE.traverseSeqArray(([name, { of, run }]) =>
        bare({
          name,
          inputs: Object.fromEntries([
            ...(of as readonly ('x' | 'z')[]).map((input) => [input, inputs[input]] as const),
            ...conditions,
          ]),
          program: (own, tensors, key) => {
            const at = model.at({ seen: tensors, shown: tensors })
            // safe: a program that is not given an input does not read it
            return run({ model: at, params: own as AnyParams, key, ...tensors } as unknown as Given)
          },
        })(model.params(params)),
      ),
    )
  }

/** What an explorer asks of a model whose conditions may be given. */
export const programsOf = (model: Conditional): Programs => ({ latent: latentOf(model), programs: tracedOf(model) })
