/** Tensors from numbers, and numbers from tensors. */

import * as tf from '@tensorflow/tfjs-core'
import type { Either } from 'fp-ts/lib/Either.js'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { dimFault, type KnownShape } from '../shapes/checkDim.js'
import { type Possible, shapeFault } from '../shapes/checkShape.js'
import { refuse, ShapeError } from '../shapes/defect.js'
import type { AnyShape, Dim, Shape } from '../shapes/dim.js'
import { show } from '../shapes/message.js'
import type { HostIndices, Indices } from './indices.js'
import { bind, unwrap, wrap, wrapIndices } from './native.js'
import { type AnyHostTensor, type AnyTensor, elements, type HostTensor, placeAt, type Tensor } from './tensor.js'

// -----------------------------------------------------------------------------
// host tensors
// -----------------------------------------------------------------------------

const sizesFor = (shape: Shape, sizes: Readonly<Record<string, number>>): readonly number[] =>
  shape.map((dim) => {
    const size = typeof dim === 'number' ? dim : (sizes[dim] ?? refuse(`host: no size is given for ${dim}`))
    const message = dimFault(size, `host: the size of '${dim}'`)
    return message === null ? size : refuse(message)
  })

/**
 * Numbers under a shape, on the host. The names of the shape are bound to numbers here.
 *
 * Shapes: `[...Shape]`. Errors: a `ShapeError` when the count of the numbers is another, or a name has no size.
 *
 * @example
 * host(['batch', 2], { batch: 3 }, new Float32Array(6)).sizes
 * //=> [3, 2]
 */
export const host = <const Given extends Shape>(
  shape: KnownShape<Given, 'host'>,
  sizes: Readonly<Record<string, number>>,
  values: Float32Array,
): HostTensor<Readonly<Given>> => {
  // safe: the parameter is `Given` itself wherever the call compiles
  const given = shape as unknown as Given
  const message = given.map((dim) => dimFault(dim, 'host: a dimension')).find((each) => each !== null)
  if (message) return refuse(message)
  const numbers = sizesFor(given, sizes)
  return elements(numbers) === values.length
    ? { shape: given, sizes: numbers, values }
    : refuse(
        `host: ${show(given)} of sizes ${show(numbers)} takes ${elements(numbers)} numbers but is given ${values.length}`,
      )
}

/** Arrays of numbers: plain ones, and those of a fixed type, whose numbers are numbers. */
type Numbers = readonly unknown[] | Float32Array

/** Arrays of any type but that of 64-bit integers, whose elements are no numbers. */
const isArray = (data: unknown): data is Numbers =>
  Array.isArray(data) ||
  (ArrayBuffer.isView(data) &&
    !(data instanceof DataView || data instanceof BigInt64Array || data instanceof BigUint64Array))

const leavesOf = (data: unknown): readonly unknown[] =>
  Array.isArray(data) ? data.flatMap(leavesOf) : isArray(data) ? Array.from(data) : [data]

const numbersIn = (data: unknown): readonly number[] | string => {
  const all = leavesOf(data)
  const other = all.find((each) => typeof each !== 'number')
  return other === undefined && !all.includes(undefined)
    ? (all as readonly number[]) // safe: no other was found
    : `takes numbers in nested arrays but is given ${other === null ? 'null' : typeof other}`
}

const sizesOf = (value: unknown): readonly number[] => (isArray(value) ? [value.length, ...sizesOf(value[0])] : [])

const isRagged = (value: unknown, sizes: readonly number[]): boolean =>
  isArray(value)
    ? value.length !== sizes[0] ||
      (Array.isArray(value) ? value.some((each) => isRagged(each, sizes.slice(1))) : sizes.length > 1)
    : sizes.length > 0

/** The numbers of nested arrays, whose lengths must be those of a shape, with the message of an operation. */
export const decoded = (
  operation: string,
  shape: Shape,
  data: unknown,
): Either<ShapeError, { readonly sizes: readonly number[]; readonly numbers: readonly number[] }> => {
  const left = (message: string) => E.left(new ShapeError(`${operation}: ${message}`))
  const sizes = sizesOf(data)
  const numbers = numbersIn(data)
  const bound = new Map<Dim, number>()
  const fits = (dim: Dim, size: number | undefined) =>
    size !== undefined &&
    size > 0 &&
    (typeof dim === 'number' ? dim : (bound.set(dim, bound.get(dim) ?? size).get(dim) as number)) === size
  return typeof numbers === 'string'
    ? left(numbers)
    : isRagged(data, sizes) || numbers.length !== elements(sizes)
      ? left('the rows differ in length')
      : sizes.length === shape.length && shape.every((dim, axis) => fits(dim, sizes[axis]))
        ? E.right({ sizes, numbers })
        : left(`takes ${show(shape)} but is given ${show(sizes)}`)
}

