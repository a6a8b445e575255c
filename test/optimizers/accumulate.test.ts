import { describe, expect, it } from 'vitest'
import { accumulate } from '../../src/optimizers/accumulate.js'
import { adam } from '../../src/optimizers/adam.js'
import { chain } from '../../src/optimizers/chain.js'
import { onCpu } from '../support/engine.js'
import { bowl, numbers, walk } from '../support/walk.js'

onCpu()

const rate = (step: number) => 0.1 / step
const last = adam({ learningRate: rate })

/** A gradient of each step that is exact in a few bits, so that sums and means of them are. */
const slope = (_: readonly number[], step: number) =>
  numbers(1).map((each, at) => Math.round(64 * each) / 64 + step * (at % 3))

describe('accumulate', () => {
  it.each([2, 4, 8])('over %d steps is a step on the mean, to the bit', (count) => {
    const found = walk(chain(accumulate(count), last), { slope, steps: 3 * count })
    const mean = (_: readonly number[], step: number) => {
      const all = Array.from({ length: count }, (__, at) => slope([], (step - 1) * count + at + 1))
      return numbers(1).map((__, at) => all.reduce((sum, each) => sum + (each[at] ?? 0), 0) / count)
    }
    const wanted = walk(last, { slope: mean, steps: 3 })
    for (const [at, each] of wanted.entries()) {
      const then = found[(at + 1) * count - 1]
      expect(then?.place).toEqual(each.place)
      expect(then?.state.slice(1)).toEqual(each.state)
      expect(then?.state[0]?.every((sum) => sum === 0)).toBe(true)
    }
  })

  it('stays where it is between, and remembers the sum', () => {
    const [first, second, third] = walk(chain(accumulate(3), last), { slope: bowl, steps: 3 })
    expect([first?.place, second?.place]).toEqual([numbers(1), numbers(1)])
    expect(second?.state[0]).toEqual(bowl(numbers(1), 1).map((each) => Math.fround(Math.fround(each) * 2)))
    expect(third?.place).not.toEqual(numbers(1))
  })

  it('counts the updates for what is inside', () => {
    const { scalars } = chain(accumulate(4), last)
    expect(scalars(3)).toEqual([0, ...last.scalars(1)])
    expect(scalars(4)).toEqual([1, ...last.scalars(1)])
    expect(scalars(5)).toEqual([0, ...last.scalars(2)])
  })

  it('over one step is the optimizer itself', () => expect(accumulate(1)(last)).toBe(last))

  it.each([0, 1.5, -2, Number.NaN])('refuses %d steps', (steps) =>
    expect(accumulate(steps)(last).fault).toBe(
      `accumulate: the number of steps must be a positive whole number, not ${steps}`,
    ),
  )
})
