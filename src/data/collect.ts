/** Examples that come one after the other, from a stream or a generator, as a data set in memory. */

import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Support } from '../distributions/support.js'
import type { AnyShape } from '../shapes/dim.js'
import { type ArrayRequest, fromNumbers } from './arrays.js'
import { type Dataset, type Event, numbersPerRow } from './dataset.js'
import { BadData } from './errors.js'

/** What comes one after the other, now or later. */
export type Coming = AsyncIterable<ArrayLike<number>> | Iterable<ArrayLike<number>>

const collected = async (name: string, width: number, examples: Coming): Promise<Float32Array> => {
  let numbers = new Float32Array(width * 256)
  let length = 0
  for await (const example of examples) {
    const row = length / width
    if (example?.length !== width)
      throw new BadData(`${name}: row ${row} must be ${width} numbers, not ${example?.length ?? typeof example}`)
    if (length + width > numbers.length) {
      const larger = new Float32Array(2 * numbers.length)
      larger.set(numbers)
      numbers = larger
    }
    numbers.set(example, length)
    length += width
  }
  return numbers.subarray(0, length)
}

/**
 * The data set of examples that come one after the other; it is there when the last one has come.
 *
 * Shapes: `[...Event]`. Errors: `BadData` where there is no example, one has another count of numbers than the event, or, with its
 * place, a number that the support does not have. What the iterable itself throws is one too.
 *
 * @example
 * const points = fromAsync({ name: 'points', support: 'real', ...eventOf('points', [2]) })([[1, 2], [3, 4]])
 * pipe(await points(), E.map(({ count }) => count))
 * //=> right(2)
 */
export const fromAsync =
  <Shape extends AnyShape, Values extends Support>(asked: ArrayRequest<Shape, Values>) =>
  (examples: Coming): TaskEither<BadData, Dataset<Shape, Values>> =>
  async () => {
    const { event } = asked as unknown as Event<AnyShape> // safe: only its sizes are read
    try {
      return E.right(fromNumbers({ ...asked, numbers: await collected(asked.name, numbersPerRow(event), examples) }))
    } catch (caught) {
      return E.left(caught instanceof BadData ? caught : stopped(asked.name, caught))
    }
  }

const stopped = (name: string, caught: unknown): BadData =>
  new BadData(`${name}: the examples stopped coming: ${caught instanceof Error ? caught.message : String(caught)}`)
