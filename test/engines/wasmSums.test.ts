import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { registerSums } from '../../src/engines/wasmSums.js'
import { expectNothingKept, scoped, use } from '../support/engine.js'
import { expectNear } from '../support/near.js'

beforeAll(() => use('wasm'))

const numbers = (count: number) => Float32Array.from({ length: count }, (_, at) => Math.sin(at) + 0.5)

const reference = (values: Float32Array, sizes: readonly [number, number, number], axis: number): readonly number[] => {
  const [a, b, c] = sizes
  const out = new Map<string, number>()
  for (let i = 0; i < a; i++)
    for (let j = 0; j < b; j++)
      for (let k = 0; k < c; k++) {
        const key = [i, j, k].toSpliced(axis, 1).join()
        out.set(key, (out.get(key) ?? 0) + (values[(i * b + j) * c + k] as number))
      }
  return [...out.values()]
}

it.each([0, 1, 2])('sums of more than a block over axis %i', (axis) =>
  scoped(() => {
    const sizes = [2, 3, 4].with(axis, 777) as unknown as readonly [number, number, number]
    const values = numbers(sizes[0] * sizes[1] * sizes[2])
    const x = tf.tensor3d(values, [...sizes] as [number, number, number])
    const wanted = reference(values, sizes, axis)
    expectNear(tf.sum(x, axis).dataSync(), wanted, { absolute: 1e-3, relative: 1e-5 })
    expectNear(
      tf.mean(x, axis).dataSync(),
      wanted.map((each) => each / 777),
      { absolute: 1e-6, relative: 1e-5 },
    )
    expect(tf.sum(x, axis, true).shape).toEqual(sizes.with(axis, 1))
  }),
)

it('leaves nothing, and registering again changes nothing', () => {
  const before = tf.getKernel('Sum', 'wasm')
  registerSums()
  expect(tf.getKernel('Sum', 'wasm')).toBe(before)
  const backend = tf.backend() as unknown as { readonly numDataIds: () => number }
  const held = backend.numDataIds()
  expectNothingKept(() => [tf.sum(tf.ones([1000, 3]), 0), tf.mean(tf.ones([70000]))])
  expect(backend.numDataIds()).toBe(held)
})

it('counts stay counts', () =>
  scoped(() => {
    expect([...tf.sum(tf.ones([1000], 'int32')).dataSync()]).toEqual([1000])
  }))
