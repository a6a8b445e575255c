/** Images and the layout of tensors, as programs. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Layer from '../../src/layers/index.js'
import * as T from '../../src/tensors/index.js'
import { type Case, of, some } from './case.js'
import { layer } from './networks.js'

type Images = T.Tensor<readonly ['batch', 5, 6, 2]>
/** What is enlarged is small: the gradient of each of its numbers is asked of the interpreter. */
type Small = T.Tensor<readonly ['batch', 3, 4, 2]>
type Filter = T.Tensor<readonly [3, 3, 2, 4]>
type Depth = T.Tensor<readonly [3, 3, 2, 2]>
type Back = T.Tensor<readonly [3, 3, 3, 2]>
type Box = T.Tensor<readonly ['batch', 3, 4]>

export const layoutCases = (sizes: Parameters<typeof some>[0]): readonly Case[] => {
  const given = some(sizes)
  const x = given(['batch', 5, 6, 2], 61)
  const small = given(['batch', 3, 4, 2], 67)
  const filter = given([3, 3, 2, 4], 62)
  const depth = given([3, 3, 2, 2], 66)
  const back = given([3, 3, 3, 2], 63)
  const box = given(['batch', 3, 4], 64)
  const other = given(['batch', 3, 4], 65)
  const on = (name: string, as: string, program: (box: Box) => unknown): Case =>
    of<Box>(name, { as, inputs: box }, program)
  return [
    of<{ x: Images; filter: Filter }>('T.conv2d', { as: 'same', inputs: { x, filter } }, (at) =>
      pipe(at.x, T.conv2d(at.filter, { stride: 2, padding: 'same' })),
    ),
    of<{ x: Images; filter: Filter }>('T.conv2d', { as: 'valid, dilated', inputs: { x, filter } }, (at) =>
      pipe(at.x, T.conv2d(at.filter, { padding: 'valid', dilation: 2 })),
    ),
    of<{ small: Small; back: Back }>('T.conv2dTranspose', { inputs: { small, back } }, (at) =>
      pipe(at.small, T.conv2dTranspose(at.back, { stride: 2, padding: 'same' })),
    ),
    of<{ x: Images; depth: Depth }>('T.depthwiseConv2d', { as: 'same', inputs: { x, depth } }, (at) =>
      pipe(at.x, T.depthwiseConv2d(at.depth, { stride: 2 })),
    ),
    of<{ x: Images; depth: Depth }>('T.depthwiseConv2d', { as: 'padded, dilated', inputs: { x, depth } }, (at) =>
      pipe(at.x, T.depthwiseConv2d(at.depth, { padding: 1, dilation: 2 })),
    ),
    of<Images>('T.maxPool', { inputs: x }, (at) => pipe(at, T.maxPool({ kernel: 2, stride: 2, padding: 'same' }))),
    of<Images>('T.avgPool', { as: 'same', inputs: x }, (at) =>
      pipe(at, T.avgPool({ kernel: 3, stride: 2, padding: 'same' })),
    ),
    of<Images>('T.avgPool', { as: 'valid', inputs: x }, (at) => pipe(at, T.avgPool({ kernel: 2, padding: 'valid' }))),
    of<Images>('T.upsample', { inputs: x }, (at) => T.square(pipe(at, T.upsample(2)))),
    on('T.permute', 'three axes', (at) => pipe(at, T.permute(2, 0, 1))),
    on('T.expand', 'in the middle', (at) => pipe(at, T.expand(1))),
    on('T.squeeze', 'again', (at) => pipe(at, T.expand(1), T.squeeze(1))),
    on('T.rename', 'the rows', (at) => T.square(pipe(at, T.rename('batch', 'rows')))),
    on('T.slice', 'a part', (at) => pipe(at, T.slice(2, 1, 2))),
    on('T.split', 'in two', (at) => pipe(at, T.split(2, [1, 3]))),
    on('T.flatten', 'the event', (at) => T.square(pipe(at, T.flatten(1, -1)))),
    on('T.unflatten', 'the last axis', (at) => T.square(pipe(at, T.unflatten(-1, [2, 2])))),
    on('T.unstack', 'along the first axis', (at) => pipe(at, T.permute(1, 0, 2), T.unstack)),
    of<{ a: Box; b: Box }>('T.concat', { inputs: { a: box, b: other } }, (at) => pipe(at.a, T.concat(at.b, 2))),
    of<{ a: Box; b: Box }>('T.stack', { inputs: { a: box, b: other } }, (at) => T.stack(0)([at.a, at.b])),
    of<{ a: Box; b: Box }>('T.einsum', { inputs: { a: box, b: other } }, (at) => T.einsum('bij,bkj->bik')(at.a, at.b)),
    ...layer('conv2d', Layer.sequence(Layer.input([5, 6, 2]), Layer.conv2d(3, { kernel: 3, stride: 2 })), x),
    ...layer(
      'conv2dTranspose',
      Layer.sequence(Layer.input([3, 4, 2]), Layer.conv2dTranspose(3, { kernel: 3, stride: 2 })),
      small,
    ),
    ...layer(
      'depthwiseConv2d',
      Layer.sequence(Layer.input([5, 6, 2]), Layer.depthwiseConv2d(2, { kernel: 3, stride: 2, padding: 1 })),
      x,
    ),
    ...layer('upsample', Layer.sequence(Layer.input([5, 6, 2]), Layer.upsample(2)), x),
    ...layer('maxPool', Layer.sequence(Layer.input([5, 6, 2]), Layer.maxPool({ kernel: 2, stride: 2 })), x),
    ...layer('avgPool', Layer.sequence(Layer.input([5, 6, 2]), Layer.avgPool({ kernel: 2, stride: 2 })), x),
  ]
}
