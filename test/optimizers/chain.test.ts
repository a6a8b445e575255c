import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Optimizer from '../../src/optimizers/index.js'
import { OPTIMIZERS } from '../../src/optimizers/registry.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu } from '../support/engine.js'
import { bowl, endOf, walk } from '../support/walk.js'

onCpu()

const TRANSFORMS = {
  clipByNorm: Optimizer.clipByNorm(0.5),
  clipEachByNorm: Optimizer.clipEachByNorm(0.5),
  clipByValue: Optimizer.clipByValue(0.25),
  skipOver: Optimizer.skipOver(3),
  accumulate: Optimizer.accumulate(2),
  averaging: Optimizer.averaging({ decay: 0.5 }),
  weightDecay: Optimizer.weightDecay({ rate: (step) => 0.1 / step }),
  l2: Optimizer.l2({ weight: 0.1, parts: ['encoder'] }),
  partRates: Optimizer.partRates({ bias: 0.5 }),
} as const

const transform = fc.constantFrom(...Object.values(TRANSFORMS))

describe('chain', () => {
  it('is the same wherever the brackets are: places, memory and numbers, to the bit', () =>
    fc.assert(
      fc.property(transform, transform, transform, (a, b, c) => {
        const last = Optimizer.adam({ learningRate: 0.1 })
        const { chain } = Optimizer
        const flat = chain(a, b, c, last)
        for (const other of [
          chain(a, chain(b, chain(c, last))),
          chain(chain(a, b), c, last),
          chain(chain(a, chain(b, c)), last),
        ]) {
          expect(other.scalars(3)).toEqual(flat.scalars(3))
          expect(walk(other, { slope: bowl, steps: 4 })).toEqual(walk(flat, { slope: bowl, steps: 4 }))
        }
      }),
      { numRuns: 12 },
    ))

  it('of an optimizer alone is that, and of nothing changes nothing', () => {
    const last = Optimizer.sgd()
    expect(Optimizer.chain(last)).toBe(last)
    expect(Optimizer.chain()(last)).toBe(last)
  })

  it('is in the order in which the gradient goes through', () => {
    const [clip, decay] = [Optimizer.clipByValue(0.25), Optimizer.l2({ weight: 10 })]
    const last = Optimizer.sgd({ learningRate: 1 })
    const steps = (optimizer: Optimizer.Optimizer) =>
      endOf(optimizer, { start: [1, ...Array(11).fill(0)], slope: (place) => place, steps: 1 })
    expect(steps(Optimizer.chain(clip, decay, last))[0]).toBe(1 - (0.25 + 10))
    expect(steps(Optimizer.chain(decay, clip, last))[0]).toBe(1 - 0.25)
  })

  it('and every optimizer go on from the numbers remembered after any step, to the bit', () => {
    const transformed = Object.values(TRANSFORMS).map((each) => each(Optimizer.adam({ learningRate: 0.1 })))
    for (const optimizer of [
      ...transformed,
      ...Object.values(OPTIMIZERS).map(({ make }) => make({ learningRate: 0.1 })),
    ]) {
      const whole = walk(optimizer, { slope: bowl, steps: 4 })
      for (const cut of [1, 2, 3]) expect(walk(optimizer, { slope: bowl, steps: 4, cut })).toEqual(whole)
    }
  })

  it('refuses an optimizer that is not last', () => {
    const given = [Optimizer.adam(), Optimizer.clipByNorm(1)] as unknown as readonly Optimizer.Transform[]
    expect(() => Optimizer.chain(...given)).toThrow(
      new ShapeError('chain: an optimizer must be last, but number 1 of 2 is not a transform'),
    )
  })
})
