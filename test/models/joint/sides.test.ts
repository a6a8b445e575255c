import { describe, expect, it } from 'vitest'
import { Bernoulli, Categorical, DiagonalNormal, Joint, Key, Layer } from '../../../src/index.js'
import { blockedOf, isByScore, rowsOf, sidesOf, summable } from '../../../src/models/joint/sides.js'
import { onCpu, scoped, tensorOf } from '../../support/engine.js'

onCpu()

const { bernoulliHead, categoricalHead, inputs, normalHead, concat, sequence } = Layer

const given = Joint.given('x', [6])
const named = (variables: readonly { readonly name: string }[]) => variables.map(({ name }) => name)

const clusters = sidesOf(
  Joint.of(
    Joint.variable('y', Categorical.standard(3)),
    Joint.variable('z', sequence(normalHead(3, 2)), 'y'),
    Joint.variable('x', sequence(bernoulliHead(2, 6)), 'z'),
  ),
  Joint.of(
    given,
    Joint.variable('z', sequence(normalHead(6, 2)), 'x'),
    Joint.value('h', sequence(inputs({ x: [6], z: [2] }), concat('x', 'z'), Layer.dense(4))),
    Joint.variable('y', sequence(categoricalHead(4, 3)), 'h'),
  ),
)

describe('the sides of a model', () => {
  it('have as latents what q draws, in its order, and as observed what p draws besides', () => {
    expect(named(clusters.latents)).toEqual(['z', 'y'])
    expect(named(clusters.observed)).toEqual(['x'])
  })

  it('are by score where no gradient goes through the samples of some latent', () => {
    expect([blockedOf(clusters), isByScore(clusters)]).toEqual([['y'], true])
    const plain = sidesOf(
      Joint.of(
        Joint.variable('z', DiagonalNormal.standard(2)),
        Joint.variable('x', sequence(bernoulliHead(2, 6)), 'z'),
      ),
      Joint.of(given, Joint.variable('z', sequence(normalHead(6, 2)), 'x')),
    )
    expect([blockedOf(plain), isByScore(plain)]).toEqual([[], false])
  })

  it('can be summed over a latent of few values, where a gradient goes through the samples of all others', () => {
    expect(named(summable(clusters))).toEqual(['y'])
    const scored = sidesOf(
      Joint.of(
        Joint.variable('b', Bernoulli.standard(3)),
        Joint.variable('y', Categorical.standard(3)),
        Joint.variable('x', sequence(inputs({ b: [3], y: [3] }), concat('b', 'y'), bernoulliHead(6))),
      ),
      Joint.of(
        given,
        Joint.variable('b', sequence(bernoulliHead(6, 3)), 'x'),
        Joint.variable('y', sequence(categoricalHead(6, 3)), 'x'),
      ),
    )
    expect(summable(scored)).toEqual([])
  })

  it('are shown as many examples as a batch has', () =>
    scoped(() => {
      const batch = { key: Key.from(1), samples: 1 }
      const x = tensorOf(['batch', 2], [3, 2], [1, 2, 3, 4, 5, 6]) as never
      expect(rowsOf({ ...batch, values: { x } })).toBe(3)
      expect(rowsOf({ ...batch, values: {} })).toBe(1)
    }))
})
