import { describe, expect, it } from 'vitest'
import { adam } from '../../src/optimizers/adam.js'
import { chain } from '../../src/optimizers/chain.js'
import { partRates } from '../../src/optimizers/partRates.js'
import { sgd } from '../../src/optimizers/sgd.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped } from '../support/engine.js'
import { distance } from '../support/near.js'
import { bowl, numbers, numbersOf, treeOf, walk } from '../support/walk.js'

onCpu()

const rates = partRates({ encoder: 0.25, bias: 0 })

describe('partRates', () => {
  it('multiplies what the optimizer changes, by part', () => {
    const slope = (_: readonly number[], step: number) => bowl(numbers(step), step)
    const [one, ten] = [0.25, 1].map(
      (rate) => walk(adam({ learningRate: 0.1 * rate }), { slope, steps: 9 }).at(-1)?.place ?? [],
    )
    const found = walk(chain(rates, adam({ learningRate: 0.1 })), { slope, steps: 9 }).at(-1)?.place ?? []
    expect(distance(found.slice(0, 6), (one ?? []).slice(0, 6))).toBeLessThan(1e-6)
    expect(found.slice(6, 8)).toEqual(numbers(1).slice(6, 8))
    expect(found.slice(8)).toEqual((ten ?? []).slice(8))
  })

  it('takes the longer of two parts that hold a parameter', () => {
    const optimizer = chain(partRates({ a: 0.5, 'a.c': 2 }), sgd({ learningRate: 1 }))
    const moved = scoped(() => {
      const tree = (of: number) => ({ a: { b: T.scalar(of), c: T.scalar(of) }, d: T.scalar(of) })
      return numbersOf(optimizer.update([T.scalar(1)])(tree(1), tree(0), optimizer.init(tree(0))).params)
    })
    expect(moved).toEqual([-0.5, -2, -1])
  })

  it('keeps a part of rate 0 also where the change is not a number', () => {
    const slope = (place: readonly number[]) => place.map((_, at) => (at === 6 ? Number.NaN : 0))
    expect(walk(chain(rates, sgd()), { slope, steps: 1 })[0]?.place).toEqual(numbers(1))
  })

  it('refuses rates out of their range, and parts that are not there', () => {
    expect(partRates({ encoder: 1, bias: -1 })(sgd()).fault).toBe(
      'partRates: the rate of bias must be 0 or more and finite in float32, not -1',
    )
    expect(() => partRates({ decoder: 1 })(sgd()).init(treeOf(numbers(1)))).toThrow(
      new ShapeError('partRates: no parameter is at decoder; there are encoder, bias, kernel'),
    )
    expect(rates(sgd()).fault).toBeNull()
  })
})
