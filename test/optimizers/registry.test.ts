import { describe, expect, it } from 'vitest'
import * as Optimizer from '../../src/optimizers/index.js'
import { OPTIMIZERS, type OptimizerName } from '../../src/optimizers/registry.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped, tensorOf } from '../support/engine.js'

onCpu()

const UNNAMED: Readonly<Record<OptimizerName, () => Optimizer.Optimizer>> = Optimizer

/** What is not an optimizer, but makes one of another. */
const OTHERS = [
  ...[
    'accumulate',
    'averageOf',
    'averaging',
    'chain',
    'clipByNorm',
    'clipByValue',
    'clipEachByNorm',
    'l2',
    'partRates',
  ],
  ...['skipOver', 'weightDecay'],
]
const NAMES = Object.keys(OPTIMIZERS) as readonly OptimizerName[]

describe('the optimizers by name', () => {
  it('are all that there are', () =>
    expect([...NAMES].sort()).toEqual(
      Object.keys(Optimizer)
        .filter((name) => !OTHERS.includes(name))
        .sort(),
    ))

  describe.each(NAMES)('%s', (name) => {
    const { learningRate, remembers, make } = OPTIMIZERS[name]

    it('is the one of its name, with the learning rate that it has itself where none is given', () => {
      const [named, plain] = [make({ learningRate }), UNNAMED[name]()]
      expect([named.name, plain.name]).toEqual([name, name])
      for (const step of [1, 2, 1000]) expect(named.scalars(step)).toEqual(plain.scalars(step))
    })

    it('takes a learning rate, and says what is wrong with one', () => {
      expect(make({ learningRate: 2 * learningRate }).scalars(7)).not.toEqual(make({ learningRate }).scalars(7))
      expect(make({ learningRate: -1 }).fault).toMatch(`${name}: the learning rate must be 0 or more`)
    })

    it('remembers as many numbers of each parameter as it says', () =>
      scoped(() => {
        const memory = make({ learningRate }).init({ weight: tensorOf([2, 3], [2, 3], [1, 2, 3, 4, 5, 6]) })
        const numbers = T.Tree.leaves(memory).reduce(
          (all, { value }) => all + value.sizes.reduce((count, size) => count * size, 1),
          0,
        )
        expect(numbers).toBe(6 * remembers)
      }))
  })
})
