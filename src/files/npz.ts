/**
 * NPZ: several NPY files by name in one zip archive.
 *
 * Source: NumPy, "numpy.savez".
 */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Content } from './bytes.js'
import { type FileDamaged, fileDamaged } from './errors.js'
import { parseNpy } from './npy.js'
import type { FileArray } from './numeric.js'
import { directoryOf, type Entry, unpacked } from './zip.js'

// -----------------------------------------------------------------------------
// one array
// -----------------------------------------------------------------------------

const named = ({ name }: Entry): string => name.replace(/\.npy$/, '')

/** The entry of a name, or the only one. */
const entryOf =
  (wanted: string | null) =>
  (entries: readonly Entry[]): E.Either<string, Entry> => {
    const found = wanted === null ? entries : entries.filter((entry) => named(entry) === wanted)
    const [first] = found
    const names = entries.map(named).join(', ').slice(0, 200) || 'none'
    return first !== undefined && found.length === 1
      ? E.right(first)
      : E.left(
          wanted === null
            ? `needs a name to read one of its arrays by: ${names}`
            : `needs one array of the name ${wanted} but has ${names}`,
        )
  }

/**
 * An array in the bytes of an NPZ file by its name, or its only one where the name is `null`.
 *
 * Errors: `FileDamaged` as `parseNpy`, where the archive is not whole or a checksum does not hold, and where there is no such
 * array.
 */
export const parseNpz =
  (name: string | null) =>
  ({ file, bytes }: Content): E.Either<FileDamaged, FileArray> =>
    pipe(
      directoryOf(bytes),
      E.flatMap(entryOf(name)),
      E.flatMap((entry) =>
        pipe(
          unpacked(bytes)([entry]),
          // safe: it has been found
          E.map((files) => ({ file: `${file}/${entry.name}`, bytes: files[entry.name] as Uint8Array })),
        ),
      ),
      E.mapLeft((message) => fileDamaged('npz', file, message)),
      E.flatMap(parseNpy),
    )
