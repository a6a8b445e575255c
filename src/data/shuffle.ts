/** Examples in random order, and some of each class: by a key, so that they are the same ones again. */

import * as E from 'fp-ts/lib/Either.js'
import { child, from, type Key, permutation } from '../random/key.js'
import type { Dim } from '../shapes/dim.js'
import { type AnyDataset, type Dataset, numbersPerRow } from './dataset.js'
import { type BadRequest, badRequest } from './errors.js'
import { type PartialDataset, partly } from './partly.js'
import { read } from './reading.js'
import { choose, type Divisible } from './split.js'

/**
 * The same examples in an order that is drawn.
 *
 * @example
 * const { grey } = sprites({ key: from(1), count: 60, size: 8 })
 * shuffle(from(7))(grey).count
 * //=> 60
 */
export const shuffle =
  (key: Key) =>
  <Given extends Divisible>(data: Given): Given => {
    const order = permutation(key, data.count)
    return choose(data, data.count, (index) => order[index] as number)
  }

// -----------------------------------------------------------------------------
// some of each class
// -----------------------------------------------------------------------------

/** How many of each class, and the key that they are drawn by. */
export interface PerClass {
  readonly each: number
  readonly key: Key
}

/** The class of each example. */
const classesOf = (labels: AnyDataset): Uint32Array => {
  const width = numbersPerRow(labels.event)
  const rows = read(labels)(
    Uint32Array.from({ length: labels.count }, (_, at) => at),
    from(0),
  )
  return Uint32Array.from({ length: labels.count }, (_, at) => rows.subarray(at * width, (at + 1) * width).indexOf(1))
}

/** The first so many of each class in an order that is drawn. */
const drawn = (classes: Uint32Array, count: number, { each, key }: PerClass): readonly (readonly number[])[] => {
  const found = Array.from({ length: count }, (): number[] => [])
  for (const index of permutation(child('class')(key), classes.length)) {
    const those = found[classes[index] as number] as number[] // safe: one-hot rows have a class each
    if (those.length < each) those.push(index)
  }
  return found
}

/**
 * The numbers of as many examples of each class, drawn by a key, in their order: a balanced part of the data is
 * `subset(indices)(data)`.
 *
 * Errors: `BadRequest` when a class has fewer, or the count is not a whole number above 0.
 *
 * @example
 * ofEachClass({ each: 1, key: from(1) })(classes(2, [0, 0, 1, 0]))._tag
 * //=> 'Right'
 */
export const ofEachClass =
  ({ each, key }: PerClass) =>
  <Count extends Dim>(labels: Dataset<readonly [Count], 'oneHot'>): E.Either<BadRequest, Uint32Array> => {
    const data = labels as unknown as AnyDataset // safe: only its rows and its sizes are read
    if (!Number.isInteger(each) || each < 1)
      return E.left(badRequest(`ofEachClass: takes a whole number above 0 of each class but is given ${each}`))
    const found = drawn(classesOf(data), numbersPerRow(data.event), { each, key })
    const few = found.findIndex((those) => those.length < each)
    return few < 0
      ? E.right(Uint32Array.from(found.flat()).sort())
      : E.left(
          badRequest(`ofEachClass: ${data.name} has ${found[few]?.length} of class ${few} but is asked for ${each}`),
        )
  }

/**
 * The labels of as many examples of each class, drawn by a key, and of no others: as learning from few labels has it.
 *
 * Errors: as `ofEachClass`.
 *
 * @example
 * const few = labelledPart({ each: 1, key: from(1) })(classes(2, [0, 0, 1, 0]))
 * pipe(few, E.map(({ mask }) => mask[2]))
 * //=> right(1)
 */
export const labelledPart =
  (options: PerClass) =>
  <Count extends Dim>(
    labels: Dataset<readonly [Count], 'oneHot'>,
  ): E.Either<BadRequest, PartialDataset<readonly [Count], 'oneHot'>> =>
    E.map((indices: Uint32Array) => {
      const shown = new Set(indices)
      return partly((example) => shown.has(example))(labels)
    })(ofEachClass(options)(labels))
