/**
 * Tar: files one after the other, each under a header of 512 bytes.
 *
 * Source: IEEE Std 1003.1, "pax", section "ustar Interchange Format".
 */

import * as E from 'fp-ts/lib/Either.js'
import type { Content } from './bytes.js'
import { type FileDamaged, fileDamaged } from './errors.js'

const BLOCK = 512

const textAt = (header: Uint8Array, from: number, length: number): string =>
  new TextDecoder('latin1').decode(header.subarray(from, from + length)).replace(/\0.*$/s, '')

const octalAt = (header: Uint8Array, from: number, length: number): number => {
  const text = textAt(header, from, length).trim()
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN
}

/** The sum of the bytes of a header, whose own place counts as spaces. */
const sumOf = (header: Uint8Array): number =>
  header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0)

interface Entry {
  readonly name: string
  readonly size: number
}

/** What a header says; `null` where its sum is not the one that it says. */
const entryOf = (header: Uint8Array): Entry | null => {
  const size = octalAt(header, 124, 12)
  return sumOf(header) === octalAt(header, 148, 8) && Number.isSafeInteger(size)
    ? { name: textAt(header, 0, 100), size }
    : null
}

/**
 * The file of a name in the bytes of a tar archive; a view, not a copy.
 *
 * Errors: `FileDamaged` where there is none of the name, a header is damaged, or the archive ends before the file does.
 */
export const fileInTar =
  (name: string) =>
  ({ file, bytes }: Content): E.Either<FileDamaged, Content> => {
    for (let at = 0; at + BLOCK <= bytes.length; ) {
      const header = bytes.subarray(at, at + BLOCK)
      if (header.every((byte) => byte === 0)) break
      const entry = entryOf(header)
      if (entry === null) return E.left(fileDamaged('tar', file, `has a damaged header at byte ${at}`))
      const [begin, end] = [at + BLOCK, at + BLOCK + entry.size]
      if (end > bytes.length) return E.left(fileDamaged('tar', file, `ends before its file ${entry.name} does`))
      if (entry.name === name) return E.right({ file: `${file}/${name}`, bytes: bytes.subarray(begin, end) })
      at = begin + Math.ceil(entry.size / BLOCK) * BLOCK
    }
    return E.left(fileDamaged('tar', file, `needs the file ${name} but has none of the name`))
  }
