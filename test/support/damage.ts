/** Damaged files: what happens to bytes on their way, and what is asked of a reader that is given them. */

import fc from 'fast-check'
import type * as E from 'fp-ts/lib/Either.js'
import { expect } from 'vitest'

/** How many damaged files of a kind are tried: some hundreds, or as many as `npm run damaged` asks for. */
export const DAMAGED = Number(process.env.SHAPEBOUND_DAMAGED ?? 200)

/** The value of a right. */
export const rightOf = <A>(found: E.Either<unknown, A>): A => {
  if (found._tag === 'Left') throw new Error(`expected a right but got ${JSON.stringify(found.left)}`)
  return found.right
}

/** The message of a left, or what there is in its place. */
export const wordsOf = (found: E.Either<string | { readonly message: string }, unknown>): string =>
  found._tag === 'Right' ? 'right' : typeof found.left === 'string' ? found.left : found.left.message

const spliced = (bytes: Uint8Array, at: number, gone: number, put: Uint8Array): Uint8Array =>
  Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + gone)])

/** The bytes with one thing done to them: a bit, a byte, an end, a hole, bytes too many, bytes twice or all the same. */
const once = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> => {
  const place = fc.nat(Math.max(0, bytes.length - 1))
  // headers are short and the numbers are many: half of the places are near the beginning
  const at = fc.oneof(place, fc.nat(Math.max(0, Math.min(bytes.length - 1, 150))))
  const put = (length: number) => fc.uint8Array({ minLength: 1, maxLength: length })
  return fc.oneof(
    fc
      .tuple(at, fc.nat(7))
      .map(([from, bit]) => spliced(bytes, from, 1, Uint8Array.of((bytes[from] ?? 0) ^ (1 << bit)))),
    fc.tuple(at, put(4)).map(([from, other]) => spliced(bytes, from, other.length, other)),
    at.map((from) => bytes.subarray(0, from)),
    fc.tuple(at, fc.integer({ min: 1, max: 40 })).map(([from, gone]) => spliced(bytes, from, gone, new Uint8Array())),
    fc.tuple(at, put(40)).map(([from, other]) => spliced(bytes, from, 0, other)),
    fc.tuple(at, at).map(([from, to]) => spliced(bytes, from, 0, bytes.subarray(to, to + 64))),
    fc
      .tuple(at, fc.constantFrom(0, 255), fc.integer({ min: 1, max: 64 }))
      .map(([from, byte, length]) => spliced(bytes, from, length, new Uint8Array(length).fill(byte))),
  )
}

/** Bytes that are other than those of a file. */
export const damaged = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc
    .oneof({ weight: 3, arbitrary: once(bytes) }, { weight: 1, arbitrary: once(bytes).chain(once) })
    .filter((found) => Buffer.compare(found, bytes) !== 0)

/** What is said of damage: one line that names the file. */
export const expectOneLine = (message: string, file: string): void => {
  expect(message).toContain(file)
  expect(message.split('\n')).toHaveLength(1)
  expect(message.length).toBeLessThan(600)
}
