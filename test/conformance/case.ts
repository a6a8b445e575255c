/** A program that must mean the same on every engine, and what it means in float64. */

import * as tf from '@tensorflow/tfjs-core'
import { type Graph, interpret } from '../../src/compiler/index.js'
import { interpreter } from '../../src/compiler/interpreter/interpret.js'
import type { Draw } from '../../src/engines/compiled/draw.js'
import { traceProgram } from '../../src/engines/compiled/program.js'
import { drawnNumbers } from '../../src/random/draw.js'
import { child, descend, from, type Key, normal } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { isBelow } from '../../src/tensors/indices.js'
import { unwrap, wrap } from '../../src/tensors/native.js'
import { type AnyHostTensor, elements } from '../../src/tensors/tensor.js'
import { type Host, hostLeaves, leaves } from '../../src/tensors/tree.js'
import { differencesOf } from '../support/differences.js'
import { hostOf } from '../support/engine.js'
import { right } from '../support/outcome.js'

// -----------------------------------------------------------------------------
// cases
// -----------------------------------------------------------------------------

/** What the names of dimensions stand for. */
export interface Sizes {
  readonly samples: number
  readonly batch: number
  readonly n: number
  readonly m: number
}

/** The names of dimensions that inputs may have: those of `Sizes`, and two components. */
type Name = keyof Sizes | 'components'

const COMPONENTS = 2

/** A program on some inputs. */
export interface Case {
  /** What it shows, as it is exported: `T.matmul`, `Layer.dense`. */
  readonly of: string
  readonly name: string
  readonly inputs: unknown
  readonly program: (inputs: never, key: Key) => unknown
  /** Whether its gradient by the inputs is asked for too. */
  readonly differentiable: boolean
}

export interface Given<Inputs> {
  /** More words, where one name has several cases. */
  readonly as?: string
  readonly inputs: Host<Inputs>
  /** `false` for what has no gradient, or takes one itself. */
  readonly differentiable?: boolean
}

/** A case of what is exported under a name. */
export const of = <Inputs>(
  name: string,
  { as, inputs, differentiable = true }: Given<Inputs>,
  program: (inputs: Inputs, key: Key) => unknown,
): Case => ({ of: name, name: as === undefined ? name : `${name}: ${as}`, inputs, program, differentiable })

// -----------------------------------------------------------------------------
// inputs
// -----------------------------------------------------------------------------

/** Numbers without a pattern and away from kinks, each seed its own: between -2.1 and 2.1. */
export const some =
  (sizes: Sizes) =>
  <const Shape extends readonly (Name | number)[]>(shape: Shape, seed: number): T.HostTensor<Shape> => {
    const numbers = shape.map((dim) => (typeof dim === 'number' ? dim : dim === 'components' ? COMPONENTS : sizes[dim]))
    const values = [...normal(child(seed)(from(11)), elements(numbers))].map(
      (x) => 2 * Math.tanh(x) + 0.1 * Math.sign(x),
    )
    return hostOf(shape, numbers, values)
  }

/** The same above 0. */
export const above0 = <Shape extends readonly unknown[]>(given: T.HostTensor<Shape>): T.HostTensor<Shape> => ({
  ...given,
  values: given.values.map((x) => Math.exp(x / 2)),
})

/** The same as 0 and 1. */
export const bits = <Shape extends readonly unknown[]>(given: T.HostTensor<Shape>): T.HostTensor<Shape> => ({
  ...given,
  values: given.values.map((x) => (x > 0 ? 1 : 0)),
})

/** The same between 0 and 1. */
export const unit = <Shape extends readonly unknown[]>(given: T.HostTensor<Shape>): T.HostTensor<Shape> => ({
  ...given,
  values: given.values.map((x) => 1 / (1 + Math.exp(-x))),
})

/** The same as whole numbers from 0. */
export const counts = <Shape extends readonly unknown[]>(given: T.HostTensor<Shape>): T.HostTensor<Shape> => ({
  ...given,
  values: given.values.map((x) => Math.round(3 * Math.abs(x))),
})

const alongLast =
  (run: (row: readonly number[]) => readonly number[]) =>
  <Shape extends readonly unknown[]>(given: T.HostTensor<Shape>): T.HostTensor<Shape> => {
    const length = given.sizes.at(-1) as number
    const rows = Array.from({ length: given.values.length / length }, (_, row) =>
      run([...given.values.subarray(row * length, (row + 1) * length)]),
    )
    return { ...given, values: Float32Array.from(rows.flat()) }
  }

/** 1 at the largest along the last axis and 0 elsewhere. */
export const oneHot = alongLast((row) => row.map((x) => (x === Math.max(...row) ? 1 : 0)))

/** The same above 0, adding up to 1 along the last axis. */
export const simplex = alongLast((row) => {
  const total = row.reduce((sum, x) => sum + Math.exp(x / 2), 0)
  return row.map((x) => Math.exp(x / 2) / total)
})

/** Square matrices as lower triangles with a diagonal above 0. */
export const lower = <Shape extends readonly unknown[]>(given: T.HostTensor<Shape>): T.HostTensor<Shape> => {
  const size = given.sizes.at(-1) as number
  const cell = (x: number, at: number) => {
    const [row, column] = [Math.floor(at / size) % size, at % size]
    return column < row ? x / 2 : column === row ? Math.exp(x / 4) : 0
  }
  return { ...given, values: given.values.map(cell) }
}

// -----------------------------------------------------------------------------
// programs
// -----------------------------------------------------------------------------

