import { describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import { Elbo, Joint, Key, Layer, T, Vae } from '../../src/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

const { batchNorm, bernoulliHead, concat, dense, inputs, normalHead, sequence, tanh } = Layer
const prior = DiagonalNormal.standard(2)
const emission = sequence(dense(2, 3), tanh, bernoulliHead(3))
const transition = sequence(inputs({ z1: [2] }), concat('z1'), dense(3), tanh, normalHead(2))
const posterior = sequence(dense(3, 4), tanh, normalHead(2))

const x1 = Joint.variable('x1', emission, 'z1')
const z2 = Joint.variable('z2', transition)
const q1 = Joint.variable('z1', posterior, 'x1')
const given = [Joint.given('x1', [3]), Joint.given('x2', [3]), Joint.given('x3', [3])] as const

/** Three times of one step. */
const tied = Vae.of({
  p: Joint.of(
    Joint.variable('z1', prior),
    x1,
    z2,
    Joint.shared('x2', x1, { z1: 'z2' }),
    Joint.shared('z3', z2, { z1: 'z2' }),
    Joint.shared('x3', x1, { z1: 'z3' }),
  ),
  q: Joint.of(...given, q1, Joint.shared('z2', q1, { x1: 'x2' }), Joint.shared('z3', q1, { x1: 'x3' })),
})

/** The same, of networks that are each their own. */
const apart = Vae.of({
  p: Joint.of(
    Joint.variable('z1', prior),
    x1,
    z2,
    Joint.variable('x2', emission, 'z2'),
    Joint.variable('z3', transition, { z1: 'z2' }),
    Joint.variable('x3', emission, 'z3'),
  ),
  q: Joint.of(...given, q1, Joint.variable('z2', posterior, 'x2'), Joint.variable('z3', posterior, 'x3')),
})

const values = () => ({
  x1: tensorOf(['batch', 3], [2, 3], [1, 0, 1, 0, 0, 1]),
  x2: tensorOf(['batch', 3], [2, 3], [1, 1, 1, 0, 1, 0]),
  x3: tensorOf(['batch', 3], [2, 3], [0, 0, 1, 1, 1, 1]),
})
const shown = () => ({ values: values(), masks: {}, key: Key.from(3), samples: 2, mode: 'training' as const })

/** The same numbers in other tensors, each of which has a gradient of its own. */
const copy = T.Tree.map((each) => T.addScalar(0)(each))

describe('shared', () => {
  it('has no parameters of its own', () =>
    scoped(() => {
      const { p, q } = tied.init(Key.from(1))
      expect([Object.keys(p), Object.keys(q)]).toEqual([['x1', 'z2'], ['z1']])
    }))

  it('is the same step with the same parameters, whose gradient is the sum over all that share it', () =>
    scoped(() => {
      const params = tied.init(Key.from(1))
      const { p, q } = params
      const copies = {
        p: { ...p, x2: copy(p.x1), z3: copy(p.z2), x3: copy(p.x1) },
        q: { z1: q.z1, z2: copy(q.z1), z3: copy(q.z1) },
      }
      const one = T.valueAndGradient((all: typeof params) => {
        const { value } = Elbo.elboByMonteCarlo.evaluate(tied.supply(all)(shown()) as never)
        return [T.sum('batch')(value as T.Tensor<readonly ['batch']>), null] as const
      })(params)
      const other = T.valueAndGradient((all: typeof copies) => {
        const { value } = Elbo.elboByMonteCarlo.evaluate(apart.supply(all)(shown()) as never)
        return [T.sum('batch')(value as T.Tensor<readonly ['batch']>), null] as const
      })(copies)
      expect(valuesOf(one.value)[0]).toBeCloseTo(valuesOf(other.value)[0] as number, 4)
      const numbers = (tree: unknown) => T.Tree.leaves(tree as never).map(({ value }) => valuesOf(value as T.AnyTensor))
      const sum = (...trees: readonly unknown[]) =>
        numbers(trees[0]).map((leaf, at) =>
          leaf.map((_, place) => trees.reduce((all: number, each) => all + (numbers(each)[at]?.[place] as number), 0)),
        )
      const { p: ofP, q: ofQ } = other.gradient
      for (const [found, wanted] of [
        [one.gradient.p.x1, sum(ofP.x1, ofP.x2, ofP.x3)],
        [one.gradient.p.z2, sum(ofP.z2, ofP.z3)],
        [one.gradient.q.z1, sum(ofQ.z1, ofQ.z2, ofQ.z3)],
      ] as const)
        numbers(found).forEach((leaf, at) => {
          leaf.forEach((each, place) => {
            expect(each).toBeCloseTo(wanted[at]?.[place] as number, 4)
          })
        })
    }))

  it('is drawn as the other one', () =>
    scoped(() => {
      const params = tied.init(Key.from(1))
      const { p, q } = params
      const copies = {
        p: { ...p, x2: copy(p.x1), z3: copy(p.z2), x3: copy(p.x1) },
        q: { z1: q.z1, z2: copy(q.z1), z3: copy(q.z1) },
      }
      const [found, wanted] = [Vae.draw(tied)(params, Key.from(2), 4), Vae.draw(apart)(copies, Key.from(2), 4)]
      expect(valuesOf(found.samples.x3)).toEqual(valuesOf(wanted.samples.x3))
      expect(valuesOf(found.samples.z3)).toEqual(valuesOf(wanted.samples.z3))
    }))

  it('of one that shares is of the first', () => {
    const third = Joint.shared('x3', Joint.shared('x2', x1, { z1: 'z2' }), { z2: 'z3' })
    const owner: 'x1' = third.shares
    expect([owner, third.needs]).toEqual(['x1', { z3: [2] }])
  })
})

const shared = Joint.shared as unknown as (name: unknown, owner: unknown, of?: unknown) => never
const normed = Joint.variable('h1', sequence(dense(3, 4), batchNorm(), normalHead(2)), 'x1')

it.each([
  ['joint: x2 shares what is not a variable of a network', () => shared('x2', emission)],
  ['joint: z2 shares what is not a variable of a network', () => shared('z2', Joint.variable('z1', prior))],
  ['joint: x2 renames y, which x1 is not given', () => shared('x2', x1, { y: 'z2' })],
  ['joint: h2 shares the network of h1, which has a state: give it one of its own', () => shared('h2', normed)],
  [
    'joint: x1 is not defined: observe it with Joint.given or define it before x2',
    () =>
      (Joint.of as (...parts: unknown[]) => unknown)(Joint.variable('z2', prior), Joint.shared('x2', x1, { z1: 'z2' })),
  ],
  [
    'joint: x2 is given x1, which is defined after it: define it before x2',
    () => (Joint.of as (...parts: unknown[]) => unknown)(Joint.variable('z1', prior), Joint.shared('x2', x1), x1),
  ],
])('refuses: %s', (words, make) => {
  expect(make).toThrow(new ShapeError(words))
})
