/** Trees of tensors: what parameters, moments and metrics are. */

import type { IsAny } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import { type AnyIndices, type HostIndices, type Indices, isBelow } from './indices.js'
import { isLeaf, join } from './leaf.js'
import {
  type AnyHostTensor,
  type AnyTensor,
  elements,
  type HostTensor,
  type OF_THE_HOST,
  type Tensor,
} from './tensor.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A tensor, indices, nothing, or a readonly tuple or record of trees. */
export type Tree = AnyTensor | AnyIndices | null | readonly Tree[] | { readonly [name: string]: Tree }

/** The same tree with every tensor on the host. */
export type Host<Given> =
  Given extends Tensor<infer Shape>
    ? HostTensor<Shape>
    : Given extends null
      ? null
      : Given extends Indices<infer Shape, infer Limit>
        ? HostIndices<Shape, Limit>
        : { readonly [Name in keyof Given]: Host<Given[Name]> }

/** A part of a tree: any of the branches of its records and the places of its tuples may be left out, and no leaf changed. */
export type PartOf<Given> = Given extends AnyHostTensor | AnyTensor | null
  ? Given
  : Given extends readonly unknown[]
    ? Given
    : { readonly [Name in keyof Given]?: PartOf<Given[Name]> }

/** The same tree with every tensor in the engine. */
export type Device<Given> =
  Given extends HostTensor<infer Shape>
    ? Tensor<Shape>
    : Given extends null | AnyTensor
      ? Given
      : Given extends HostIndices<infer Shape, infer Limit>
        ? Indices<Shape, Limit>
        : { readonly [Name in keyof Given]: Device<Given[Name]> }

type NotATree = 'must be a tensor, null, or a record or tuple of them'
type InTheEngine = `must hold ${typeof OF_THE_HOST}`

/** The message of what is no host tensor in a tree of such, else `never`. */
type Stray<Given> =
  IsAny<Given> extends true
    ? NotATree
    : Given extends AnyHostTensor | null
      ? never
      : Given extends AnyTensor | AnyIndices
        ? InTheEngine
        : Given extends (...given: never) => unknown
          ? NotATree
          : Given extends readonly unknown[]
            ? Stray<Given[number]>
            : Given extends object
              ? { [Name in keyof Given]-?: Stray<Given[Name]> }[keyof Given]
              : NotATree

/** Whether a tree says as a type argument which tensors in the engine the host tensors stand for. */
type IsInEngine<Given> = [Stray<Given>] extends [never] ? false : [Stray<Given>] extends [InTheEngine] ? true : false

/**
 * The parameter of what takes a host tree: the tree itself, or the message in its place.
 *
 * Its type is that of the tree that is given. Who writes the type of a tree in the engine as the type argument means the
 * host tree of that one.
 */
export type HostTree<Given> =
  IsAny<Given> extends true
    ? never
    : [Given] extends [null | undefined]
      ? NotATree
      : [Stray<Given>] extends [never]
        ? Given
        : IsInEngine<Given> extends true
          ? InTheEngine | Meant<Given>
          : Stray<Given>

/** `Host`, with the message beside every leaf: so that they are said also where the compiler looks at one leaf. */
type Meant<Given> =
  Given extends Tensor<infer Shape>
    ? InTheEngine | HostTensor<Shape>
    : Given extends null
      ? null
      : Given extends Indices<infer Shape, infer Limit>
        ? InTheEngine | HostIndices<Shape, Limit>
        : { readonly [Name in keyof Given]: Meant<Given[Name]> }

/** What a host tree is, whichever type it was given by. */
export type OnHost<Given> = IsInEngine<Given> extends true ? Host<Given> : Given

/** A leaf and the path that leads to it, as in `encoder.0.weight`. */
export interface Leaf<Value> {
  readonly path: string
  readonly value: Value
}

// -----------------------------------------------------------------------------
// walks
// -----------------------------------------------------------------------------

/** Adds the leaves under a node to a list, which takes a third of the memory of lists of lists: a step walks its inputs. */
const collect = (node: unknown, path: string, found: Leaf<unknown>[]): void => {
  if (isLeaf(node)) found.push({ path, value: node })
  else if (typeof node === 'object' && node !== null)
    for (const name of Object.keys(node)) collect((node as Record<string, unknown>)[name], join(path, name), found) // safe: its own key
}

const walk = (node: unknown): readonly Leaf<unknown>[] => {
  const found: Leaf<unknown>[] = []
  collect(node, '', found)
  return found
}

/** What takes the place of indices is below the same size. */
const inPlaceOf = (node: object, leaf: unknown): unknown =>
  isBelow(node) ? { ...(leaf as object), below: node.below } : leaf

