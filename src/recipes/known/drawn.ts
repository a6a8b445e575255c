/** Data that is drawn by a key and needs no file: as many training and test examples as of sprites. */

import { COUNT } from '../../data/sources/sprites.js'
import { child, from, type Key } from '../../random/key.js'
import type { Halves } from '../pixels.js'

/** Halves that are drawn. */
export interface Drawing<Half> {
  /** All of them, each half by a key of its own. */
  readonly by: (key: Key) => Halves<Half>
  /** One example of each: enough where only its sizes are asked for. */
  readonly one: () => Halves<Half>
}

/** Halves of so many examples as are drawn. */
export const drawing = <Half>(draw: (key: Key, count: number) => Half): Drawing<Half> => {
  const halves = (key: Key, counts: Halves<number>) => ({
    train: draw(child('train')(key), counts.train),
    test: draw(child('test')(key), counts.test),
  })
  return { by: (key) => halves(key, COUNT), one: () => halves(from(0), { train: 1, test: 1 }) }
}
