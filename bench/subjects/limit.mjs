/**
 * How fast this machine multiplies matrices: floating point operations a second of a large product in float32, by ONNX
 * Runtime with a thread for each core.
 */

import { availableParallelism } from 'node:os'
import ort from 'onnxruntime-node'
import { serve, timed } from '../contestant.mjs'

const SIZE = 1024
const REPEATS = 8

// -----------------------------------------------------------------------------
// a model of one product, written by hand: `MatMul` is all of it
// -----------------------------------------------------------------------------

const varint = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)])
const number = (field, value) => [...varint(field << 3), ...varint(value)]
const bytes = (field, content) => [...varint((field << 3) | 2), ...varint(content.length), ...content]
const text = (field, words) => bytes(field, [...Buffer.from(words)])
const port = (name) => {
  const shape = [bytes(1, number(1, SIZE)), bytes(1, number(1, SIZE))].flat()
  return [...text(1, name), ...bytes(2, bytes(1, [...number(1, 1), ...bytes(2, shape)]))]
}
const node = [...text(1, 'a'), ...text(1, 'b'), ...text(2, 'c'), ...text(4, 'MatMul')]
const graph = [
  ...bytes(1, node),
  ...text(2, 'limit'),
  ...bytes(11, port('a')),
  ...bytes(11, port('b')),
  ...bytes(12, port('c')),
]
const model = Uint8Array.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, number(2, 17))])

// -----------------------------------------------------------------------------
// the run
// -----------------------------------------------------------------------------

const session = await ort.InferenceSession.create(model, { intraOpNumThreads: availableParallelism() })
const matrix = () => new ort.Tensor('float32', Float32Array.from({ length: SIZE * SIZE }, Math.random), [SIZE, SIZE])
const feeds = { a: matrix(), b: matrix() }

await serve({ flops: 2 * SIZE ** 3 }, async (samples) => ({
  ms: await timed(samples, REPEATS, () => session.run(feeds)),
}))
