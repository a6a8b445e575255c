import { expect, it } from 'vitest'
import { learned } from '../../src/distributions/mixturePrior.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import { onCpu, scoped, valuesOf } from '../support/engine.js'
import { estimate } from '../support/near.js'

onCpu()

it('begins with equal weights, means that are apart, and variances of 1', () =>
  scoped(() => {
    const own = learned({ components: 400 })(5)
    expect([own._tag, own.shape, own.event]).toEqual(['LearnedMixture', [5], [{ dim: 5, size: 5 }]])
    const { logits, mean, logVariance } = own.init(from(1))
    expect([logits.shape, logits.sizes]).toEqual([['components'], [400]])
    expect([mean.shape, mean.sizes, logVariance.sizes]).toEqual([
      ['components', 5],
      [400, 5],
      [400, 5],
    ])
    expect(new Set([...valuesOf(logits), ...valuesOf(logVariance)])).toEqual(new Set([0]))
    const [means, squares] = [valuesOf(mean), valuesOf(mean).map((each) => each * each)].map(estimate)
    expect(Math.abs(means?.mean ?? 1)).toBeLessThan(4 * (means?.error ?? 0))
    expect(Math.abs((squares?.mean ?? 0) - 1)).toBeLessThan(4 * (squares?.error ?? 0))
    expect(valuesOf(own.init(from(1)).mean)).toEqual(valuesOf(mean))
    expect(valuesOf(own.init(from(2)).mean)).not.toEqual(valuesOf(mean))
  }))

it('takes events of several axes and with names', () =>
  scoped(() => {
    const own = learned({ components: 2 })(named('latent', 3), 4)
    expect(own.shape).toEqual(['latent', 4])
    expect(own.init(from(1)).mean).toMatchObject({ shape: ['components', 'latent', 4], sizes: [2, 3, 4] })
  }))

it.each([
  [
    'MixturePrior.learned: a dimension must be a positive whole number, not 0',
    () => learned({ components: 2 })(0 as never),
  ],
  [
    'MixturePrior.learned: the number of components must be a positive whole number, not 0',
    () => learned<number>({ components: 0 })(2),
  ],
])('refuses: %s', (words, make) => expect(make).toThrow(new ShapeError(words)))
