/** What a look at a model gives, in a file: a picture as PNG, or its numbers as NPY or CSV. Nothing is overwritten. */

import { extname, resolve } from 'node:path'
import { Option } from 'commander'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { put } from '../files/atomicWrite.js'
import { toNpy } from '../files/npy.js'
import { elements } from '../tensors/tensor.js'
import { badInput, type CliError } from './errors.js'
import { isThere } from './folder.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Numbers under their sizes, in row-major order. */
export interface Numbers {
  readonly sizes: readonly number[]
  readonly values: Float32Array
}

/** What is written: its numbers, and as a picture where it is one. */
export interface Made extends Numbers {
  /** What each column of a row is called in CSV: `z` for `z0`, `z1`, … */
  readonly column: string
  readonly png: (() => Uint8Array | undefined) | null
}

/** What `--json` prints of a file. */
export interface Written {
  readonly out: string
  readonly sizes: readonly number[]
}

const KINDS = ['.png', '.npy', '.csv'] as const

type Kind = (typeof KINDS)[number]

/** A file to be written, and what it is. */
export interface Out {
  readonly path: string
  readonly kind: Kind
}

// -----------------------------------------------------------------------------
// the file
// -----------------------------------------------------------------------------

/** The file of an option `--out`, looked at before anything is loaded. Errors: a `CliError` of one line. */
export const outOf = (given: string, kinds: readonly Kind[] = KINDS): TE.TaskEither<CliError, Out> => {
  const path = resolve(given)
  const kind = kinds.find((each) => each === extname(path).toLowerCase())
  return kind === undefined
    ? TE.left(badInput(`--out: must be a file whose name ends in ${kinds.join(', ')}, not ${given}`))
    : pipe(
        TE.fromTask(() => isThere(path)),
        TE.flatMap((there) =>
          there
            ? TE.left(badInput(`--out: ${path} is there already and would be overwritten: choose another name`))
            : TE.right({ path, kind }),
        ),
      )
}

/** The most pictures on a sheet, and the most examples that are made at once. */
const MOST = { '.png': 1_000, '.npy': 100_000, '.csv': 100_000 } as const

/** Refuses more examples than a file of its kind is made of at once. Errors: a `CliError` of one line. */
export const tooMany = ({ kind }: Out, asked: number): TE.TaskEither<CliError, void> =>
  asked > MOST[kind]
    ? TE.left(badInput(`--count: must be ${MOST[kind].toLocaleString('en')} or less for ${kind}, not ${asked}`))
    : TE.right(undefined)

/** Numbers of rows as CSV, with a header; nine digits, which a float32 is read back from. */
export const csv = ({ sizes: [rows = 0, ...event], values, column }: Omit<Made, 'png'>): string => {
  const width = elements(event)
  const header = Array.from({ length: width }, (_, at) => `${column}${at}`).join(',')
  const lines = Array.from({ length: rows }, (_, row) =>
    Array.from(values.subarray(row * width, (row + 1) * width), (value) => Number(value.toPrecision(9))).join(','),
  )
  return `${[header, ...lines].join('\n')}\n`
}

const contentOf = ({ kind }: Out, made: Made, what: string): Uint8Array | CliError =>
  kind === '.npy'
    ? toNpy(made)
    : kind === '.csv'
      ? new TextEncoder().encode(csv(made))
      : (made.png?.() ?? badInput(`--out: ${what} is no picture: write .npy or .csv`))

/** Writes what was made, whole or not at all. `what` is what it is called where it is no picture. */
export const writeMade =
  (out: Out, what: string) =>
  (made: Made): TE.TaskEither<CliError, Written> => {
    const content = contentOf(out, made, what)
    return '_tag' in content
      ? TE.left(content)
      : pipe(
          put(out.path, content),
          TE.bimap(
            ({ message }) => badInput(`--out: ${message}`),
            () => ({ out: out.path, sizes: made.sizes }),
          ),
        )
  }

/** The option of the file. */
export const outOption = (kinds = '.png for a picture, .npy or .csv for numbers'): Option =>
  new Option('--out <file>', `the file that is written: ${kinds}`).makeOptionMandatory(true)

/** What was written, as text. */
export const writtenLines = ({ out, sizes }: Written): readonly string[] => [
  `numbers     ${sizes.join(' x ')}`,
  `written to  ${out}`,
]
