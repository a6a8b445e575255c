import { describe, expect, it } from 'vitest'
import { Categorical, Joint, Key, Layer, Vae } from '../../../src/index.js'
import { decodeJoint, encodeJoint } from '../../../src/models/joint/reconstruction.js'
import type { AnyTensor } from '../../../src/tensors/tensor.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../../support/engine.js'
import { distance } from '../../support/near.js'

onCpu()

const { bernoulliHead, categoricalHead, concat, dense, inputs, normalHead, sequence } = Layer

const map = (rows: number, columns: number, weight: readonly number[], bias: readonly number[]) => ({
  weight: tensorOf([rows, columns] as never, [rows, columns], weight),
  bias: tensorOf([columns] as never, [columns], bias),
})

const KEY = Key.from(2)
const rows = (values: readonly number[], columns: number) =>
  tensorOf(['rows', columns] as never, [values.length / columns, columns], values)

/** `q(y|x) q(z|x, y)` and `p(y) p(z|y) p(x|z)`, with a value `h` on the way to x. */
const model = Vae.of({
  p: Joint.of(
    Joint.variable('y', Categorical.standard(2)),
    Joint.variable('z', sequence(normalHead(2, 1)), 'y'),
    Joint.value('h', sequence(dense(1, 1)), 'z'),
    Joint.variable('x', sequence(normalHead(1, 2)), 'h'),
  ),
  q: Joint.of(
    Joint.given('x', [2]),
    Joint.variable('y', sequence(categoricalHead(2, 2)), 'x'),
    Joint.variable('z', sequence(inputs({ x: [2], y: [2] }), concat('x', 'y'), normalHead(1))),
  ),
})

/** z is the first number of x, and 10 more where it is of the second class, that of a larger second number. */
const params = () => {
  const made = model.init(KEY)
  const none = map(4, 1, [0, 0, 0, 0], [0])
  return {
    p: {
      ...made.p,
      h: [map(1, 1, [2], [1])],
      x: [{ mean: map(1, 2, [1, -1], [0, 0]), logVariance: map(1, 2, [0, 0], [0, 0]) }],
    },
    q: {
      y: [map(2, 2, [1, 0, 0, 1], [0, 0])],
      z: [null, null, { mean: map(4, 1, [1, 0, 0, 10], [0]), logVariance: none }],
    },
  }
}

describe('what a model of joint distributions makes of examples', () => {
  it('is the mean of what is observed, at the centers of the latents in the order of q', () =>
    scoped(() => {
      const own = params() as never
      const x = rows([3, 1, 3, 5], 2) as never
      const latents = encodeJoint(model as never, own, { x })
      // classes are chosen whole: the one of the largest probability
      expect(valuesOf(latents.y as never)).toEqual([1, 0, 0, 1])
      expect(valuesOf(latents.z as never)).toEqual([3, 13])
      // h = 2 z + 1
      const mean = decodeJoint(model as never, own, 'x', latents) as AnyTensor
      expect(valuesOf(mean as never)).toEqual([7, -7, 27, -27])
    }))

  it('takes latents that are left out at their centers under p', () =>
    scoped(() => {
      const conditional = Vae.of({
        p: Joint.of(
          Joint.given('label', [3], 'oneHot'),
          Joint.variable('z', sequence(normalHead(3, 1)), 'label'),
          Joint.variable('x', sequence(bernoulliHead(1, 2)), 'z'),
        ),
        q: Joint.of(Joint.given('x', [2]), Joint.variable('z', sequence(normalHead(2, 1)), 'x')),
      })
      const given = {
        p: {
          z: [{ mean: map(3, 1, [1, 2, 3], [0]), logVariance: map(3, 1, [0, 0, 0], [0]) }],
          x: [map(1, 2, [1, -1], [0, 0])],
        },
        q: {},
      }
      const mean = decodeJoint(conditional as never, given as never, 'x', { label: rows([0, 0, 1], 3) as never })
      const logistic = (logit: number) => 1 / (1 + Math.exp(-logit))
      expect(distance(valuesOf(mean as never), [logistic(3), logistic(-3)])).toBeLessThan(1e-6)
    }))
})
