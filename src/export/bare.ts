/** A typed program as its graph and the numbers of its parameters: what an interpreter runs, without a file. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type AnyExportable, type ExportError, type TracedProgram, tracing, weightsOf, writable } from './program.js'

/** A program as its graph, the noise that it asks for, and the numbers of its parameters by the names of their inputs. */
export interface Bare extends TracedProgram {
  readonly name: string
  readonly weights: Readonly<Record<string, Float32Array>>
}

/** A program as its graph. What can be exported can be had so: the trace is the same. Errors: as `exportProgram`. */
export const bare =
  (exportable: AnyExportable) =>
  (params: unknown): TE.TaskEither<ExportError, Bare> =>
    tracing(() =>
      pipe(
        writable(exportable, params),
        E.map((program) => ({ ...program, name: exportable.name, weights: weightsOf(params) })),
      ),
    )
