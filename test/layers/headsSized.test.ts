import { expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import { onCpu, scoped, tensorOf } from '../support/engine.js'
import { some } from './reference.js'

onCpu()

const HEADS = [
  ['laplaceHead', Layer.laplaceHead],
  ['categoricalHead', Layer.categoricalHead],
  ['relaxedCategoricalHead', Layer.relaxedCategoricalHead({ temperature: 1 })],
  ['relaxedBernoulliHead', Layer.relaxedBernoulliHead({ temperature: 1 })],
  ['continuousBernoulliHead', Layer.continuousBernoulliHead],
  ['poissonHead', Layer.poissonHead],
  ['negativeBinomialHead', Layer.negativeBinomialHead],
  ['zeroInflatedNegativeBinomialHead', Layer.zeroInflatedNegativeBinomialHead],
  ['discretizedLogisticHead', Layer.discretizedLogisticHead({ components: 2 })],
  ['powerSphericalHead', Layer.powerSphericalHead],
  ['wrappedNormalHead', Layer.wrappedNormalHead({ curvature: 1 })],
  ['studentTHead', Layer.studentTHead({ degrees: 4 })],
  ['fixedNormalHead', Layer.fixedNormalHead({ variance: 1 })],
  ['learnedNormalHead', Layer.learnedNormalHead],
  ['sharedNormalHead', Layer.sharedNormalHead],
  ['fullNormalHead', Layer.fullNormalHead],
  ['mixtureHead', Layer.mixtureHead({ components: 2 })],
] as const

it.each(HEADS)('%s refuses a size that is not a whole number above 0, by its own name', (name, head) => {
  const make = head as (...sizes: readonly unknown[]) => unknown
  expect(() => make(0)).toThrow(new ShapeError(`${name}: the output size must be a positive whole number, not 0`))
  expect(() => make(0, 3)).toThrow(new ShapeError(`${name}: the input size must be a positive whole number, not 0`))
  expect(() => make(3, 1.5)).toThrow(
    new ShapeError(`${name}: the output size must be a positive whole number, not 1.5`),
  )
})

it.each([...HEADS, ['normalHead', Layer.normalHead], ['bernoulliHead', Layer.bernoulliHead]] as const)(
  '%s does not take undefined for a size that was left out',
  (name, head) => {
    const make = head as (...sizes: readonly unknown[]) => unknown
    expect(() => make(3, undefined)).toThrow(new ShapeError(`${name}: the output size is not a dimension`))
  },
)

it('takes its input size from the layer before, and sizes with a name', () =>
  scoped(() => {
    const net = Layer.sequence(Layer.dense(3, 4), Layer.laplaceHead(named('latent', 2)))
    const q = net.apply(net.init(from(7)))(tensorOf(['batch', 3], [5, 3], some(15, 1)))
    expect([q._tag, q.mean.shape, q.mean.sizes]).toEqual(['Laplace', ['batch', 'latent'], [5, 2]])
  }))
