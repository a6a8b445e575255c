import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { Dim, type Key, Onnx, T } from 'shapebound'
import { expectType } from 'tsd'

type Params = { readonly weight: T.Tensor<readonly ['wide', 3]> }
declare const params: { readonly weight: T.HostTensor<readonly ['wide', 3]> }
const wide = Dim.named('wide', 2)

// what a program is given has the shapes of its inputs: numbers, names with a size, and the axis of any size
const exported = Onnx.exportProgram({
  name: 'product',
  inputs: { x: ['batch', wide], y: [3] },
  program: ({ weight }: Params, { x, y }, key) => {
    expectType<T.Tensor<readonly ['batch', 'wide']>>(x)
    expectType<T.Tensor<readonly [3]>>(y)
    expectType<Key.Key>(key)
    return { product: T.matmul(weight)(x) }
  },
})
expectType<TaskEither<Onnx.ExportError, Onnx.OnnxFile>>(exported(params))

// @ts-expect-error parameters of another shape
exported({ weight: T.host([2, 3], {}, new Float32Array(6)) })

const bad = { name: 'bad', program: () => null }
declare const wideNumber: number
declare const one: 3 | 4
const anything = JSON.parse('3')

// @ts-expect-error a size of 0
Onnx.exportProgram({ ...bad, inputs: { x: ['batch', 0] } })
// @ts-expect-error a size known only when the program runs
Onnx.exportProgram({ ...bad, inputs: { x: ['batch', wideNumber] } })
// @ts-expect-error one of several sizes
Onnx.exportProgram({ ...bad, inputs: { x: ['batch', one] } })
// @ts-expect-error an axis that is any
Onnx.exportProgram({ ...bad, inputs: { x: ['batch', anything] } })
// @ts-expect-error a name that is a number
Onnx.exportProgram({ ...bad, inputs: { x: ['7'] } })
