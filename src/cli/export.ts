/** `shapebound export`: the checkpoint of a run as ONNX models. */

import { dirname, join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { OnnxFile, OnnxPort } from '../export/index.js'
import { putAll } from '../files/atomicWrite.js'
import { show } from '../shapes/message.js'
import { badInput, type CliError } from './errors.js'
import { modelsOf, type Named, underOption } from './exportModels.js'
import { FILES, isThere } from './folder.js'
import { targetOf } from './looking.js'
import { jsonOption, withOptions } from './options.js'
import type { Surroundings } from './surroundings.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What was asked for. */
export interface ExportOptions {
  readonly run?: string
  readonly checkpoint?: string
  readonly out?: string
  readonly recipe?: string
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
  withOptions(command.argument('[dir]', 'the folder of a run by any recipe, or a checkpoint in one'), [
    new Option('--run <dir>', `the folder of a run, which holds its ${FILES.checkpoint}`).conflicts('checkpoint'),
    new Option('--checkpoint <file>', 'a checkpoint, in place of the folder of its run'),
    new Option('--out <dir>', 'the folder for the models (default: that of the checkpoint)'),
    new Option('--recipe <file>', 'the file of its recipe, of a checkpoint that is no longer in the folder of its run'),
    jsonOption(),
  ])

/** The checkpoint that was named: the folder of its run, or a file. */
const checkpointOf = (path: string | undefined, { run, checkpoint }: ExportOptions): E.Either<CliError, Named> =>
  path !== undefined
    ? E.right({ option: 'export', file: targetOf(path).file ?? join(resolve(path), FILES.checkpoint) })
    : run !== undefined
      ? E.right({ option: '--run', file: join(resolve(run), FILES.checkpoint) })
      : checkpoint !== undefined
        ? E.right({ option: '--checkpoint', file: resolve(checkpoint) })
        : E.left(badInput('--run: needs the folder of a run, or --checkpoint a file; neither is given'))

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

/**
 * Writes the encoder, the decoder and a sampler of a checkpoint as ONNX models, beside it or into a folder.
 *
 * No half file is left. Errors: a `CliError` of one line.
 */
export const exported = (
  path: string | undefined,
  options: ExportOptions,
  around: Surroundings,
): TE.TaskEither<CliError, ExportReport> =>
  pipe(
    TE.fromEither(checkpointOf(path, options)),
    TE.bindTo('from'),
    TE.let('out', ({ from }) => (options.out === undefined ? dirname(from.file) : resolve(options.out))),
    TE.tap(({ out }) => unlessThere(out)),
    TE.bind('files', ({ from }) => modelsOf(from, options.recipe, around)),
    TE.bind('paths', ({ out, files }) => put(out, files)),
    TE.map(({ from, out, files, paths }) => ({
      checkpoint: from.file,
      out,
      opset: files[0]?.opset ?? 0,
      files: files.map(({ inputs, outputs }, index) => ({ path: paths[index] ?? '', inputs, outputs })),
    })),
  )

const portsLine = (ports: readonly OnnxPort[]): string =>
  ports.map(({ name, sizes }) => `${name} ${show(sizes)}`).join(', ')

/** What was written, as text. */
export const exportLines = ({ out, opset, files }: ExportReport): readonly string[] => [
  ...files.map(({ inputs, outputs }, index) => `${ONNX_FILES[index]}   ${portsLine(inputs)} -> ${portsLine(outputs)}`),
  `opset          ${opset}`,
  `written to     ${out}`,
]
