/**
 * NPY files larger than memory: opened, and read some rows at a time.
 *
 * With calls that wait: the system keeps what was read in memory that is free, where a row costs some microseconds, and reads
 * ahead where it is not; training makes the rows of its next steps while the engine takes those before.
 */

import { closeSync, openSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  codeOf,
  type FileDamaged,
  type FileMissing,
  type FileUnreadable,
  fileDamaged,
  fileMissing,
  fileUnreadable,
  reasonOf,
} from './errors.js'
import { layoutOf, lengthMessage, type NpyLayout, valuesOf } from './npy.js'
import { bytesOf, type Numeric, numbersOf } from './numeric.js'

/** An open file of rows. */
export interface OpenRows {
  readonly file: string
  /** The first counts the rows. */
  readonly sizes: readonly number[]
  /** Some rows, one after the other, or why they cannot be had. */
  readonly read: (indices: Uint32Array) => E.Either<string, Numeric>
  readonly close: () => void
}

// -----------------------------------------------------------------------------
// opening
// -----------------------------------------------------------------------------

/** As much as the header of version 1 may take, and more than any header does. */
const HEADER = 2 ** 16 + 12

interface Beginning {
  readonly bytes: Uint8Array
  readonly length: number
}

const beginningOf = async (file: string): Promise<Beginning> => {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(Math.min(HEADER, size)), 0, Math.min(HEADER, size), 0)
    return { bytes: buffer.subarray(0, bytesRead), length: size }
  } finally {
    await handle.close()
  }
}

const unopened =
  (operation: string, file: string) =>
  (caught: unknown): FileMissing | FileUnreadable =>
    codeOf(caught) === 'ENOENT' ? fileMissing(operation, file, [file]) : fileUnreadable(file, caught)

const checkedLayout =
  (operation: string, file: string) =>
  ({ bytes, length }: Beginning): E.Either<FileDamaged, NpyLayout> =>
    pipe(
      layoutOf(bytes),
      E.flatMap((layout) => {
        const message = layout.isFortran
          ? 'must be in the order of C to be read by rows, not in that of Fortran'
          : lengthMessage(layout, length)
        return message === null ? E.right(layout) : E.left(message)
      }),
      E.mapLeft((message) => fileDamaged(operation, file, message)),
    )

// -----------------------------------------------------------------------------
// reading
// -----------------------------------------------------------------------------

/** Reads some bytes from a place on, all of them. Throws what the system says. */
const fill = (descriptor: number, bytes: Uint8Array, from: number): void => {
  for (let done = 0; done < bytes.length; ) {
    const count = readSync(descriptor, bytes, done, bytes.length - done, from + done)
    if (count === 0) throw new RangeError(`it ends at byte ${from + done}: it has become shorter`)
    done += count
  }
}

/** How many of the indices from a place on are one after the other: they are read at once. */
const runFrom = (indices: Uint32Array, at: number): number => {
  let length = 1
  while (at + length < indices.length && indices[at + length] === (indices[at] as number) + length) length++
  return length
}

const rowsIn = (descriptor: number, layout: NpyLayout) => {
  const stride = numbersOf(layout.sizes.slice(1)) * bytesOf(layout.type)
  return (indices: Uint32Array): Uint8Array => {
    const bytes = new Uint8Array(indices.length * stride)
    for (let at = 0; at < indices.length; ) {
      const run = runFrom(indices, at)
      fill(
        descriptor,
        bytes.subarray(at * stride, (at + run) * stride),
        layout.start + (indices[at] as number) * stride,
      )
      at += run
    }
    return bytes
  }
}

const opened = (file: string, layout: NpyLayout): OpenRows => {
  const descriptor = openSync(file, 'r')
  const rows = rowsIn(descriptor, layout)
  let isOpen = true
  return {
    file,
    sizes: layout.sizes,
    read: (indices) =>
      isOpen
        ? pipe(
            E.tryCatch(
              () => rows(indices),
              (caught) => `cannot be read any more: ${reasonOf(caught)}`,
            ),
            E.flatMap(valuesOf(layout)),
          )
        : E.left('has been closed'),
    close: () => {
      if (isOpen) closeSync(descriptor)
      isOpen = false
    },
  }
}

/**
 * The rows of an NPY file in the order of C, which are read when they are asked for.
 *
 * Errors: `FileMissing`, `FileUnreadable`, `FileDamaged` when its header or its length is not as the format asks.
 */
export const openNpy =
  (operation: string) =>
  (file: string): TE.TaskEither<FileMissing | FileUnreadable | FileDamaged, OpenRows> =>
    pipe(
      TE.tryCatch(() => beginningOf(file), unopened(operation, file)),
      TE.flatMapEither(
        (beginning): E.Either<FileMissing | FileUnreadable | FileDamaged, NpyLayout> =>
          checkedLayout(operation, file)(beginning),
      ),
      TE.flatMap((layout) => TE.fromEither(E.tryCatch(() => opened(file, layout), unopened(operation, file)))),
    )
