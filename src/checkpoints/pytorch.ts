/** Weights of PyTorch: those of its linear and convolutional layers in the tree of a model, their axes in our order. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { show } from '../shapes/message.js'
import { type AnyHostTensor, elements } from '../tensors/tensor.js'
import { type HostTree, hostLeaves, type Leaf, type OnHost, withHostLeaves } from '../tensors/tree.js'
import { permuted } from './axes.js'
import { type ReadError, readTensors } from './checkpoint.js'
import { type CheckpointMismatch, checkpointMismatch } from './errors.js'
import type { NamedTensors, SafeTensors } from './safetensors.js'
import { astray } from './savable.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The channels, the height and the width of an image, as PyTorch orders them. */
export type ImageOfPyTorch = readonly [channels: number, height: number, width: number]

/**
 * The module of PyTorch that a layer takes its weights from: its name in the `state_dict`, as in `encoder.0`.
 *
 * PyTorch flattens images channel by channel, and we pixel by pixel: of a linear layer after `Flatten`, `takesImage` is the
 * image; of one before `Unflatten`, `givesImage`.
 */
export type PyTorchModule =
  | string
  | { readonly name: string; readonly takesImage?: ImageOfPyTorch; readonly givesImage?: ImageOfPyTorch }

/** For each layer of a model, by its path in the tree of parameters, its module in PyTorch. */
export type PyTorchNames = Readonly<Record<string, PyTorchModule>>

type Module = Exclude<PyTorchModule, string>

/** How a tensor of ours is had from one of PyTorch: the sizes that it has, as more axes, and their order. */
interface View {
  readonly name: string
  readonly sizes: readonly number[]
  readonly axes: readonly number[]
  readonly order: readonly number[]
}

// -----------------------------------------------------------------------------
// views
// -----------------------------------------------------------------------------

/** An axis of features, of which those of an image are three, and their order: pixel by pixel. */
const featuresOf = (size: number, image: ImageOfPyTorch | undefined, first: number) =>
  image === undefined ? { axes: [size], order: [first] } : { axes: image, order: [first + 1, first + 2, first] }

/** `[In, Out]` of ours is `[Out, In]`. */
const weightView = ({ name, takesImage, givesImage }: Module, [input, output]: readonly [number, number]): View => {
  const out = featuresOf(output, givesImage, 0)
  const into = featuresOf(input, takesImage, out.axes.length)
  return {
    name: `${name}.weight`,
    sizes: [output, input],
    axes: [...out.axes, ...into.axes],
    order: [...into.order, ...out.order],
  }
}

/** `[Height, Width, In, Out]` is `[Out, In, Height, Width]`; of a transposed convolution, whose channels both exchange, too. */
const filterView = (
  { name }: Module,
  sizes: readonly [number, number, number, number],
  has: readonly number[],
): View => {
  const [height, width, input, output] = sizes
  // a depthwise convolution is one of as many groups as there are channels, of which each filter sees one
  const theirs =
    has[1] === 1 && has[0] === input * output ? [input * output, 1, height, width] : [output, input, height, width]
  return { name: `${name}.weight`, sizes: theirs, axes: theirs, order: [2, 3, 1, 0] }
}

const biasView = ({ name, givesImage }: Module, size: number): View => ({
  name: `${name}.bias`,
  sizes: [size],
  ...featuresOf(size, givesImage, 0),
})

/** The last name of a path, and what is before it. */
const split = (path: string): readonly [layer: string, own: string] => {
  const dot = path.lastIndexOf('.')
  return [path.slice(0, Math.max(0, dot)), path.slice(dot + 1)]
}

const viewOf = (own: string, sizes: readonly number[], module: Module, has: readonly number[]): View | null =>
  own === 'weight' && sizes.length === 2
    ? weightView(module, sizes as readonly [number, number]) // safe: there are two
    : own === 'filter' && sizes.length === 4
      ? filterView(module, sizes as readonly [number, number, number, number], has) // safe: there are four
      : own === 'bias' && sizes.length === 1
        ? biasView(module, sizes[0] as number) // safe: there is one
        : null

