import { describe, expect, it } from 'vitest'
import { accumulate } from '../../src/optimizers/accumulate.js'
import { adam } from '../../src/optimizers/adam.js'
import { averageOf, averaging } from '../../src/optimizers/averaging.js'
import { chain } from '../../src/optimizers/chain.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped } from '../support/engine.js'
import { distance } from '../support/near.js'
import { bowl, numbers, numbersOf, treeOf, walk } from '../support/walk.js'

onCpu()

describe('averaging', () => {
  it.each([
    ['one decay', 0.75, () => 0.75],
    ['one for each step', (step: number) => 1 - 1 / step, (step: number) => 1 - 1 / step],
  ] as const)('follows the parameters with %s, and leaves training alone', (_, decay, at) => {
    const plain = walk(adam({ learningRate: 0.1 }), { slope: bowl, steps: 20 })
    const found = walk(chain(averaging({ decay }), adam({ learningRate: 0.1 })), { slope: bowl, steps: 20 })
    let average: readonly number[] = numbers(1)
    for (const [before, { place }] of plain.entries()) {
      average = average.map((each, index) => at(before + 1) * each + (1 - at(before + 1)) * (place[index] ?? 0))
      expect(found[before]?.place).toEqual(place)
      expect(distance(found[before]?.state[0] ?? [], average)).toBeLessThan(1e-6)
    }
  })

  it('of parameters that stay is these, to the bit', () => {
    const still = { slope: (place: readonly number[]) => place.map(() => 0), steps: 50 }
    expect(walk(chain(averaging(), adam()), still).at(-1)?.state[0]).toEqual(numbers(1))
  })

  it('says what is wrong with a decay', () => {
    expect(averaging({ decay: -1 })(adam()).fault).toBe(
      'averaging: the decay must be 0 or more and finite in float32, not -1',
    )
    expect(averaging({ decay: 1.5 })(adam()).fault).toBe('averaging: the decay must be 1 or less, not 1.5')
    expect(averaging({ decay: 1 })(adam()).fault).toBeNull()
  })
})

describe('averageOf', () => {
  const trained = (optimizer: ReturnType<typeof adam>) => {
    const params = treeOf(numbers(1))
    const scalars = optimizer.scalars(1).map((each) => T.scalar(each))
    return optimizer.update(scalars)(treeOf(numbers(2)), params, optimizer.init(params))
  }

  it('gives the parameters with their average in their place, wherever in the chain it is', () =>
    scoped(() => {
      for (const optimizer of [
        chain(averaging({ decay: 0.5 }), adam({ learningRate: 0.5 })),
        chain(accumulate(2), averaging({ decay: 0.5 }), adam({ learningRate: 0.5 })),
      ]) {
        const { params, state } = trained(optimizer)
        const all = { ...params, state: T.scalar(7) }
        const average = averageOf(optimizer)(all, state)
        const middle = numbersOf(params).map((each, at) => (each + (numbers(1)[at] ?? 0)) / 2)
        expect(distance(numbersOf(average).slice(0, -1), middle)).toBeLessThan(1e-6)
        expect(numbersOf(average).at(-1)).toBe(7)
        expect(Object.keys(average)).toEqual(Object.keys(all))
      }
    }))

  it('of host tensors gives host tensors', () => {
    const optimizer = chain(averaging(), adam())
    const [now, average] = [
      { weight: T.host([2], {}, Float32Array.of(1, 2)) },
      { weight: T.host([2], {}, Float32Array.of(3, 4)) },
    ]
    expect(averageOf(optimizer)(now, [average, [], []])).toEqual(average)
  })

  it('without an average gives the parameters back', () =>
    scoped(() => {
      const { params, state } = trained(adam())
      expect(averageOf(adam())(params, state)).toEqual(params)
    }))
})
