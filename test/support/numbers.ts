/** What tests of programs read and write: numbers in, numbers out, and what is left behind. */

import * as tf from '@tensorflow/tfjs-core'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { beforeAll } from 'vitest'
import * as T from '../../src/tensors/index.js'
import { unwrap } from '../../src/tensors/native.js'

/** Plain JavaScript as the backend of a test file. */
export const usePlainJavaScript = (): void => {
  beforeAll(async () => {
    tf.enableProdMode()
    await tf.setBackend('cpu')
    await tf.ready()
  })
}

/** A tensor of numbers under a shape whose names are sized by `sizes`. */
export const tensor = <const Given extends T.AnyTensor['shape']>(
  shape: Given,
  sizes: readonly number[],
  values: readonly number[],
): T.Tensor<Given> => T.fromHost({ shape, sizes, values: Float32Array.from(values) })

/** The numbers of a tensor. */
export const read = (x: T.AnyTensor): readonly number[] => [...unwrap(x).dataSync()]

/** What a function of tensors gives, as numbers; its tensors are freed. */
export const inScope = <Result>(run: () => Result): Result => {
  const held: { result?: Result } = {}
  tf.tidy(() => {
    held.result = run()
  })
  return held.result as Result
}

/** How many tensors there are. */
export const tensorsAlive = (): number => tf.memory().numTensors

/** The right side, or a failed test with the words of the left one. */
export const right = <Value>(result: Either<Refusal, Value>): Value => {
  if (result._tag === 'Left') throw new Error(`left: ${requirementOf(result.left)}`)
  return result.right
}

type Refusal = string | { readonly message: string } | { readonly words: string }

const requirementOf = (refusal: Refusal): string =>
  typeof refusal === 'string' ? refusal : 'message' in refusal ? refusal.message : refusal.words

/** What an effect gives, or a failed test. */
export const run = async <Value>(effect: TaskEither<{ readonly message: string }, Value>): Promise<Value> =>
  right(await effect())

/** What an effect is refused with, or a failed test. */
export const refusal = async <Refused, Value>(effect: TaskEither<Refused, Value>): Promise<Refused> => {
  const result = await effect()
  if (result._tag === 'Right') throw new Error('right: nothing was refused')
  return result.left
}

/** The mean of some numbers, and its standard error. */
export const meanAndError = (values: readonly number[]): { readonly mean: number; readonly error: number } => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { mean, error: Math.sqrt(variance / values.length) }
}

/** The slope of a function of many numbers, by central differences. */
export const differences = (f: (at: readonly number[]) => number, at: readonly number[], step = 1e-5) =>
  at.map((_, index) => {
    const moved = (by: number) => f(at.map((value, other) => (other === index ? value + by : value)))
    return (moved(step) - moved(-step)) / (2 * step)
  })

/** The largest distance between two lists, relative to the largest number of the second. */
export const distance = (given: readonly number[], wanted: readonly number[]): number => {
  if (given.length !== wanted.length) return Number.POSITIVE_INFINITY
  const scale = Math.max(...wanted.map(Math.abs), 1e-30)
  return Math.max(...given.map((value, index) => Math.abs(value - (wanted[index] ?? Number.NaN)))) / scale
}
