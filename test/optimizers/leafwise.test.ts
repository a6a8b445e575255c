import { describe, expect, it } from 'vitest'
import { adagrad, adam, sgd } from '../../src/optimizers/index.js'
import { at, plus, times } from '../../src/optimizers/leafwise.js'
import * as T from '../../src/tensors/index.js'
import { elements } from '../../src/tensors/tensor.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

describe('times, plus and at', () => {
  it('take a number that was fed in, and keep the shape', () => {
    scoped(() => {
      const leaf = tensorOf(['in', 2], [2, 2], [1, 2, 3, 4]) as T.AnyTensor as Parameters<ReturnType<typeof times>>[0]
      const scalars = [T.scalar(10), T.scalar(-1)]
      expect(times(at(scalars, 0))(leaf)).toMatchObject({ shape: ['in', 2], sizes: [2, 2] })
      expect(valuesOf(times(at(scalars, 0))(leaf))).toEqual([10, 20, 30, 40])
      expect(valuesOf(plus(at(scalars, 1))(leaf))).toEqual([0, 1, 2, 3])
      expect(valuesOf(at(scalars, 2))[0]).toBeNaN()
    })
  })
})

describe('leafwise', () => {
  const large = 2 ** 14 + 2
  const shapes = [[3], [large], [2, 2], [large, 1]]
  const treeOf = (from: number) => ({
    layers: shapes.map((sizes, leaf) =>
      tensorOf(
        sizes,
        sizes,
        Array.from({ length: elements(sizes) }, (_, at) => from + leaf + (at % 7)),
      ),
    ),
  })

  it.each([sgd({ momentum: 0.9 }), adagrad(), adam({ learningRate: 0.1 })])(
    '$name: moves every leaf as it would move it alone',
    (optimizer) => {
      scoped(() => {
        const scalars = optimizer.scalars(1).map((each) => T.scalar(each))
        const step = <Params>(gradient: Params, params: Params) =>
          optimizer.update(scalars)(gradient, params, optimizer.init(params)).params
        const [gradient, params] = [treeOf(-3), treeOf(2)]
        const together = step(gradient, params)
        const alone = params.layers.map((leaf, at) => step([gradient.layers[at]], [leaf])[0])
        expect(together.layers.map(({ sizes }) => sizes)).toEqual(shapes)
        together.layers.forEach((leaf, at) => {
          expect([...valuesOf(leaf)]).toEqual([...valuesOf(alone[at] as T.AnyTensor)])
        })
      })
    },
  )
})
