/** Where the real files are, and what the tests ask of a `TaskEither`. */

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { DataError } from '../../src/data/errors.js'

const root = resolve(import.meta.dirname, '../..')

export const realData = resolve(root, process.env.SHAPEBOUND_DATA ?? '../shared/data')

/** The words of a skipped test, also printed, or `null` when the folder is there. */
export const absent = (folder: string): string | null => {
  if (existsSync(join(realData, folder))) return null
  const words = `skipped: ${join(realData, folder)} is not there; set SHAPEBOUND_DATA`
  process.stderr.write(`${words}\n`)
  return words
}

export const right = async <Value>(effect: TaskEither<{ readonly message: string }, Value>): Promise<Value> => {
  const result = await effect()
  if (result._tag === 'Left') throw new Error(`expected a right but got: ${result.left.message}`)
  return result.right
}

export const left = async <Value>(effect: TaskEither<DataError, Value>): Promise<DataError> => {
  const result = await effect()
  if (result._tag === 'Right') throw new Error('expected a left but got a right')
  return result.left
}

/** IDX bytes of unsigned bytes. */
export const idxBytes = (sizes: readonly number[], values: Uint8Array | readonly number[]): Buffer => {
  const header = Buffer.alloc(4 + 4 * sizes.length)
  header.set([0, 0, 8, sizes.length])
  for (const [axis, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * axis)
  return Buffer.concat([header, Uint8Array.from(values)])
}

/** The indices `from` to `to - 1`. */
export const range = (from: number, to: number): Uint32Array =>
  Uint32Array.from({ length: to - from }, (_, index) => from + index)
