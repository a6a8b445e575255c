/** The same numbers, eager and compiled: of a function of tensors and a key, and of its gradient. */

import * as tf from '@tensorflow/tfjs-core'
import { expect, it } from 'vitest'
import { choose, type EngineChoice } from '../../src/engines/select.js'
import { from, type Key } from '../../src/random/key.js'
import { valueAndGradient } from '../../src/tensors/gradient.js'
import { unwrap, wrap } from '../../src/tensors/native.js'
import type { AnyHostTensor, AnyTensor, HostTensor, Tensor } from '../../src/tensors/tensor.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import { expectNear, type Tolerance } from '../support/near.js'
import { run } from '../support/outcome.js'

type TensorsOf<Inputs extends readonly AnyHostTensor[]> = {
  readonly [Index in keyof Inputs]: Inputs[Index] extends HostTensor<infer Shape> ? Tensor<Shape> : never
}

/** Weights that are all different. */
const weighted = (out: AnyTensor): tf.Tensor => {
  const weights = Float32Array.from({ length: out.sizes.reduce((a, b) => a * b, 1) }, (_, at) => Math.sin(1 + 1.7 * at))
  return tf.sum(tf.mul(unwrap(out), tf.tensor(weights, [...out.sizes])))
}

const LIKE: Tolerance = { absolute: 2e-5, relative: 2e-5 }

/** Runs a function and the gradient of a weighted sum of what it gives on plain JavaScript and compiled. */
export const runsCompiled = <const Inputs extends readonly AnyHostTensor[]>(
  title: string,
  inputs: Inputs,
  f: (key: Key, ...tensors: TensorsOf<Inputs>) => readonly AnyTensor[],
  tolerance: Tolerance = LIKE,
): void => {
  const program = (tensors: readonly AnyTensor[], key: Key) => {
    const { gradient, rest } = valueAndGradient((given: readonly AnyTensor[]) => {
      const outs = f(key, ...(given as unknown as TensorsOf<Inputs>))
      return [
        wrap<readonly []>(
          [],
          outs.map(weighted).reduce((sum, each) => tf.add(sum, each)),
        ),
        outs,
      ]
    })(tensors)
    return { rest, gradient }
  }
  const numbersOn = async (name: EngineChoice): Promise<readonly number[]> => {
    const { engine } = await run(choose(name))
    const result = await run(engine.run(program)(inputs as never, from(7)))
    return hostLeaves(result).flatMap(({ value }) => [...value.values])
  }

  it(`${title}: compiled as eager`, async () => {
    const eager = await numbersOn('cpu')
    expect(eager.every(Number.isFinite)).toBe(true)
    expectNear(await numbersOn('onnxruntime'), eager, tolerance)
  })
}