// -----------------------------------------------------------------------------
// filling
// -----------------------------------------------------------------------------

type Found = ReadonlyMap<string, NamedTensors>

/** Numbers in our order, or why they are not had: text that follows the name of the file. */
const taken = (path: string, view: View, found: NamedTensors): E.Either<string, Float32Array> => {
  const far = astray(found.sizes, found.values)
  return elements(view.axes) !== elements(view.sizes)
    ? E.left(`cannot give ${path} an image: ${show(view.axes)} is not ${show(view.sizes)} in all`)
    : show(found.sizes) !== show(view.sizes)
      ? E.left(`has ${found.name} of sizes ${show(found.sizes)} but ${path} needs ${show(view.sizes)}`)
      : far !== null
        ? E.left(`has ${found.name}, which must hold ${far}`)
        : E.right(permuted(view.axes, view.order)(found.values))
}

const leafOf =
  (names: PyTorchNames, found: Found) =>
  ({ path, value }: Leaf<AnyHostTensor>): E.Either<string, AnyHostTensor> => {
    const [layer, own] = split(path)
    const given = names[layer]
    if (given === undefined) return E.left(`is given no module for ${layer}, which the model has`)
    const module = typeof given === 'string' ? { name: given } : given
    const has = found.get(`${module.name}.weight`)
    const view = viewOf(own, value.sizes, module, has?.sizes ?? [])
    if (view === null) return E.left(`cannot give ${path}: only dense and convolutional layers are read from PyTorch`)
    const tensor = found.get(view.name)
    return tensor !== undefined
      ? pipe(
          taken(path, view, tensor),
          E.map((values) => ({ ...value, values })),
        )
      : own === 'bias' && has !== undefined
        ? E.right({ ...value, values: new Float32Array(value.values.length) }) // a module with bias=False
        : E.left(`has no ${view.name}, which ${path} needs`)
  }

const filledBy =
  <Params>(file: string, template: Params, names: PyTorchNames) =>
  ({ tensors }: SafeTensors): E.Either<CheckpointMismatch, Params> => {
    const leaves = hostLeaves(template)
    const layers = new Set(leaves.map(({ path }) => split(path)[0]))
    const strange = Object.keys(names).find((layer) => !layers.has(layer))
    return pipe(
      strange === undefined
        ? E.right(leaves)
        : E.left(`is given a module for ${strange}, which the model does not have`),
      E.flatMap(E.traverseArray(leafOf(names, new Map(tensors.map((each) => [each.name, each]))))),
      E.bimap(
        (message) => checkpointMismatch(file, message),
        (values) => withHostLeaves(template, values),
      ),
    )
  }

/**
 * Reads weights of PyTorch, saved by its `safetensors`, into the tree of a model, or into a part of it that `Train.fit({ params })`
 * takes.
 *
 * `Linear` becomes `dense` (and the parts of a head), `Conv2d` `conv2d` or, with groups, `depthwiseConv2d`, `ConvTranspose2d`
 * `conv2dTranspose`; a bias that a module does not have is 0. Other tensors of the file are left alone.
 *
 * Errors: as those of `load`; `CheckpointMismatch` for a layer without a module, and for sizes that differ, in PyTorch's order.
 */
export const fromPyTorch = <Params>(
  template: HostTree<Params>,
  names: PyTorchNames,
): ((file: string) => TE.TaskEither<ReadError | CheckpointMismatch, OnHost<Params>>) => {
  const tree = template as OnHost<Params> // safe: as in `load`
  const modules = Object.values(names).map((each) => (typeof each === 'string' ? each : each.name))
  const wanted = new Set(modules.flatMap((name) => [`${name}.weight`, `${name}.bias`]))
  return (file) =>
    pipe(
      readTensors(file, (name) => wanted.has(name)),
      TE.flatMapEither(filledBy(file, tree, names)),
    )
}
