/** A key that notes what is drawn from it. */

import { from, type Key, ofSource, type Path } from '../../src/random/key.js'

/** A draw: the path of its key, and where in which of its streams it begins. */
export interface Noted {
  readonly path: Path
  readonly from: number
  readonly stream: number
}

/** The key of a seed, and what was drawn since. */
export const recording = (seed: number): { readonly key: Key; readonly drawn: Noted[] } => {
  const drawn: Noted[] = []
  const { source } = from(seed)
  const key = ofSource({
    ...source,
    stream: (path, distribution) => {
      const given = source.stream(path, distribution)
      return (
        given &&
        ((count, from = 0, stream = 0) => {
          drawn.push({ path, from, stream })
          return given(count, from, stream)
        })
      )
    },
  })
  return { key, drawn }
}

const textOf = ({ path }: Noted): string => path.map((child) => `${child}.`).join('')

const isSame = (one: Noted, other: Noted): boolean => one.from === other.from && one.stream === other.stream

/** The draws of a key that had been split, or of a place of a stream that had been drawn from. */
export const reused = (drawn: readonly Noted[]): readonly Noted[] =>
  drawn.filter((one, at) =>
    drawn.some(
      (other, index) =>
        index !== at && textOf(other).startsWith(textOf(one)) && (textOf(other) !== textOf(one) || isSame(one, other)),
    ),
  )
