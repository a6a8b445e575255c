/** The one case that every operation is put through: shape, values, gradient and memory, on every engine. */

import * as tf from '@tensorflow/tfjs-core'
import { expect, it } from 'vitest'
import { fromAnyHost } from '../../src/tensors/create.js'
import { valueAndGradient } from '../../src/tensors/gradient.js'
import { unwrap, wrap } from '../../src/tensors/native.js'
import type { AnyHostTensor, AnyTensor, HostTensor, Tensor } from '../../src/tensors/tensor.js'
import { type Arrays, differences } from './differences.js'
import { expectNothingKept, scoped, valuesOf } from './engine.js'
import { expectNear, FLOAT32, GRADIENT, type Tolerance } from './near.js'

type TensorsOf<Inputs extends readonly AnyHostTensor[]> = {
  readonly [Index in keyof Inputs]: Inputs[Index] extends HostTensor<infer Shape> ? Tensor<Shape> : never
}

/** An operation and what it must give. */
export interface Conforming<Inputs extends readonly AnyHostTensor[]> {
  readonly inputs: Inputs
  readonly operation: (...tensors: TensorsOf<Inputs>) => AnyTensor
  /** The shape and the sizes of what it gives. */
  readonly gives: readonly [shape: readonly unknown[], sizes: readonly number[]]
  /** The same in float64, row-major. */
  readonly reference: (...arrays: Arrays) => readonly number[]
  readonly tolerance?: Tolerance
  /** `null` for an operation that is not differentiable. */
  readonly gradientTolerance?: Tolerance | null
}

/** Weights that are all different, so that a permuted or averaged gradient does not pass. */
const weightsFor = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => Math.sin(1 + 1.7 * index) + 0.25)

const arraysOf = (inputs: readonly AnyHostTensor[]): Arrays => inputs.map(({ values }) => Array.from(values))

/** The gradient of the weighted sum of what an operation gives. */
const gradientOf = <Inputs extends readonly AnyHostTensor[]>(
  { inputs, operation }: Conforming<Inputs>,
  weights: readonly number[],
): readonly (readonly number[])[] => {
  const { gradient } = valueAndGradient((tensors: readonly AnyTensor[]) => {
    const out = operation(...(tensors as TensorsOf<Inputs>))
    const total = tf.sum(tf.mul(unwrap(out), tf.tensor([...weights], [...out.sizes])))
    return [wrap<readonly []>([], total), null]
  })(inputs.map(fromAnyHost))
  expect(gradient.map(({ sizes }) => sizes)).toEqual(inputs.map(({ sizes }) => sizes))
  expect(gradient.map(({ shape }) => shape)).toEqual(inputs.map(({ shape }) => shape))
  return gradient.map(valuesOf)
}

/** Puts an operation through the case, on the current engine. */
export const conforms = <const Inputs extends readonly AnyHostTensor[]>(
  title: string,
  given: Conforming<Inputs>,
): void => {
  const { inputs, operation, gives, reference, tolerance = FLOAT32, gradientTolerance = GRADIENT } = given
  const run = (): AnyTensor => operation(...(inputs.map(fromAnyHost) as unknown as TensorsOf<Inputs>))

  it(`${title}: values`, () =>
    scoped(() => {
      const out = run()
      expect([out.shape, out.sizes]).toEqual(gives)
      expectNear(valuesOf(out), reference(...arraysOf(inputs)), tolerance)
    }))

  if (gradientTolerance !== null)
    it(`${title}: gradient`, () =>
      scoped(() => {
        const weights = weightsFor(reference(...arraysOf(inputs)).length)
        const total = (...arrays: Arrays) =>
          reference(...arrays).reduce((sum, value, index) => sum + value * (weights[index] as number), 0)
        const expected = differences(total, arraysOf(inputs))
        // a gradient that is 0 everywhere shows nothing
        expect(expected.flat().some((each) => Math.abs(each) > 1e-3)).toBe(true)
        for (const [index, each] of gradientOf(given, weights).entries())
          expectNear(each, expected[index] as readonly number[], gradientTolerance)
      }))

  it(`${title}: leaves no tensor`, () => {
    expectNothingKept(run)
    if (gradientTolerance !== null)
      expectNothingKept(() => gradientOf(given, weightsFor(reference(...arraysOf(inputs)).length)))
  })
}
