/**
 * Zip archives: files by name, each looked at with the checksum that it was written with.
 *
 * Source: PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", version 6.3, sections 4.3.12 and 4.3.16.
 */

import { crc32 } from 'node:zlib'
import { unzipSync } from 'fflate'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Content } from './bytes.js'
import { type FileDamaged, fileDamaged, reasonOf } from './errors.js'

// -----------------------------------------------------------------------------
// the directory: names, and the checksums that the unpacking does not look at
// -----------------------------------------------------------------------------

const ENTRY = 0x02014b50
const END = 0x06054b50

/** A file in an archive, by its name and its checksum. */
export interface Entry {
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

/** What an archive has. Errors: text that follows the name of the file. */
export const directoryOf = (bytes: Uint8Array): E.Either<string, readonly Entry[]> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end < 0) return E.left('is not a whole zip archive: it has no directory at its end')
  const entries = entriesFrom(bytes, view, view.getUint32(end + 16, true), view.getUint16(end + 10, true))
  return entries === null
    ? E.left('is not a whole zip archive: its directory is not where its end says')
    : E.right(entries)
}

// -----------------------------------------------------------------------------
// unpacking
// -----------------------------------------------------------------------------

/** Some files of an archive by their names. Errors: text that follows the name of the file. */
export const unpacked =
  (bytes: Uint8Array) =>
  (entries: readonly Entry[]): E.Either<string, Readonly<Record<string, Uint8Array>>> => {
    const wanted = new Set(entries.map(({ name }) => name))
    return pipe(
      E.tryCatch(
        () => unzipSync(bytes, { filter: ({ name }) => wanted.has(name) }),
        (caught) => `is not a whole zip archive: ${reasonOf(caught)}`,
      ),
      E.flatMap((found) => {
        const odd = entries.find(({ name, checksum }) => {
          const file = found[name]
          return file === undefined || crc32(file) !== checksum
        })
        return odd === undefined
          ? E.right(found)
          : E.left(`has a file ${odd.name} whose checksum is not the one it was written with`)
      }),
    )
  }

/** A file of an archive by its name. Errors: `FileDamaged` where the archive is not whole, or has none of the name. */
export const fileInZip =
  (name: string) =>
  ({ file, bytes }: Content): E.Either<FileDamaged, Content> =>
    pipe(
      directoryOf(bytes),
      E.flatMap((entries) => {
        const entry = entries.find((each) => each.name === name)
        return entry === undefined
          ? E.left(`needs the file ${name} but has none of the name`)
          : unpacked(bytes)([entry])
      }),
      E.bimap(
        (message) => fileDamaged('zip', file, message),
        // safe: it has been found
        (files) => ({ file: `${file}/${name}`, bytes: files[name] as Uint8Array }),
      ),
    )