const rebuild = (node: unknown, path: string, replace: (leaf: Leaf<unknown>) => unknown): unknown =>
  isLeaf(node)
    ? inPlaceOf(node, replace({ path, value: node }))
    : Array.isArray(node)
      ? node.map((child, index) => rebuild(child, join(path, String(index)), replace))
      : typeof node === 'object' && node !== null
        ? {
            ...node, // what hangs on a symbol, such as the record of a distribution, is no part of the tree
            ...Object.fromEntries(
              Object.entries(node).map(([name, child]) => [name, rebuild(child, join(path, name), replace)]),
            ),
          }
        : node

// The casts below are safe for one reason: a walk visits leaves only, and what `isLeaf` accepts in a tree of tensors
// is a tensor, in a host tree a host tensor. Indices are those too, to all that does not compute: they have the same
// fields and one more. test/tensors/tree.test.ts holds it.

/** The tensors of a tree with their paths, always in the same order. */
export const leaves = (tree: unknown): readonly Leaf<AnyTensor>[] => walk(tree) as readonly Leaf<AnyTensor>[]

/** The host tensors of a host tree with their paths. */
export const hostLeaves = (tree: unknown): readonly Leaf<AnyHostTensor>[] =>
  walk(tree) as readonly Leaf<AnyHostTensor>[]

/** The same tree with other tensors of the same shapes, in the order of `leaves`. */
export const withLeaves = <Given>(tree: Given, values: readonly AnyTensor[]): Given => {
  const order = new Map(leaves(tree).map(({ path }, index) => [path, values[index]]))
  return rebuild(tree, '', ({ path }) => order.get(path)) as Given
}

/** The same tree with a function applied to every tensor, which keeps its shape. Indices stay as they are. */
export const map =
  (change: <Shape extends readonly unknown[]>(tensor: Tensor<Shape>) => Tensor<Shape>) =>
  <Given>(tree: Given): Given =>
    rebuild(tree, '', ({ value }) => changed(value as AnyTensor, change)) as Given

const changed = (value: AnyTensor, change: (tensor: Tensor<readonly unknown[]>) => AnyTensor): AnyTensor =>
  isBelow(value) ? value : change(value)

type AnyChange = (...tensors: readonly Tensor<readonly unknown[]>[]) => AnyTensor

/** The leaves of a tree by their paths, when these are those of another. Errors: a `ShapeError` for the first that is not. */
const alongside = (paths: readonly string[], tree: unknown): ReadonlyMap<string, AnyTensor> => {
  const found = new Map(leaves(tree).map(({ path, value }) => [path, value]))
  const [absent, strange] = [
    paths.find((path) => !found.has(path)),
    [...found.keys()].find((path) => !paths.includes(path)),
  ]
  return absent !== undefined
    ? refuse(`zipWith: the trees must have the same paths, but ${named(absent)} is not in each`)
    : strange !== undefined
      ? refuse(`zipWith: the trees must have the same paths, but ${named(strange)} is not in the first`)
      : found
}

const named = (path: string): string => (path === '' ? 'a lone tensor' : path)

/**
 * Trees of one structure, leaf by leaf, into one of the same structure. Indices stay those of the first.
 *
 * Leaves meet by their paths, in whichever order a tree has them.
 * Errors: a `ShapeError` for trees that have not the same paths.
 */
export const zipWith =
  (change: AnyChange) =>
  <Given>(first: Given, ...others: readonly Given[]): Given => {
    const own = leaves(first)
    const rest = others.map((tree) =>
      alongside(
        own.map(({ path }) => path),
        tree,
      ),
    )
    const values = own.map(({ path, value }) =>
      // safe: each of the others has the paths of the first
      changed(value, (tensor) =>
        change(tensor, ...(rest.map((each) => each.get(path)) as readonly Tensor<readonly unknown[]>[])),
      ),
    )
    return withLeaves(first, values)
  }

/** A host tree in place of a tree of tensors, given the host tensor of each. */
export const toHostTree = <Given>(tree: Given, values: readonly AnyHostTensor[]): Host<Given> => {
  const order = new Map(leaves(tree).map(({ path }, index) => [path, values[index]]))
  return rebuild(tree, '', ({ path }) => order.get(path)) as Host<Given>
}

/** The same host tree with other host tensors of the same shapes, in the order of `hostLeaves`. */
export const withHostLeaves = <Given>(tree: Given, values: readonly AnyHostTensor[]): Given => {
  const order = new Map(hostLeaves(tree).map(({ path }, index) => [path, values[index]]))
  return rebuild(tree, '', ({ path }) => order.get(path)) as Given
}

/** A tree of tensors in place of a host tree, given how one is made of the other. */
export const fromHostTree =
  (make: (tensor: AnyHostTensor) => AnyTensor) =>
  <Given>(tree: HostTree<Given>): Device<Given> =>
    rebuild(tree, '', ({ value }) => make(value as AnyHostTensor)) as Device<Given>

/** How many numbers a tree holds: the number of parameters of a model. */
export const count = (tree: unknown): number =>
  walk(tree).reduce((total, { value }) => total + elements((value as AnyTensor).sizes), 0)
