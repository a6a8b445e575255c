/** A key that notes what is drawn from it. */

import { from, type Key, ofSource, type Path } from '../../src/random/key.js'

/** The key of a seed, and the paths that were drawn since. */
export const recording = (seed: number): { readonly key: Key; readonly paths: Path[] } => {
  const paths: Path[] = []
  const { source } = from(seed)
  const key = ofSource({
    placeholder: source.placeholder,
    numbers: (path, law, count) => {
      paths.push(path)
      return source.numbers(path, law, count)
    },
  })
  return { key, paths }
}

/** The paths that were drawn although the key had been split, or was drawn from before. */
export const reused = (paths: readonly Path[]): readonly string[] => {
  const texts = paths.map((path) => path.map((child) => `${child}.`).join(''))
  return texts.filter((text, at) => texts.some((other, index) => index !== at && other.startsWith(text)))
}
