import { describe, expect, it } from 'vitest'
import { adam } from '../../src/optimizers/adam.js'
import { sgd } from '../../src/optimizers/sgd.js'
import { split } from '../../src/optimizers/split.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu } from '../support/engine.js'
import { bowl, numbers, treeOf, walk } from '../support/walk.js'

onCpu()

describe('split', () => {
  const [first, rest] = [sgd({ learningRate: 0.1, momentum: 0.5 }), adam({ learningRate: 0.1 })]
  const both = split({ isFirst: ({ path }) => path !== 'bias', first, numbers: 1, rest })

  it('moves each leaf by the optimizer whose it is', () => {
    const slope = (_: readonly number[], step: number) => bowl(numbers(step), step)
    const [found, own, other] = [both, first, rest].map((each) => walk(each, { slope, steps: 3 }).at(-1)?.place ?? [])
    expect(found?.slice(0, 6)).toEqual(own?.slice(0, 6))
    expect(found?.slice(6, 8)).toEqual(other?.slice(6, 8))
    expect(found?.slice(8)).toEqual(own?.slice(8))
  })

  it('remembers what each remembers of its own leaves', () =>
    expect(walk(both, { slope: bowl, steps: 1 })[0]?.state.map((each) => each.length)).toEqual([10, 4]))

  it('refuses what either does', () => {
    const wrong = split({ isFirst: () => true, first, numbers: 1, rest: adam({ beta1: 1 }) })
    expect(wrong.fault).toBe('adam: beta1 must be from 0 to below 1 in float32, not 1')
    expect(() => wrong.init(treeOf(numbers(1)))).toThrow(ShapeError)
    expect([both.name, both.fault]).toEqual(['sgd', null])
  })
})
