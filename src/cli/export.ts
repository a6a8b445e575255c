/** `shapebound export`: the checkpoint of a run as ONNX models. */

import { dirname, join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { loadTree, readTensors } from '../checkpoints/checkpoint.js'
import type { SafeTensors } from '../checkpoints/safetensors.js'
import type { LikelihoodKind } from '../distributions/family.js'
import { blank } from '../export/blank.js'
import { exportVae, type OnnxFile, type OnnxPort } from '../export/index.js'
import { putAll } from '../files/atomicWrite.js'
import type { Vae } from '../models/vae/vae.js'
import { bernoulliVae, gaussianVae } from '../recipes/known/network.js'
import { show } from '../shapes/message.js'
import { named } from '../shapes/named.js'
import { optionsNoted } from './configuration.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { FILES, isThere } from './folder.js'
import { withoutPlaces } from './options.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What was asked for. */
export interface ExportOptions {
  readonly run?: string
  readonly checkpoint?: string
  readonly out?: string
  readonly json: boolean
}

/** What `--json` prints. */
export interface ExportReport {
  readonly checkpoint: string
  readonly out: string
  readonly opset: number
  readonly files: readonly {
    readonly path: string
    readonly inputs: readonly OnnxPort[]
    readonly outputs: readonly OnnxPort[]
  }[]
}

/** The files that are written. */
const ONNX_FILES = ['encoder.onnx', 'decoder.onnx', 'sampler.onnx']

/** Adds the options of an export to a command. */
export const withExportOptions = (command: Command): Command =>
  [
    new Option('--run <dir>', `the folder of a run, which holds its ${FILES.checkpoint}`).conflicts('checkpoint'),
    new Option('--checkpoint <file>', 'a checkpoint, in place of the folder of its run'),
    new Option('--out <dir>', 'the folder for the models (default: that of the checkpoint)'),
    new Option('--json', 'print one JSON object as the last line of stdout').default(false),
  ].reduce(
    (all, option) => all.addOption(option),
    command.argument('[dir]', 'the folder of a run by any recipe, or a checkpoint in one'),
  )

/** A checkpoint, and the option that named it. */
export interface CheckpointOption {
  readonly option: string
  readonly file: string
}

const asked = ({ run, checkpoint }: ExportOptions): E.Either<CliError, CheckpointOption> =>
  run !== undefined
    ? E.right({ option: '--run', file: join(resolve(run), FILES.checkpoint) })
    : checkpoint !== undefined
      ? E.right({ option: '--checkpoint', file: resolve(checkpoint) })
      : E.left(badInput('--run: needs the folder of a run, or --checkpoint a file; neither is given'))

/** An error of a file, under the option that led to it. */
export const underOption =
  ({ option }: CheckpointOption) =>
  (error: Parameters<typeof toCliError>[0]): CliError => {
    const { message, ...rest } = toCliError(error)
    return { ...rest, message: `${option}: ${message}` }
  }

// -----------------------------------------------------------------------------
// the checkpoint
// -----------------------------------------------------------------------------

const foreign = ({ option, file }: CheckpointOption, words: string): CliError =>
  badInput(`${option}: needs a checkpoint of shapebound train, and ${file} ${words}`)

const contents = (from: CheckpointOption): TE.TaskEither<CliError, SafeTensors> =>
  pipe(readTensors(from.file), TE.mapLeft(underOption(from)))

/** The sizes of the model that a checkpoint is of. */
interface Architecture {
  readonly pixels: number
  readonly hidden: number
  readonly latent: number
  readonly likelihood: 'bernoulli' | 'gaussian'
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0

/** As the run has noted it. */
const architecture = (from: CheckpointOption, checkpoint: SafeTensors): E.Either<CliError, Architecture> => {
  const { format, pixels: noted } = checkpoint.metadata
  const options = optionsNoted(checkpoint.metadata)
  if (format !== 'shapebound parameters') return E.left(foreign(from, 'does not say that it is one'))
  if (options === null) return E.left(foreign(from, 'does not hold the options of its run'))
  const pixels = Number(noted)
  const { hidden, latent, likelihood } = options
  return isCount(pixels) &&
    isCount(hidden) &&
    isCount(latent) &&
    (likelihood === 'bernoulli' || likelihood === 'gaussian')
    ? E.right({ pixels, hidden, latent, likelihood })
    : E.left(foreign(from, 'does not say the sizes of its model'))
}

/** How the model came about, as the models tell it. */
export const provenance = (
  from: CheckpointOption,
  checkpoint: SafeTensors,
): E.Either<CliError, Readonly<Record<string, string>>> =>
  pipe(
    optionsNoted(checkpoint.metadata),
    E.fromNullable(foreign(from, 'does not hold the options of its run')),
    E.map((options) => ({
      ...Object.fromEntries(
        ['objective', 'engine', 'steps'].flatMap((name) => {
          const value = checkpoint.metadata[name]
          return value === undefined ? [] : [[name, value]]
        }),
      ),
      ...('seed' in options ? { seed: String(options.seed) } : {}),
      // a model that is handed on must not tell the places of its run
      options: JSON.stringify(withoutPlaces(options)),
    })),
  )

// -----------------------------------------------------------------------------
// the models
// -----------------------------------------------------------------------------

const modelsOf =
  (from: CheckpointOption, metadata: Readonly<Record<string, string>>) =>
  <Encoder, Decoder, Likelihood extends LikelihoodKind>(
    model: Vae<readonly ['pixels'], readonly ['latent'], Encoder, Decoder, Likelihood>,
  ): TE.TaskEither<CliError, readonly OnnxFile[]> =>
    pipe(
      blank(model.init),
      TE.mapLeft(toCliError),
      TE.flatMap((template) => pipe(loadTree(template)(from.file), TE.mapLeft(underOption(from)))),
      TE.flatMap(({ params }) => pipe(exportVae(model, metadata)(params), TE.mapLeft(toCliError))),
      TE.map(({ encoder, decoder, sampler }) => [encoder, decoder, sampler]),
    )

const models = (from: CheckpointOption, checkpoint: SafeTensors): TE.TaskEither<CliError, readonly OnnxFile[]> =>
  pipe(
    E.Do,
    E.bind('sizes', () => architecture(from, checkpoint)),
    E.bind('metadata', () => provenance(from, checkpoint)),
    TE.fromEither,
    TE.flatMap(({ sizes, metadata }) => {
      const pixels = named('pixels', sizes.pixels)
      const make = modelsOf(from, metadata)
      return sizes.likelihood === 'bernoulli' ? make(bernoulliVae(pixels, sizes)) : make(gaussianVae(pixels, sizes))
    }),
  )

// -----------------------------------------------------------------------------
// the command
// -----------------------------------------------------------------------------

/** Nothing is overwritten. */
const unlessThere = (out: string): TE.TaskEither<CliError, void> =>
  pipe(
    TE.fromTask(async () => {
      const there = await Promise.all(ONNX_FILES.map((file) => isThere(join(out, file))))
      return ONNX_FILES.find((_, index) => there[index])
    }),
    TE.flatMap((held) =>
      held === undefined
        ? TE.right(undefined)
        : TE.left(
            badInput(
              `--out: ${out} already holds ${held}, which would be overwritten: choose another folder with --out`,
            ),
          ),
    ),
  )

const put = (out: string, files: readonly OnnxFile[]): TE.TaskEither<CliError, readonly string[]> =>
  pipe(
    putAll(
      out,
      files.map(({ name, bytes }) => ({ name: `${name}.onnx`, content: bytes })),
    ),
    TE.mapLeft((error) => underOption({ option: '--out', file: out })(error)),
  )

/** What makes the models of a checkpoint. */
type MakeModels = (from: CheckpointOption, checkpoint: SafeTensors) => TE.TaskEither<CliError, readonly OnnxFile[]>

/** Writes the models of a checkpoint beside it, or into a folder. No half file is left. Errors: a `CliError` of one line. */
export const exportedTo = (
  from: CheckpointOption,
  folder: string | undefined,
  make: MakeModels,
): TE.TaskEither<CliError, ExportReport> => {
  const out = folder === undefined ? dirname(from.file) : resolve(folder)
  return pipe(
    unlessThere(out),
    TE.flatMap(() => contents(from)),
    TE.flatMap((checkpoint) => make(from, checkpoint)),
    TE.bindTo('files'),
    TE.bind('paths', ({ files }) => put(out, files)),
    TE.map(({ files, paths }) => ({
      checkpoint: from.file,
      out,
      opset: files[0]?.opset ?? 0,
      files: files.map(({ inputs, outputs }, index) => ({ path: paths[index] ?? '', inputs, outputs })),
    })),
  )
}

/**
 * Writes the encoder, the decoder and a sampler of a checkpoint of the default recipe as ONNX models.
 *
 * Errors: a `CliError` of one line.
 */
export const exportRun = (options: ExportOptions): TE.TaskEither<CliError, ExportReport> =>
  pipe(
    TE.fromEither(asked(options)),
    TE.flatMap((from) => exportedTo(from, options.out, models)),
  )

const portsLine = (ports: readonly OnnxPort[]): string =>
  ports.map(({ name, sizes }) => `${name} ${show(sizes)}`).join(', ')

/** What was written, as text. */
export const exportLines = ({ out, opset, files }: ExportReport): readonly string[] => [
  ...files.map(({ inputs, outputs }, index) => `${ONNX_FILES[index]}   ${portsLine(inputs)} -> ${portsLine(outputs)}`),
  `opset          ${opset}`,
  `written to     ${out}`,
]
