/** The structure of a tree as JSON: a leaf is the text of its shape, and all else is itself. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { shown } from '../files/safetensors/json.js'
import type { AnyShape } from '../shapes/dim.js'
import { isFields, jsonOf } from '../shapes/fields.js'
import { isLeaf, join } from '../tensors/leaf.js'
import type { AnyHostTensor } from '../tensors/tensor.js'
import type { NamedTensors } from './safetensors.js'

/** A tree of which each leaf is the JSON text of its shape. */
export type Structure = string | null | readonly Structure[] | { readonly [name: string]: Structure }

/**
 * The structure of a tree of tensors.
 *
 * @example
 * structureOf([{ bias: { shape: [3], sizes: [3], values: new Float32Array(3) } }, null])
 * //=> [{ bias: '[3]' }, null]
 */
export const structureOf = (tree: unknown): Structure =>
  isLeaf(tree)
    ? JSON.stringify((tree as AnyHostTensor).shape) // safe: a leaf has a shape
    : Array.isArray(tree)
      ? tree.map(structureOf)
      : typeof tree === 'object' && tree !== null
        ? Object.fromEntries(Object.entries(tree).map(([name, child]) => [name, structureOf(child)]))
        : null

const isDim = (dim: unknown): boolean => typeof dim === 'string' || Number.isSafeInteger(dim)

/** The shape in a text, where it has as many dimensions as there are sizes, and its numbers are those sizes. */
const shapeOf = (text: string, sizes: readonly number[]): AnyShape | null => {
  const shape = jsonOf(text)
  return Array.isArray(shape) &&
    shape.length === sizes.length &&
    shape.every((dim, axis) => isDim(dim) && (typeof dim === 'string' || dim === sizes[axis]))
    ? shape
    : null
}

type Tensors = ReadonlyMap<string, NamedTensors>

const leafOf = (tensors: Tensors, text: string, path: string): E.Either<string, AnyHostTensor> => {
  const found = tensors.get(path)
  if (found === undefined) return E.left(`has no ${shown(path)}, which its structure has`)
  const shape = shapeOf(text, found.sizes)
  return shape === null
    ? E.left(`has ${shown(path)} of sizes ${shown(found.sizes)}, of which its structure says ${shown(text)}`)
    : E.right({ shape, sizes: found.sizes, values: found.values })
}

const build =
  (tensors: Tensors) =>
  (node: unknown, path: string): E.Either<string, unknown> =>
    typeof node === 'string'
      ? leafOf(tensors, node, path)
      : Array.isArray(node)
        ? pipe(
            node,
            E.traverseArrayWithIndex((index, child) => build(tensors)(child, join(path, String(index)))),
          )
        : isFields(node)
          ? pipe(
              Object.entries(node),
              E.traverseArray(([name, child]) =>
                pipe(
                  build(tensors)(child, join(path, name)),
                  E.map((made) => [name, made] as const),
                ),
              ),
              E.map(Object.fromEntries),
            )
          : node === null
            ? E.right(null)
            : E.left(`has a structure with ${shown(node)}, which is no tensor`)

/**
 * The tree of a structure, of tensors by their paths under a name.
 *
 * Errors: text that follows the name of the file.
 */
export const treeOf = (name: string, structure: unknown, tensors: readonly NamedTensors[]): E.Either<string, unknown> =>
  build(new Map(tensors.map((each) => [each.name, each])))(structure, name)
