/** What can be saved: a tree of host tensors, whose numbers are finite. */

import { shown } from '../files/safetensors/json.js'
import { show } from '../shapes/message.js'
import { isLeaf, join } from '../tensors/leaf.js'
import { elements, OF_THE_HOST, placeAt } from '../tensors/tensor.js'
import { hostLeaves } from '../tensors/tree.js'

/** Why something cannot be saved, and the path of it. */
export interface Unsavable {
  readonly path: string
  readonly message: string
}

/** The first number that is not finite, with its place, or `null`. */
export const astray = (sizes: readonly number[], values: Float32Array): string | null => {
  const at = values.findIndex((value) => !Number.isFinite(value))
  return at < 0 ? null : `finite numbers, not ${values[at]} at ${show(placeAt(sizes, at))}`
}

/** What a tensor must hold, and does not; or `null`. */
const notHeld = (leaf: object): string | null => {
  const { sizes, values } = leaf as { readonly sizes?: unknown; readonly values?: unknown } // safe: both are looked at
  return 'native' in leaf
    ? OF_THE_HOST
    : !(values instanceof Float32Array) || !Array.isArray(sizes)
      ? `sizes and a Float32Array of values, not ${shown(values)}`
      : values.length === elements(sizes)
        ? astray(sizes, values)
        : `as many numbers as its sizes ${show(sizes)} say, not ${values.length}`
}

/** What a path cannot be in the header of a file, or `null`. */
const unnamed = (path: string): string | null =>
  path === '__metadata__'
    ? 'another name, since the format has a use of its own for __metadata__'
    : /\p{Surrogate}/u.test(path)
      ? 'a name of Unicode text'
      : null

const refused = (path: string, message: string): Unsavable => ({
  path,
  message: `${path === '' ? 'what is given' : shown(path)} must ${message}`,
})

const inLeaf = (leaf: object, path: string): Unsavable | null => {
  const [name, message] = [unnamed(path), notHeld(leaf)]
  return name !== null ? refused(path, `have ${name}`) : message !== null ? refused(path, `hold ${message}`) : null
}

const inNode = (node: unknown, path: string): Unsavable | null =>
  isLeaf(node)
    ? inLeaf(node, path)
    : node === null
      ? null
      : typeof node === 'object'
        ? firstOf(Object.entries(node).map(([name, child]) => inNode(child, join(path, name))))
        : refused(path, `be a tensor, null, or a record or tuple of them, not ${shown(node)}`)

const firstOf = (found: readonly (Unsavable | null)[]): Unsavable | null => found.find((each) => each !== null) ?? null

/**
 * Why something cannot be saved, or `null`: what is not a tree of host tensors with at least one of them, NaN and infinities.
 *
 * @example
 * unsavable({ weight: 42 })
 * //=> { path: 'weight', message: 'weight must be a tensor, null, or a record or tuple of them, not 42' }
 */
export const unsavable = (given: unknown): Unsavable | null =>
  inNode(given, '') ?? (hostLeaves(given).length === 0 ? refused('', 'hold a tensor, and holds none') : null)

/** Why metadata cannot be saved beside parameters, or `null`. */
export const unsavableMetadata = (metadata: object): Unsavable | null =>
  firstOf(
    Object.entries(metadata).map(([name, value]) =>
      typeof value !== 'string'
        ? refused('', `have text as metadata, not ${shown(value)} as ${shown(name)}`)
        : name.startsWith('shapebound.')
          ? refused(
              '',
              `have another name than ${shown(name)} among its metadata: shapebound has a use of its own for it`,
            )
          : null,
    ),
  )
