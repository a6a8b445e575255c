import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { interpret } from '../../../src/compiler/index.js'
import { inputName, outputName, traceProgram } from '../../../src/engines/compiled/program.js'
import * as Random from '../../../src/random/draw.js'
import { child, type Key } from '../../../src/random/key.js'
import * as T from '../../../src/tensors/index.js'
import { hostOf } from '../../support/engine.js'
import { nativeKernels } from '../../support/nativeKernels.js'
import { right } from '../../support/outcome.js'

type Vector = T.Tensor<readonly ['n']>
type Given = { readonly a: Vector; readonly b: readonly [Vector, null] }

const host = (...values: readonly number[]) => hostOf(['n'], [values.length], values)

beforeAll(async () => {
  tf.enableProdMode()
  await tf.setBackend('cpu')
})

const program = ([{ a, b }, by]: readonly [Given, Vector], key: Key) => ({
  sum: T.same.add(a)(T.same.mul(b[0])(by)),
  noise: [Random.normal(child(3)(key))(a), Random.uniform(key)(a), Random.normal(child(3)(key))(a)] as const,
})
const given = [{ a: host(1, 2), b: [host(3, 4), null] }, host(5, 6)] as const
const traced = right(traceProgram<readonly [Given, Vector], ReturnType<typeof program>>(program, given))

describe('traceProgram', () => {
  it('names the leaves of each argument by their places, and noise in the order of its first draw', () => {
    expect(traced.graph.inputs.map(({ name }) => name).sort()).toEqual(
      [inputName(0, 0), inputName(0, 1), inputName(1, 0), 'noise:0', 'noise:1'].sort(),
    )
    expect(traced.graph.outputs.map(({ name }) => name)).toEqual([0, 1, 2, 3].map(outputName))
  })

  it('notes what is drawn from the key: path, distribution and sizes, once for the same draw', () => {
    expect(traced.draws).toEqual([
      { name: 'noise:0', path: [3], distribution: 'normal', shape: ['n'], sizes: [2] },
      { name: 'noise:1', path: [], distribution: 'uniform', shape: ['n'], sizes: [2] },
    ])
  })

  it('keeps the tree and its shapes, and the meaning', () => {
    expect(traced.output.sum).toMatchObject({ shape: ['n'], sizes: [2] })
    expect(traced.output.noise.map(({ sizes }) => sizes)).toEqual([[2], [2], [2]])
    const noise = { 'noise:0': [0.5, 0.25], 'noise:1': [0.1, 0.2] }
    const results = interpret(traced.graph, { 'in0:0': [1, 2], 'in0:1': [3, 4], 'in1:0': [5, 6], ...noise })
    expect(Object.values(results).map((each) => [...Array.from(each)])).toEqual([
      [16, 26],
      [0.5, 0.25],
      [0.1, 0.2],
      [0.5, 0.25],
    ])
  })

  it('records kernels that native TensorFlow has, and leaves no tensor', () => {
    const before = tf.memory().numTensors
    const { graph } = right(traceProgram<readonly [Given, Vector], ReturnType<typeof program>>(program, given))
    expect([...graph.kernels.keys()].filter((name) => !nativeKernels.has(name))).toEqual([])
    expect(graph.kernels.size).toBeGreaterThan(1)
    expect(tf.memory().numTensors).toBe(before)
  })

  it('throws what the program throws, and is left with what it refuses', () => {
    const failing = () =>
      traceProgram(() => {
        throw new RangeError('on purpose')
      }, [])
    expect(failing).toThrow(new RangeError('on purpose'))
    const reading = ([x]: readonly [Vector]) =>
      T.mulScalar((x as never as { native: tf.Tensor }).native.dataSync()[0] ?? 0)(x)
    expect(traceProgram<readonly [Vector], Vector>(reading, [host(1)], 'named')).toMatchObject({
      _tag: 'Left',
      left: { reason: 'reading', operation: 'dataSync', message: expect.stringMatching(/^trace \(named\): dataSync/) },
    })
    // the next is not harmed
    expect(right(traceProgram<readonly [Vector], Vector>(([x]) => T.square(x), [host(1)])).output.sizes).toEqual([1])
  })
})
