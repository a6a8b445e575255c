import { describe, expect, it } from 'vitest'
import { adam } from '../../src/optimizers/adam.js'
import { around, before as changing } from '../../src/optimizers/around.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu } from '../support/engine.js'
import { bowl, endOf, numbers, treeOf, walk } from '../support/walk.js'

onCpu()

const transform = around({
  fault: null,
  remembers: { count: 1, first: (params) => [params] },
  numbers: { count: 2, of: (step) => [-step, -2 * step] },
  step: (step) => 2 * step,
  average: 0,
  update: (_, move) => (gradient, params, state, inner) => {
    const after = move(gradient, params, inner)
    return { params: after.params, state, inner: after.state }
  },
})

describe('around', () => {
  it('has its own numbers and memory before those of the optimizer, whose steps it may count itself', () => {
    const made = transform(adam({ learningRate: (step) => step }))
    expect(made.scalars(3)).toEqual([-3, -6, ...adam({ learningRate: 6 }).scalars(6)])
    const [after] = walk(made, { slope: bowl, steps: 1 })
    expect(after?.state).toHaveLength(3)
    expect(after?.state[0]).toEqual(numbers(1))
  })

  it('says where the average is, the outer one of two', () => {
    expect([adam().average, transform(adam()).average]).toEqual([undefined, 0])
    expect(transform(transform(adam())).average).toBe(0)
    const outer = around({
      fault: null,
      remembers: { count: 2, first: (params) => [params, params] },
      update: () => () => ({}) as never,
    })
    expect(outer(transform(adam())).average).toBe(2)
  })

  it('refuses what is wrong with it, and then what is wrong with the optimizer', () => {
    const wrong = changing('mine: no', (gradient) => gradient)(adam({ beta1: 1 }))
    expect(wrong.fault).toBe('mine: no')
    expect(() => wrong.init(treeOf(numbers(1)))).toThrow(new ShapeError('mine: no'))
    expect(transform(adam({ beta1: 1 })).fault).toBe('adam: beta1 must be from 0 to below 1 in float32, not 1')
    expect(transform(adam()).fault).toBeNull()
  })

  it('before: changes the gradient alone, to the bit', () => {
    const same = changing(null, (gradient) => gradient)(adam())
    const half = changing(null, T.Tree.map(T.mulScalar(0.5)))(adam())
    const slope = (place: readonly number[], step: number) => bowl(place, step).map((each) => each / 2)
    expect(endOf(same, { slope: bowl, steps: 5 })).toEqual(endOf(adam(), { slope: bowl, steps: 5 }))
    expect(endOf(half, { slope: bowl, steps: 5 })).toEqual(endOf(adam(), { slope, steps: 5 }))
  })
})
