/** The engines that tests run on, and how what they compute is read. */

import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import { choose, ENGINES, type EngineName } from '../../src/engines/select.js'
import { fromAnyHost } from '../../src/tensors/create.js'
import { unwrap } from '../../src/tensors/native.js'
import type { AnyTensor, HostTensor, Tensor } from '../../src/tensors/tensor.js'
import { leaves } from '../../src/tensors/tree.js'

/** The engines that are always installed. */
export const INSTALLED = ['cpu', 'wasm'] as const

/** Makes an engine current, or fails with its words. */
export const use = async (name: EngineName): Promise<void> => {
  const selected = await choose(name)()
  if (selected._tag === 'Left') throw new Error(selected.left.message)
  expect(tf.getBackend()).toBe(name)
}

/** Every test of a file, on plain JavaScript. */
export const onCpu = (): void => {
  beforeAll(() => use('cpu'))
}

/** Every test of a file, on WebAssembly: of what computes much, it is the quicker. */
export const onWebAssembly = (): void => {
  beforeAll(() => use('wasm'))
}

/** The same tests on every engine that is always installed. */
export const onEach = (tests: (name: EngineName) => void): void => {
  for (const name of INSTALLED)
    describe(`on ${name}`, () => {
      beforeAll(() => use(name))
      tests(name)
    })
}

/** Those that are slow, or may be software in place of a GPU: they have tests of their own. */
const APART: readonly EngineName[] = ['onnxruntime-web', 'webgpu']

/** Every engine that is here, and one line for each that is not. */
export const everyEngine = async (): Promise<{
  readonly engines: readonly Engine[]
  readonly absent: readonly string[]
}> => {
  const all = await Promise.all(ENGINES.filter((name) => !APART.includes(name)).map((name) => choose(name)()))
  return {
    engines: all.flatMap((each) => (each._tag === 'Right' ? [each.right.engine] : [])),
    absent: all.flatMap((each) => (each._tag === 'Left' ? [each.left.message] : [])),
  }
}

// -----------------------------------------------------------------------------
// reading
// -----------------------------------------------------------------------------

/** The numbers of a tensor, now. */
export const valuesOf = (tensor: AnyTensor): readonly number[] => {
  // safe: `wrap` puts a `tf.Tensor` there
  const native = unwrap(tensor)
  // what is expected is asked only where it is wrong: this is called a hundred thousand times
  if (native.shape.join() !== tensor.sizes.join()) expect(native.shape).toEqual(tensor.sizes)
  if (tensor.shape.length !== tensor.sizes.length) expect(tensor.shape).toHaveLength(tensor.sizes.length)
  return Array.from(native.dataSync())
}

/** The number of a tensor that is one. */
export const numberOf = (tensor: AnyTensor): number => {
  const [value, ...others] = valuesOf(tensor)
  expect(others).toEqual([])
  return value as number
}

/** A host tensor without checks: shapes and sizes as given. */
export const hostOf = <const Shape extends readonly unknown[]>(
  shape: Shape,
  sizes: readonly number[],
  values: readonly number[],
): HostTensor<Shape> => ({ shape, sizes, values: Float32Array.from(values) })

/** A tensor without checks. */
export const tensorOf = <const Shape extends readonly unknown[]>(
  shape: Shape,
  sizes: readonly number[],
  values: readonly number[],
): Tensor<Shape> => fromAnyHost(hostOf(shape, sizes, values)) as unknown as Tensor<Shape>

// -----------------------------------------------------------------------------
// memory
// -----------------------------------------------------------------------------

/** How many tensors there are. */
export const tensorsAlive = (): number => tf.memory().numTensors

/** What a function gives, when every tensor that it makes is freed. */
export const scoped = <Result>(run: () => Result): Result => {
  tf.engine().startScope()
  try {
    return run()
  } finally {
    tf.engine().endScope()
  }
}

/**
 * Runs a function in a scope and counts the tensors it leaves to its caller.
 *
 * Fails when it leaves one that is no leaf of what it gives: a `keep` without an owner.
 */
export const expectNothingKept = (run: () => unknown): void => {
  const before = tf.memory().numTensors
  scoped(() => {
    run()
  })
  expect(tf.memory().numTensors - before).toBe(0)
}

/** The tensors that a function leaves outside of any scope, beside the leaves of what it gives. */
export const leftOver = (run: () => unknown): number => {
  const before = tf.memory().numTensors
  const result = run()
  const owned = leaves(result)
  const after = tf.memory().numTensors
  for (const { value } of owned) unwrap(value).dispose()
  return after - before - owned.length
}
