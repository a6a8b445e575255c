/** A variational autoencoder as three ONNX models: its encoder, its decoder, and a sampler of new examples. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type LatentKind, type LikelihoodKind, record } from '../distributions/family.js'
import type { AnyPart, PriorKind } from '../distributions/priors.js'
import { type Conditional, NOTHING, unconditional } from '../models/joint/given.js'
import type { ParamsIn } from '../models/state.js'
import {
  type AnyParams,
  type DecoderOf,
  type EncoderOf,
  type Evaluated,
  inEvaluation,
} from '../models/vae/environment.js'
import type { VaeParams, VaeWith } from '../models/vae/vae.js'
import type { Key } from '../random/key.js'
import { type AnyShape, numbersOf, type Sizes } from '../shapes/dim.js'
import { show } from '../shapes/message.js'
import type { Tensor } from '../tensors/tensor.js'
import type { Host } from '../tensors/tree.js'
import { type ExportError, exportAny, type Inputs, type OnnxFile } from './program.js'

/** The models of a variational autoencoder. */
export interface VaeFiles {
  /** `x` to the parameters of `q(z|x)`, such as its `mean` and its `logVariance`. */
  readonly encoder: OnnxFile
  /** `z` to the parameters of `p(x|z)`, such as its `logits`, and to its `mean`. */
  readonly decoder: OnnxFile
  /** A draw `z` from the prior, usually standard normal, and the noise of `x`, to a draw `x` from the model and to the `mean` it was drawn around. */
  readonly sampler: OnnxFile
}

/** What stands beside the inputs and the outputs of each model. */
type Ports = { readonly [Name in keyof VaeFiles]: Readonly<Record<string, string>> }

const portsOf = (posterior: readonly string[], likelihood: readonly string[], z: string): Ports => ({
  encoder: Object.fromEntries(posterior.map((name) => [name, 'of q(z|x)'])),
  decoder: Object.fromEntries([...likelihood, 'mean'].map((name) => [name, 'of p(x|z)'])),
  sampler: { z, x: 'a draw from p(x|z)', mean: 'of p(x|z)' },
})

const aboutModel = (event: Sizes, latent: Sizes, likelihood: string): Readonly<Record<string, string>> => ({
  model: 'vae',
  likelihood,
  event: show(numbersOf(event)),
  latent: show(numbersOf(latent)),
})

/** The tensors of one file: its inputs, of the shapes that they were declared with. */
interface FileInputs<Event extends AnyShape, Latent extends AnyShape> {
  readonly x: Tensor<readonly ['batch', ...Event]>
  readonly z: Tensor<readonly ['batch', ...Latent]>
}

/** Some parts of a tree, under their own names: those of a checkpoint. */
const partsOf = (tree: object, parts: readonly string[]): object =>
  Object.fromEntries(Object.entries(tree).filter(([part]) => parts.includes(part)))

/** The parameters of some parts, and the states of the networks among them. */
const paramsOf = (params: unknown, parts: readonly (keyof AnyParams)[]): object => {
  const { state = {} } = params as AnyParams // safe: they are those of a model
  const own = partsOf(state, parts)
  return { ...partsOf(params as AnyParams, parts), ...(Object.keys(own).length === 0 ? {} : { state: own }) }
}

/** The parameters of a distribution, by their paths: without those that a flow has beside them, which are no outputs. */
const parametersOf = ({ parameters }: { readonly parameters: readonly string[] }, distribution: object): object =>
  partsOf(
    distribution,
    parameters.map((path) => path.split('.')[0] ?? path),
  )

/** What a program is given: both networks in evaluation, the parameters, and the inputs. */
type Given = Evaluated<AnyShape, AnyShape, LatentKind, LikelihoodKind> & AnyParams & FileInputs<AnyShape, AnyShape>

/** What is read of a model: its parts, with their types erased. */
interface Parts {
  readonly encoder: EncoderOf<LatentKind>
  readonly decoder: DecoderOf<LikelihoodKind>
  readonly prior: AnyPart
}

/**
 * The three files of a model whose conditions may be given: those that a file needs are inputs of it.
 *
 * Errors: as `exportProgram`.
 */
export const exportConditional =
  (model: Conditional, metadata: Readonly<Record<string, string>>) =>
  (params: unknown): TE.TaskEither<ExportError, VaeFiles> => {
    // safe: they are the parts of a model
    const { encoder, decoder, prior } = model.at(NOTHING) as unknown as Parts
    const { family: posterior } = encoder
    const { family: likelihood } = decoder
    const ports = portsOf(posterior.parameters, likelihood.parameters, prior[record].inExport)
    const { inSampler } = prior[record]
    const conditions = Object.entries(model.conditions).map(([name, event]) => [name, ['batch', ...event]] as const)
    const inputs = (own: Inputs): Inputs => ({ ...own, ...Object.fromEntries(conditions) })
    const [x, z] = [inputs({ x: ['batch', ...encoder.input] }), inputs({ z: ['batch', ...decoder.input] })]
    const file = (
      name: keyof VaeFiles,
      parts: readonly (keyof AnyParams)[],
      own: Inputs,
      program: (given: Given, key: Key) => object,
    ) =>
      exportAny({
        name,
        metadata: { ...metadata, ...aboutModel(encoder.input, decoder.input, decoder.kind) },
        ports: ports[name],
        inputs: own,
        program: (held, tensors, key) => {
          const at = inEvaluation(model.at({ seen: tensors, shown: tensors }), held, key)
          // safe: see `FileInputs`; a program that is not given a part does not read it
          return program({ ...(held as AnyParams), ...tensors, ...at } as unknown as Given, key)
        },
      })(paramsOf(model.params(params), parts))
    return pipe(
      TE.Do,
      TE.bind('encoder', () =>
        file('encoder', ['encoder'], x, (given) => parametersOf(posterior, given.encode(given.x))),
      ),
      TE.bind('decoder', () =>
        file('decoder', ['decoder'], z, (given) => {
          const distribution = given.decode(given.z)
          return { ...distribution, mean: likelihood.mean(distribution) }
        }),
      ),
      TE.bind('sampler', () =>
        file('sampler', inSampler === undefined ? ['decoder'] : ['decoder', 'prior'], z, (given, key) => {
          // safe: what a sampler makes of its input is a latent
          const drawn = (inSampler?.(given.prior as never)(given.z as never) ?? given.z) as typeof given.z
          const distribution = given.decode(drawn)
          return { x: likelihood.sample(key)(distribution), mean: likelihood.mean(distribution) }
        }),
      ),
    )
  }

/**
 * The encoder, the decoder and a sampler as ONNX models, for any number of rows: the axis `batch`.
 *
 * The sampler has no randomness of its own: it takes its noise, so that the same noise gives the same examples wherever
 * it runs. `z` is a draw from the prior, so standard normal where that is, and where a flow makes the prior a draw from what
 * it begins with; the noise of `x` is `uniform` in (0, 1) for Bernoulli distributions and standard `normal` for
 * normal ones.
 *
 * Shapes: `x` and `mean` of `p(x|z)` are `['batch', ...Event]`, `z` is `['batch', ...Latent]`.
 * Errors: as `exportProgram`.
 */
export const exportVae =
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
    metadata: Readonly<Record<string, string>> = {},
  ) =>
  (params: Host<ParamsIn<Networks, VaeParams<E, D>>>): TE.TaskEither<ExportError, VaeFiles> =>
    exportConditional(unconditional(model), metadata)(params)
