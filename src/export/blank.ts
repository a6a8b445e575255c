/** The parameters of a model without their numbers. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { traceProgram } from '../engines/compiled/program.js'
import type { Key } from '../random/key.js'
import { type Host, leaves, toHostTree } from '../tensors/tree.js'
import { type ExportError, exportRefused, tracing } from './program.js'

/**
 * The tree of the parameters that a model begins with, with their shapes and no numbers: what a checkpoint is loaded into.
 *
 * Nothing is drawn or computed, so that a file of the wrong sizes is refused before memory is taken for the right ones.
 *
 * Errors: `ExportRefused` for what cannot be traced.
 */
export const blank = <Params>(init: (key: Key) => Params): TE.TaskEither<ExportError, Host<Params>> =>
  tracing(() =>
    pipe(
      traceProgram<readonly [], Params>((_, key) => init(key), [], 'init'),
      E.bimap(
        ({ message }) => exportRefused(message),
        ({ output }) =>
          toHostTree(
            output,
            leaves(output).map(({ value: { shape, sizes } }) => ({ shape, sizes, values: new Float32Array() })),
          ),
      ),
    ),
  )