/** The sum of all numbers of a tree, each with a weight of its own: so that a permuted gradient is another. */
const weighted = (tree: unknown): T.Tensor<readonly []> => {
  const totals = leaves(tree).map(({ value }, which) => {
    const weights = Array.from({ length: elements(value.sizes) }, (_, at) => Math.sin(1 + which + 1.7 * at) + 0.25)
    return tf.sum(tf.mul(unwrap(value), tf.tensor(weights, [...value.sizes])))
  })
  return wrap(
    [],
    totals.reduce((sum, each) => tf.add(sum, each), tf.scalar(0)),
  )
}

const totalOf =
  ({ program }: Case, key: Key) =>
  (inputs: never): T.Tensor<readonly []> =>
    weighted(program(inputs, key))

/** What a case gives, and the gradient of its weighted sum by its inputs. */
export type Whole = (given: Case, inputs: never, key: Key) => { readonly values: unknown; readonly gradient: unknown }

/** The values without a gradient under way, and the gradient. */
export const apart: Whole = (given, inputs, key) => ({
  values: given.program(inputs, key),
  gradient: given.differentiable
    ? T.valueAndGradient((at: never) => [totalOf(given, key)(at), null])(inputs).gradient
    : null,
})

/** The values as they are found on the way to the gradient: the program runs once. */
export const atOnce: Whole = (given, inputs, key) => {
  if (!given.differentiable) return { values: given.program(inputs, key), gradient: null }
  const { rest, gradient } = T.valueAndGradient((at: never) => {
    const values = given.program(at, key)
    return [weighted(values), values]
  })(inputs)
  return { values: rest, gradient }
}

/** Cases as one program. */
export const together = (cases: readonly Case[], whole: Whole = apart) => {
  const inputs = cases.map((each) => each.inputs)
  const program = (given: readonly unknown[], key: Key) =>
    cases.map((each, index) => whole(each, given[index] as never, child(each.of)(key)))
  return { inputs: inputs as Host<readonly unknown[]>, program }
}

// -----------------------------------------------------------------------------
// in float64
// -----------------------------------------------------------------------------

interface Traced {
  readonly graph: Graph
  readonly feeds: Readonly<Record<string, ArrayLike<number>>>
}

const traced = (program: (inputs: never, key: Key) => unknown, inputs: unknown, key: Key): Traced => {
  const { graph, draws } = right(
    traceProgram<readonly [never], unknown>(([given], own) => program(given, own), [inputs] as never),
  )
  const given = hostLeaves(inputs).map(({ value }, place) => [`in0:${place}`, value.values])
  return { graph, feeds: { ...noiseOf(draws, key), ...Object.fromEntries(given) } }
}

/** The numbers of each draw from a key. */
const noiseOf = (draws: readonly Draw[], key: Key): Traced['feeds'] =>
  Object.fromEntries(
    draws.map(({ name, path, distribution, shape, sizes }) => [
      name,
      drawnNumbers(distribution)(descend(path)(key))({ shape, sizes }),
    ]),
  )

/** The parameters that a network begins with, as inputs: so that differences are taken of them too. */
export const begun = (init: (key: Key) => unknown): unknown => {
  const { graph, draws, output } = right(traceProgram<readonly [], unknown>((_, key) => init(key), []))
  const results = interpret(graph, noiseOf(draws, from(13)))
  const filled = leaves(output).map(({ value: { shape, sizes } }, at) => ({
    shape,
    sizes,
    values: Float32Array.from(results[`out:${at}`] ?? []),
  }))
  return T.Tree.toHostTree(output, filled)
}

/** The kernels that a case is made of, and every number that it gives, leaf by leaf. */
export interface Found {
  readonly kernels: readonly string[]
  readonly numbers: readonly (readonly number[])[]
}

/** A case in float64: its program traced, and interpreted. */
export const found = (given: Case, key: Key, whole: Whole = apart): Found => {
  const { graph, feeds } = traced((inputs, own) => whole(given, inputs, child(given.of)(own)), given.inputs, key)
  const results = interpret(graph, feeds)
  return {
    kernels: [...graph.kernels.keys()],
    numbers: graph.outputs.map(({ name }) => Array.from(results[name] ?? [])),
  }
}

/** Every number that a case gives in float64, leaf by leaf. */
export const exact = (given: Case, key: Key, whole: Whole = apart): Found['numbers'] => found(given, key, whole).numbers

/** The gradient of a case by central differences of its interpreted values, input by input. */
export const differenced = (given: Case, key: Key): readonly (readonly number[])[] => {
  const { graph, feeds } = traced((inputs, own) => totalOf(given, child(given.of)(own))(inputs), given.inputs, key)
  const inputs = hostLeaves(given.inputs)
  const slopes = inputs.map(({ value }, place) => {
    // of all that does not follow from the input that is moved, the numbers are found once
    const { [`in0:${place}`]: own, ...held } = feeds
    const total = interpreter(graph, { held })
    return differencesOf(
      (moved) => total({ [`in0:${place}`]: moved })['out:0']?.[0] ?? Number.NaN,
      Array.from(own ?? value.values),
    )
  })
  // indices have no neighbors: beside each is another
  return slopes.map((each, place) => (isBelow(inputs[place]?.value ?? {}) ? each.map(() => 0) : each))
}

/** The numbers of a host tree, leaf by leaf. */
export const numbersOf = (tree: unknown): readonly (readonly number[])[] =>
  hostLeaves(tree).map(({ value }: { readonly value: AnyHostTensor }) => Array.from(value.values))
