import { describe, expect, it } from 'vitest'
import { adam } from '../../src/optimizers/adam.js'
import { chain } from '../../src/optimizers/chain.js'
import { sgd } from '../../src/optimizers/sgd.js'
import { skipOver } from '../../src/optimizers/skip.js'
import { onCpu } from '../support/engine.js'
import { bowl, numbers, walk } from '../support/walk.js'

onCpu()

describe('skipOver', () => {
  it('leaves parameters and memory as they are where the gradient is too large, or not a number', () => {
    for (const bad of [1e3, 1e30, Number.POSITIVE_INFINITY, Number.NaN]) {
      const slope = (place: readonly number[], step: number) =>
        step === 2 ? place.map((_, at) => (at === 5 ? bad : 0)) : bowl(place, step)
      const [first, second, third] = walk(chain(skipOver(100), sgd({ momentum: 0.9 })), { slope, steps: 3 })
      expect(second).toEqual(first)
      // goes on as if the step had not been
      const without = walk(sgd({ momentum: 0.9 }), { slope: (place, step) => bowl(place, step), steps: 2 })
      expect(third).toEqual(without[1])
    }
  })

  it('lets all else through to the bit, up to the limit', () => {
    const slope = () => [
      3,
      4,
      ...numbers(1)
        .slice(2)
        .map(() => 0),
    ]
    const plain = walk(adam(), { slope, steps: 2 })
    expect(walk(chain(skipOver(5), adam()), { slope, steps: 2 })).toEqual(plain)
    expect(walk(chain(skipOver(4.99), adam()), { slope, steps: 2 }).at(-1)?.place).toEqual(numbers(1))
  })

  it('says what is wrong with a limit', () =>
    expect(skipOver(0)(adam()).fault).toBe('skipOver: the limit must be above 0 and finite in float32, not 0'))
})