/** The first number that is none, or beyond float32, as a message, or `null`. */
const beyondFloat32 = (sizes: readonly number[], numbers: readonly number[]): string | null => {
  const at = numbers.findIndex((each) => !Number.isFinite(Math.fround(each)))
  return at < 0
    ? null
    : `takes finite numbers of float32, up to 3.4e38, but is given ${numbers[at]} at ${show(placeAt(sizes, at))}`
}

/**
 * The way from unknown data to a typed tensor: nested arrays of numbers, of which the innermost may be typed arrays.
 *
 * A number of the shape must be the length found there; a name is bound to it, and must mean one length. Numbers are
 * rounded to float32, which holds seven digits: whole numbers are exact up to 16,777,216.
 *
 * Errors: `ShapeError`, with what was asked and what was found; for NaN, infinities and numbers beyond float32 with
 * their place.
 *
 * @example
 * pipe(decode(['batch', 2])([[1, 2], [3, 4], [5, 6]]), E.map(({ sizes }) => sizes))
 * //=> right([3, 2])
 */
export const decode =
  <const Given extends Shape>(shape: KnownShape<Given, 'decode'>) =>
  (data: unknown): Either<ShapeError, HostTensor<Readonly<Given>>> => {
    const given = shape as unknown as Given // safe: as in `host`
    return pipe(
      decoded('decode', given, data),
      E.flatMap(({ sizes, numbers }) => {
        const message = beyondFloat32(sizes, numbers)
        return message === null
          ? E.right({ shape: given, sizes, values: Float32Array.from(numbers) })
          : E.left(new ShapeError(`decode: ${message}`))
      }),
    )
  }

// -----------------------------------------------------------------------------
// to and from the engine
// -----------------------------------------------------------------------------

/** A host tensor in the engine. Shapes: `[...Shape] -> [...Shape]`. */
export const fromHost = <Given extends AnyShape>(tensor: HostTensor<Given>): Tensor<Given> =>
  wrap(tensor.shape, tf.tensor(tensor.values, [...tensor.sizes], 'float32'))

/** Host indices in the engine. Shapes: `[...Shape] -> [...Shape]`. */
export const indicesFromHost = <Given extends AnyShape, Limit>({
  shape,
  sizes,
  values,
  below,
}: HostIndices<Given, Limit>): Indices<Given, Limit> =>
  wrapIndices(shape, tf.tensor(values, [...sizes], 'float32'), below)

/** Any host tensor in the engine, for trees whose shapes are known elsewhere. */
export const fromAnyHost = (tensor: AnyHostTensor): AnyTensor =>
  wrap(tensor.shape, tf.tensor(tensor.values, [...tensor.sizes], 'float32'))

/** The numbers of a tensor: an effect, since it waits for the engine. Refused while a program is traced. */
export const toHost =
  <Given extends AnyShape>(tensor: Tensor<Given>) =>
  async (): Promise<HostTensor<Given>> => ({
    shape: tensor.shape,
    sizes: tensor.sizes,
    values: Float32Array.from(await unwrap(tensor).data()),
  })

/** A number as a tensor. Shapes: `[]`. */
export const scalar = (value: number): Tensor<readonly []> => wrap([], tf.scalar(value))

/** A number as a host tensor. Shapes: `[]`. */
export const scalarOnHost = (value: number): HostTensor<readonly []> => ({
  shape: [],
  sizes: [],
  values: Float32Array.of(value),
})

/**
 * Zeros.
 *
 * Shapes: `[...Shape]`.
 * Errors: a `ShapeError` when a dimension is not a whole number above 0 or a name, or has another size.
 *
 * @example
 * zeros(['batch', 2], [3, 2]).sizes
 * //=> [3, 2]
 */
export const zeros = <const Given extends AnyShape>(
  shape: Given & Possible<Given, 'zeros'>,
  sizes: readonly number[],
): Tensor<Readonly<Given>> => {
  const message = shapeFault(shape as AnyShape as Shape, sizes, 'zeros') // safe: the check lets only dimensions through
  if (message !== null) return refuse(message)
  const tensor: Tensor<Readonly<Given>> = wrap<Readonly<Given>>(shape, tf.zeros([...sizes]))
  bind('zeros', [tensor])
  return tensor
}

/** As many zeros as a tensor has numbers. Shapes: `[...Shape] -> [...Shape]`. */
export const zerosLike = <Given extends AnyShape>(tensor: Tensor<Given>): Tensor<Given> =>
  wrap(tensor.shape, tf.zerosLike(unwrap(tensor)))
