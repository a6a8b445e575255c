/** `shapebound encode`: the latents of examples, as numbers for other programs. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { HostRows } from '../recipes/views.js'
import { type CliError, toCliError } from './errors.js'
import { countOf, examplesFrom, type HalfFlag, halfOption } from './examplesOf.js'
import { count, folderCommand, type LookFlags, lookOptions } from './folderCommand.js'
import { inTurn } from './inTurn.js'
import { type Looking, looking, needed, requestOf } from './looking.js'
import { type Numbers, outOf, outOption, type Written, writeMade, writtenLines } from './made.js'
import type { Surroundings } from './surroundings.js'

interface EncodeFlags extends LookFlags, HalfFlag {
  readonly out: string
  readonly count?: number
}

/** Rows one after the other. */
export const joined = (parts: readonly Numbers[]): Numbers => {
  const values = new Float32Array(parts.reduce((sum, part) => sum + part.values.length, 0))
  let at = 0
  for (const part of parts) {
    values.set(part.values, at)
    at += part.values.length
  }
  const rows = parts.reduce((sum, { sizes: [own = 0] }) => sum + own, 0)
  return { sizes: [rows, ...(parts[0]?.sizes.slice(1) ?? [])], values }
}

type Encode = (rows: HostRows) => TE.TaskEither<CliError, HostRows>

/** The latents of all examples that are asked for, some at a time. */
const codesOf = (there: Looking, flags: EncodeFlags, encode: Encode): TE.TaskEither<CliError, Numbers> => {
  const all = Math.min(flags.count ?? Number.POSITIVE_INFINITY, countOf(there.experiment, flags.data))
  return pipe(
    inTurn(all, (first, rows) => pipe(examplesFrom(there, flags.data, first, rows), encode)),
    TE.map(joined),
  )
}

const encoded = (target: string, flags: EncodeFlags, around: Surroundings): TE.TaskEither<CliError, Written> =>
  pipe(
    outOf(flags.out, ['.npy', '.csv']),
    TE.flatMap((out) =>
      looking({ command: 'encode', target, flags, needs: 'examples' }, around, (there) =>
        pipe(
          needed('encode', there, 'has no encoder', there.experiment.views.encode),
          TE.flatMap((encode) =>
            codesOf(there, flags, (rows) => pipe(encode(requestOf(there))(rows), TE.mapLeft(toCliError))),
          ),
          TE.flatMap((codes) => writeMade(out, 'a latent')({ ...codes, column: 'z', png: null })),
        ),
      ),
    ),
  )

/** The command. */
export const encodeCommand = folderCommand<EncodeFlags, Written>({
  name: 'encode',
  about: 'write the centers of q(z|x) of examples, a row each',
  takes: '<dir>',
  options: [
    outOption('.npy or .csv'),
    count('count', 'how many, the first (default: all)', undefined),
    halfOption,
    ...lookOptions,
  ],
  examples: ['encode runs/sprites-1 --out codes.npy', 'encode runs/sprites-1 --out codes.csv --data train'],
  act: ([target = ''], flags, around) => encoded(target, flags, around),
  words: writtenLines,
})
