import { expect, it } from 'vitest'
import { examplesOf } from '../../src/losses/examples.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

it('has every example once for each sample of its code', () =>
  scoped(() => {
    const x = tensorOf(['batch', 'features'], [2, 3], [1, 2, 3, 4, 5, 6])
    const z = tensorOf(['samples', 'batch', 'latent'], [2, 2, 1], [0, 0, 0, 0])
    const examples = examplesOf({ x, z })
    expect([examples.shape, examples.sizes]).toEqual([
      ['samples', 'batch', 'features'],
      [2, 2, 3],
    ])
    expect(valuesOf(examples)).toEqual([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6])
  }))
