/** Runs one case on every engine: value and gradients, traced and interpreted, traced and compiled, and eager. */
import * as tf from '@tensorflow/tfjs-core'
import * as Either from 'fp-ts/lib/Either.js'
import { type Graph, interpret, type Rule, trace } from '../../src/compiler/index.js'
import { interpreter } from '../../src/compiler/interpreter/interpret.js'
import { type NumberArray, serialize } from '../../src/onnx/index.js'
import { runModel } from '../support/onnx.js'

/** A scalar-valued function of tensors of the given shapes. */
export interface Case {
  readonly shapes: readonly (readonly number[])[]
  readonly f: (...inputs: readonly tf.Tensor[]) => tf.Tensor
  /** Inputs lie in `[offset - scale, offset + scale]`. */
  readonly scale?: number
  readonly offset?: number
}

export type Arrays = readonly ArrayLike<number>[]

export const right = <Value>(either: Either.Either<{ readonly message: string }, Value>): Value => {
  if (Either.isRight(either)) return either.right
  throw new Error(either.left.message)
}

/** Numbers that look random and are the same at every run: fractions of multiples of the golden ratio. */
export const numbers = (
  count: number,
  { scale = 1, offset = 0 }: Pick<Case, 'scale' | 'offset'>,
  seed = 0,
): Float32Array =>
  Float32Array.from({ length: count }, (_, index) => {
    const fraction = ((index + 1 + 1000 * seed) * 0.6180339887498949) % 1
    return (fraction * 2 - 1) * scale + offset
  })

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1)

export const inputsOf = (given: Case): readonly Float32Array[] =>
  given.shapes.map((shape, index) => numbers(sizeOf(shape), given, index))

const names = (given: Case): readonly string[] => given.shapes.map((_, index) => `x${index}`)

/** The value, then the gradient of each input. */
const valueAndGradients = (given: Case, tensors: tf.Tensor[]): tf.Tensor[] => {
  const { value, grads } = tf.valueAndGrads((...inputs: tf.Tensor[]) => given.f(...inputs))(tensors)
  return [value, ...grads]
}

const specsOf = (given: Case) => Object.fromEntries(given.shapes.map((shape, index) => [`x${index}`, { shape }]))

export const traceGradients = (given: Case, rules?: readonly Rule[]): Graph =>
  right(
    trace(
      (inputs) => {
        const tensors = names(given).map((name) => inputs[name] ?? tf.scalar(0))
        return Object.fromEntries(valueAndGradients(given, tensors).map((tensor, index) => [`y${index}`, tensor]))
      },
      specsOf(given),
      rules === undefined ? {} : { rules },
    ),
  )

const feeds = (inputs: Arrays): Readonly<Record<string, ArrayLike<number>>> =>
  Object.fromEntries(inputs.map((input, index) => [`x${index}`, input]))

export const interpretCase = (graph: Graph, inputs: Arrays): Arrays => Object.values(interpret(graph, feeds(inputs)))

export const eager = (given: Case, inputs: readonly Float32Array[]): Arrays =>
  tf.tidy(() =>
    valueAndGradients(
      given,
      inputs.map((input, index) => tf.tensor(input, [...(given.shapes[index] ?? [])])),
    ).map((tensor) => tensor.dataSync()),
  )

export const float32 = (data: Float32Array, shape: readonly number[]): NumberArray => ({ type: 'float32', data, shape })

export const compiled = async (given: Case, graph: Graph, inputs: readonly Float32Array[]): Promise<Arrays> => {
  const arrays = inputs.map((input, index) => [`x${index}`, float32(input, given.shapes[index] ?? [])] as const)
  const results = await runModel(serialize(graph), Object.fromEntries(arrays))
  return Object.values(results).map(({ data }) => Float64Array.from(data as Float32Array))
}

/** The largest difference, relative to the largest number wanted. */
export const distance = (wanted: ArrayLike<number>, got: ArrayLike<number>): number => {
  if (wanted.length !== got.length) return Number.POSITIVE_INFINITY
  const scale = Math.max(1e-3, ...Array.from(wanted, Math.abs))
  const worst = Math.max(0, ...Array.from(wanted, (number, index) => Math.abs(number - (got[index] ?? Number.NaN))))
  return worst / scale
}

/** At most this many elements of an input are moved: enough to reach its borders and its middle. */
const mostMoved = 24

/** Some elements of an input's gradient, and where in the input they are. */
export interface Differences {
  readonly places: readonly number[]
  readonly slopes: readonly number[]
}

/** The gradients by central differences of the interpreted value. */
export const differences = (graph: Graph, inputs: readonly Float32Array[], step = 1e-5): readonly Differences[] => {
  const value: Graph = { ...graph, outputs: graph.outputs.slice(0, 1) }
  const exact = inputs.map((input) => Float64Array.from(input))
  return exact.map((input, which) => {
    // A stride without a factor in common with most sizes, so that every axis is walked.
    const places = Array.from({ length: Math.min(mostMoved, input.length) }, (_, index) =>
      input.length <= mostMoved ? index : (index * 37) % input.length,
    )
    // of all that does not follow from the input that is moved, the numbers are found once
    const { [`x${which}`]: _, ...held } = feeds(exact)
    const total = interpreter(value, { held })
    const at = (place: number, by: number) =>
      Object.values(total({ [`x${which}`]: input.with(place, (input[place] ?? 0) + by) }))[0]?.[0] ?? Number.NaN
    return { places, slopes: places.map((place) => (at(place, step) - at(place, -step)) / (2 * step)) }
  })
}
