import { describe, expect, it } from 'vitest'
import { adam } from '../../src/optimizers/adam.js'
import { adamw } from '../../src/optimizers/adamw.js'
import { chain } from '../../src/optimizers/chain.js'
import { sgd } from '../../src/optimizers/sgd.js'
import { decaying, l2, weightDecay } from '../../src/optimizers/weightDecay.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { descend, type Three } from '../support/descent.js'
import { onCpu } from '../support/engine.js'
import { distance } from '../support/near.js'
import { bowl, numbers, treeOf, walk } from '../support/walk.js'
import { PLACES } from './torch.js'

onCpu()

describe('weightDecay', () => {
  it('takes away a part of the parameters before the step, whatever the gradient', () => {
    const [after] = walk(chain(weightDecay({ rate: 0.25 }), sgd({ learningRate: 0.5 })), { slope: bowl, steps: 1 })
    const wanted = numbers(1).map((each, at) => each * 0.75 - 0.5 * (bowl(numbers(1), 1)[at] ?? 0))
    expect(distance(after?.place ?? [], wanted)).toBeLessThan(1e-6)
  })

  it('with the learning rate times the decay makes AdamW of Adam', () => {
    const made = chain(
      weightDecay({ rate: (step) => 0.5 * (0.1 / step) }),
      adam({ learningRate: (step) => 0.1 / step }),
    )
    const wanted = adamw({ learningRate: (step) => 0.1 / step, decay: 0.5 })
    expect(walk(made, { slope: bowl, steps: 20 })).toEqual(walk(wanted, { slope: bowl, steps: 20 }))
  })

  it('decays the chosen parts', () => {
    const still = { slope: (place: readonly number[]) => place.map(() => 0), steps: 1 }
    const [after] = walk(chain(weightDecay({ rate: 0.5, parts: ['bias'] }), sgd()), still)
    expect(after?.place).toEqual(numbers(1).map((each, at) => (at === 6 || at === 7 ? Math.fround(each / 2) : each)))
  })

  it('refuses rates out of their range, at the step at which they are', () => {
    expect(weightDecay({ rate: -1 })(sgd()).fault).toBe(
      'weightDecay: the rate must be 0 or more and finite in float32, not -1',
    )
    expect(() => weightDecay({ rate: () => -1 })(sgd()).scalars(3)).toThrow(
      new ShapeError('weightDecay: the rate must be 0 or more and finite in float32, not -1 at step 3'),
    )
    expect(() => weightDecay({ rate: 0.1, parts: ['no'] })(sgd()).init(treeOf(numbers(1)))).toThrow(
      new ShapeError('weightDecay: no parameter is at no; there are encoder, bias, kernel'),
    )
  })
})

describe('decaying', () => {
  it('speaks under the name that it is given', () =>
    expect(() =>
      decaying({ name: 'mine', fault: null, rate: () => 0, parts: ['no'] })(sgd()).init(treeOf(numbers(1))),
    ).toThrow(new ShapeError('mine: no parameter is at no; there are encoder, bias, kernel')))
})

describe('l2', () => {
  it.each([
    ['adam with l2', adam({ learningRate: 0.05 })],
    ['sgd with l2', sgd({ learningRate: 0.01, momentum: 0.9 })],
  ] as const)('gives the numbers of weight_decay of PyTorch for 200 steps: %s', (name, optimizer) => {
    const found = descend(chain(l2({ weight: 0.1 }), optimizer), 200)
    for (const [step, place] of Object.entries<Three>(PLACES[name]))
      expect(distance(found[Number(step) - 1] ?? [], place)).toBeLessThan(2e-5)
  })

  it('is of the chosen parts', () => {
    const still = { slope: (place: readonly number[]) => place.map(() => 0), steps: 1 }
    const [after] = walk(chain(l2({ weight: 1, parts: (path) => path === 'bias' }), sgd({ learningRate: 0.5 })), still)
    expect(after?.place).toEqual(numbers(1).map((each, at) => (at === 6 || at === 7 ? Math.fround(each / 2) : each)))
  })

  it('refuses a weight out of its range, and a part that is not there', () => {
    expect(l2({ weight: Number.NaN })(sgd()).fault).toBe(
      'l2: the weight must be 0 or more and finite in float32, not NaN',
    )
    expect(() => l2({ weight: 1, parts: ['no'] })(sgd()).init(treeOf(numbers(1)))).toThrow(
      new ShapeError('l2: no parameter is at no; there are encoder, bias, kernel'),
    )
  })
})
