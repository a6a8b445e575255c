import { describe, expect, it } from 'vitest'
import { DiagonalNormal, Joint, Key, Layer, Vae } from '../../src/index.js'
import { ofJoint } from '../../src/recipes/jointLooks.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

const { bernoulliHead, concat, dense, inputs, normalHead, sequence, tanh } = Layer

const decoder = sequence(dense(2, 3), tanh, bernoulliHead(6))
const model = Vae.of({
  p: Joint.of(Joint.variable('z', DiagonalNormal.standard(2)), Joint.variable('x', decoder, 'z')),
  q: Joint.of(Joint.given('x', [6]), Joint.variable('z', sequence(normalHead(6, 2)), 'x')),
})

describe('what there is to look at of a model of joint distributions', () => {
  it('is what it draws, and what it makes of examples', () =>
    scoped(() => {
      const { generate, reconstruct } = ofJoint(model)
      const params = model.init(Key.from(1))
      const x = tensorOf(['rows', 6] as never, [2, 6], [1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1])
      const drawn = Vae.draw(model)(params, Key.from(2), 3)
      const shown = generate?.(params, Key.from(2), 3)
      expect([shown?.x, shown?.mean].map((each) => valuesOf(each as never))).toEqual(
        [drawn.samples.x, drawn.means.x].map((each) => valuesOf(each as never)),
      )
      const made = valuesOf(reconstruct?.(params)(x as never) as never)
      expect([made.length, made.every((value) => value > 0 && value < 1)]).toEqual([12, true])
    }))

  it('has its networks as text, a line for each that variables do not share', () => {
    const z2 = Joint.variable('z2', sequence(normalHead(2, 2)), 'z1')
    const shared = Vae.of({
      p: Joint.of(
        Joint.variable('z1', DiagonalNormal.standard(2)),
        z2,
        Joint.shared('z3', z2, { z1: 'z2' }),
        Joint.value('h', sequence(inputs({ z1: [2], z3: [2] }), concat('z1', 'z3'), dense(3))),
        Joint.variable('x', sequence(bernoulliHead(3, 6)), 'h'),
      ),
      q: Joint.of(
        Joint.given('x', [6]),
        Joint.variable('z1', sequence(normalHead(6, 2)), 'x'),
        Joint.variable('z2', sequence(normalHead(6, 2)), 'x'),
        Joint.variable('z3', sequence(normalHead(6, 2)), 'x'),
      ),
    })
    expect(ofJoint(shared).architecture).toEqual([
      'q(z1|x): [6] → normalHead 2',
      'q(z2|x): [6] → normalHead 2',
      'q(z3|x): [6] → normalHead 2',
      'p(z2|z1): [2] → normalHead',
      'h(z1, z3): { z1: [2], z3: [2] } → inputs → concat 4 → dense 3',
      'p(x|h): [3] → bernoulliHead 6',
    ])
  })

  it('is what it makes of examples with what q alone is told beside them', () =>
    scoped(() => {
      const index = Joint.given('index', Layer.indices(4))
      const posterior = sequence(
        Layer.indices(4),
        Layer.embedding(4),
        Layer.reshape([2, 2]),
        Layer.normalMeanLogVariance,
      )
      const told = Vae.of({
        p: Joint.of(
          index,
          Joint.variable('z', DiagonalNormal.standard(2, 1)),
          Joint.variable('x', sequence(Layer.input([2, 1]), Layer.flatten, bernoulliHead(6)), 'z'),
        ),
        q: Joint.of(index, Joint.variable('z', posterior, 'index')),
      })
      const { beside, generate, reconstruct, explore } = ofJoint(told)
      expect([beside?.fields, reconstruct, explore]).toEqual([['index'], undefined, undefined])
      const params = told.init(Key.from(1))
      expect(valuesOf(generate?.(params, Key.from(2), 3).mean as never)).toHaveLength(18)
      const x = tensorOf(['rows', 6] as never, [2, 6], [1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1])
      const made = (...rows: readonly number[]) => {
        const numbers = { ...tensorOf(['rows'], [2], rows), below: { dim: 4, size: 4 } }
        return valuesOf(beside?.at({ index: numbers as never }).reconstruct?.(params)(x as never) as never)
      }
      const [first, second] = [made(3, 1), made(1, 3)]
      expect([first.slice(0, 6), first.slice(6)]).toEqual([second.slice(6), second.slice(0, 6)])
      expect(first.slice(0, 6)).not.toEqual(first.slice(6))
    }))

  it('is its networks alone where p reads a condition', () => {
    const label = Joint.given('label', [3], 'oneHot')
    const conditional = Vae.of({
      p: Joint.of(
        label,
        Joint.variable('z', DiagonalNormal.standard(2)),
        Joint.variable('x', sequence(inputs({ z: [2], label: [3] }), concat('z', 'label'), bernoulliHead(6))),
      ),
      q: Joint.of(Joint.given('x', [6]), label, Joint.variable('z', sequence(normalHead(6, 2)), 'x')),
    })
    expect(Object.keys(ofJoint(conditional))).toEqual(['kind', 'architecture'])
  })
})
