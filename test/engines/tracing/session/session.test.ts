/** Sessions, and their words when an input does not fit. */
import * as tf from '@tensorflow/tfjs'
import * as Either from 'fp-ts/lib/Either.js'
import { beforeAll, expect, test } from 'vitest'
import { loadOnnxRuntime, openSession, type Session, serialise, trace } from '../../../../src/engines/tracing/index.js'
import { float32, right } from '../run.js'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

const open = async (): Promise<Session> => {
  const graph = right(trace(({ x }) => ({ y: tf.exp(x) }), { x: { shape: [2] } }))
  return right(await openSession(right(await loadOnnxRuntime()))(serialise(graph))())
}

test('a session runs, again and again, and is released', async () => {
  const session = await open()
  for (const number of [0, 1]) {
    const results = right(await session.run({ x: float32(Float32Array.of(number, 0), [2]) })())
    expect(results.y?.data).toEqual(Float32Array.of(Math.exp(number), 1))
  }
  expect(Either.isRight(await session.release())).toBe(true)
})

test.each([
  [{}, 'session: x wants float32 [2], got nothing'],
  [{ x: float32(new Float32Array(3), [3]) }, 'session: x wants float32 [2], got float32 [3]'],
  [
    { x: { type: 'int32', shape: [2], data: new Int32Array(2) } as const },
    'session: x wants float32 [2], got int32 [2]',
  ],
])('an input that does not fit is refused: %#', async (feeds, message) => {
  const session = await open()
  expect(await session.run(feeds)()).toEqual(Either.left({ tag: 'SessionFailed', message }))
  await session.release()
})

test('a model that is none is refused', async () => {
  const graph = right(trace(({ x }) => ({ y: tf.exp(x) }), { x: { shape: [2] } }))
  const broken = { ...serialise(graph), bytes: Uint8Array.of(1, 2, 3) }
  const opened = await openSession(right(await loadOnnxRuntime()))(broken)()
  expect(Either.isLeft(opened) && opened.left.tag).toBe('SessionFailed')
})
