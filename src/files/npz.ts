/**
 * NPZ: several NPY files by name in one zip archive.
 *
 * Source: NumPy, "numpy.savez"; PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", version 6.3, sections 4.3.12 and 4.3.16.
 */

import { crc32 } from 'node:zlib'
import { unzipSync } from 'fflate'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Content } from './bytes.js'
import { type FileDamaged, fileDamaged, reasonOf } from './errors.js'
import { parseNpy } from './npy.js'
import type { FileArray } from './numeric.js'

// -----------------------------------------------------------------------------
// the directory: names, and the checksums that the unpacking does not look at
// -----------------------------------------------------------------------------

const ENTRY = 0x02014b50
const END = 0x06054b50

interface Entry {
  readonly name: string
  readonly checksum: number
}

/** The first byte of the record that ends an archive, which only a comment may follow; -1 where there is none. */
const endOf = (view: DataView): number => {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--)
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at
  return -1
}

const entriesFrom = (bytes: Uint8Array, view: DataView, start: number, count: number): readonly Entry[] | null => {
  const entries: Entry[] = []
  for (let at = start; entries.length < count; ) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) return null
    const end = at + 46 + view.getUint16(at + 28, true)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, end)),
      checksum: view.getUint32(at + 16, true),
    })
    at = end + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

const directoryOf = (bytes: Uint8Array): E.Either<string, readonly Entry[]> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end < 0) return E.left('is not a whole zip archive: it has no directory at its end')
  const entries = entriesFrom(bytes, view, view.getUint32(end + 16, true), view.getUint16(end + 10, true))
  return entries === null
    ? E.left('is not a whole zip archive: its directory is not where its end says')
    : E.right(entries)
}

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
    const names = entries.map(named).join(', ') || 'none'
    return first !== undefined && found.length === 1
      ? E.right(first)
      : E.left(
          wanted === null
            ? `needs a name to read one of its arrays by: ${names}`
            : `needs one array of the name ${wanted} but has ${names}`,
        )
  }

const unpacked =
  (bytes: Uint8Array) =>
  ({ name, checksum }: Entry): E.Either<string, Uint8Array> =>
    pipe(
      E.tryCatch(
        () => unzipSync(bytes, { filter: (each) => each.name === name })[name],
        (caught) => `is not a whole zip archive: ${reasonOf(caught)}`,
      ),
      E.flatMap((found) =>
        found !== undefined && crc32(found) === checksum
          ? E.right(found)
          : E.left(`has an array ${name} whose checksum is not the one it was written with`),
      ),
    )

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
          unpacked(bytes)(entry),
          E.map((content) => ({ file: `${file}/${entry.name}`, bytes: content })),
        ),
      ),
      E.mapLeft((message) => fileDamaged('npz', file, message)),
      E.flatMap(parseNpy),
    )
