/** `shapebound export DIR`: the models of a run by any recipe, which is found by the configuration of the run. */

import { join } from 'node:path'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { loadTree } from '../checkpoints/checkpoint.js'
import type { SafeTensors } from '../checkpoints/safetensors.js'
import type { OnnxFile } from '../export/index.js'
import { type CliError, toCliError } from './errors.js'
import { type CheckpointOption, type ExportReport, exportedTo, provenance, underOption } from './export.js'
import { FILES } from './folder.js'
import { experimentOf, needed, runOf, targetOf } from './looking.js'
import type { Surroundings } from './surroundings.js'

const LAST = { checkpoint: 'last' } as const

/** The models of a run, made of the parameters of a checkpoint of it. */
const modelsOf =
  (target: string, around: Surroundings) =>
  (from: CheckpointOption, checkpoint: SafeTensors): TE.TaskEither<CliError, readonly OnnxFile[]> =>
    pipe(
      runOf({ command: 'export', target, flags: LAST }),
      TE.bindTo('run'),
      TE.bind('experiment', ({ run }) => experimentOf(run, 'nothing', around)),
      TE.bind('files', (there) => needed('export', there, 'has no models to export', there.experiment.views.files)),
      TE.bind('metadata', () => TE.fromEither(provenance(from, checkpoint))),
      TE.bind('template', ({ experiment }) => pipe(experiment.blank, TE.mapLeft(toCliError))),
      TE.bind('content', ({ template }) => pipe(loadTree(template)(from.file), TE.mapLeft(underOption(from)))),
      TE.flatMap(({ files, metadata, content }) => pipe(files(metadata)(content.params), TE.mapLeft(toCliError))),
    )

/** Writes the models of a run of any recipe as ONNX. Errors: a `CliError` of one line. */
export const exportFolder = (
  target: string,
  out: string | undefined,
  around: Surroundings,
): TE.TaskEither<CliError, ExportReport> => {
  const { folder, file } = targetOf(target)
  return exportedTo({ option: 'export', file: file ?? join(folder, FILES.checkpoint) }, out, modelsOf(target, around))
}
