/** Trees of numbers in the structure of another tree: a message for what does not fit. */

import * as E from 'fp-ts/lib/Either.js'
import { show } from '../shapes/message.js'
import { isLeaf, join } from '../tensors/leaf.js'
import { type AnyHostTensor, elements } from '../tensors/tensor.js'
import { hostLeaves, type Leaf, withHostLeaves } from '../tensors/tree.js'

/** Whether something is a tensor of the host that holds as many numbers as its sizes say. */
export const isHost = (value: unknown): value is AnyHostTensor =>
  isLeaf(value) &&
  'values' in value &&
  value.values instanceof Float32Array &&
  'sizes' in value &&
  Array.isArray(value.sizes) &&
  value.values.length === elements(value.sizes)

const named = (path: string): string => (path === '' ? 'a lone tensor' : path)

/** The path of the first thing in a tree that is neither a tensor, nor `null`, nor a record or tuple of them; or `null`. */
const strayIn = (node: unknown, path = ''): string | null =>
  node === null || isLeaf(node)
    ? null
    : typeof node !== 'object'
      ? path
      : (Object.entries(node)
          .map(([name, child]) => strayIn(child, join(path, name)))
          .find((each) => each !== null) ?? null)

/** Why a tensor cannot take the place of one of the model, as text that follows the name of its owner; or `null`. */
const leafFault = ({ path, value }: Leaf<AnyHostTensor>, wanted: AnyHostTensor | undefined): string | null =>
  wanted === undefined
    ? `contains ${named(path)}, which the model does not have`
    : !isHost(value)
      ? `has ${named(path)}, which is not a tensor of the host`
      : show(value.sizes) !== show(wanted.sizes)
        ? `has ${named(path)} of sizes ${show(value.sizes)} but the model needs ${show(wanted.sizes)}`
        : null

/**
 * The numbers of a tree in the structure of another. `isPart`: what the tree does not have stays as it is.
 *
 * Errors: text that follows the name of what has the tree.
 */
export const inPlace = <Given>(template: Given, given: unknown, isPart: boolean): E.Either<string, Given> => {
  const [wanted, found] = [hostLeaves(template), hostLeaves(given)]
  const known = new Map(wanted.map(({ path, value }) => [path, value]))
  const own = new Map(found.map(({ path, value }) => [path, value]))
  const absent = isPart ? undefined : wanted.find(({ path }) => !own.has(path))
  const stray = strayIn(given)
  const fault =
    (stray === null ? null : `has ${named(stray)}, which is not a tensor of the host`) ??
    found.map((leaf) => leafFault(leaf, known.get(leaf.path))).find((each) => each !== null) ??
    (found.length === 0 ? 'holds no tensor' : null) ??
    (absent === undefined ? null : `has no ${named(absent.path)}, which the model needs`)
  return fault !== null
    ? E.left(fault)
    : E.right(
        withHostLeaves(
          template,
          wanted.map(({ path, value }) => ({ ...value, values: own.get(path)?.values ?? value.values })),
        ),
      )
}
