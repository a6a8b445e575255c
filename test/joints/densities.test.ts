import { describe, expect, it } from 'vitest'
import { type Bernoulli, DiagonalNormal, Joint, Key, Layer } from '../../src/index.js'
import { densityAt, drawOf, likelihoodOf, samplesOf, sideOf, sideOverSamples } from '../../src/joints/densities.js'
import { evaluation } from '../../src/joints/evaluation.js'
import type { AnyJoint } from '../../src/joints/joint.js'
import type { AnyVariable } from '../../src/joints/variable.js'
import { forRows } from '../../src/random/key.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance } from '../support/near.js'

onCpu()

const { bernoulliHead, normalHead, sequence } = Layer

const joint = Joint.of(
  Joint.given('x', [1]),
  Joint.variable('z', sequence(normalHead(1, 1)), 'x'),
  Joint.variable('b', sequence(bernoulliHead(1, 1)), 'z'),
  Joint.variable('free', DiagonalNormal.standard(1)),
) as AnyJoint

const variable = (name: string): AnyVariable => joint.variables[name] as AnyVariable

const map = (weight: number, bias: number) => ({
  weight: tensorOf([1, 1], [1, 1], [weight]),
  bias: tensorOf([1], [1], [bias]),
})

const SAMPLES = 2

/** `z ~ N(x, 1)`, `b ~ Bernoulli(sigmoid(z))`. */
const within = (z: readonly number[], b: readonly number[]) => {
  const parameters = { z: [{ mean: map(1, 0), logVariance: map(0, 0) }], b: [map(1, 0)] }
  const known = {
    x: { rows: tensorOf(['batch', 1], [2, 1], [0, 1]), sampled: false },
    z: { rows: tensorOf(['samples*batch', 1], [4, 1], z), sampled: true },
    b: { rows: tensorOf(['batch', 1], [2, 1], b), sampled: false },
  } as const
  const at = (name: string) => (known[name as keyof typeof known] ?? null) as never
  return { evaluation: evaluation(joint, parameters, SAMPLES, at), parameters, samples: SAMPLES }
}

const normal = (x: number, mean: number) => -0.5 * ((x - mean) ** 2 + Math.log(2 * Math.PI))
const bernoulli = (bit: number, logit: number) => bit * logit - Math.log1p(Math.exp(logit))

const Z = [0.5, -1, 2, 0.25]

describe('one variable', () => {
  it('has the density of each sample, where its distribution has rows of the batch', () =>
    scoped(() => {
      const inside = within(Z, [1, 0])
      const z = tensorOf(['samples', 'batch', 'latent'], [2, 2, 1], Z)
      const wanted = Z.map((each, at) => normal(each, at % 2))
      expect(distance(valuesOf(densityAt(inside, variable('z'), { z })), wanted)).toBeLessThan(1e-6)
      const free = Z.map((each) => normal(each, 0))
      expect(distance(valuesOf(densityAt(inside, variable('free'), { z })), free)).toBeLessThan(1e-6)
    }))

  it('has it where its distribution has a row for every sample', () =>
    scoped(() => {
      const inside = within(Z, [1, 0])
      const bits = [1, 1, 0, 1]
      const z = tensorOf(['samples', 'batch', 'latent'], [2, 2, 1], bits)
      const wanted = Z.map((each, at) => bernoulli(bits[at] as number, each))
      expect(distance(valuesOf(densityAt(inside, variable('b'), { z })), wanted)).toBeLessThan(1e-6)
      // observed: each example once for every sample
      const observed = Z.map((each, at) => bernoulli(at % 2 === 0 ? 1 : 0, each))
      expect(distance(valuesOf(likelihoodOf(inside, variable('b'))), observed)).toBeLessThan(1e-6)
    }))

  it('is drawn for every sample of every example, by the number of the example', () =>
    scoped(() => {
      const key = Key.from(3)
      const { z } = drawOf(within(Z, [1, 0]), variable('z'), key, 2)
      expect([z.shape, z.sizes]).toEqual([
        ['samples', 'batch', 'latent'],
        [2, 2, 1],
      ])
      const many = valuesOf(drawOf(within([9, 9, 9, 9], [1, 0]), variable('b'), key, 2).z)
      expect(many).toEqual([1, 1, 1, 1])
      const few = valuesOf(drawOf(within([-9, -9, -9, -9], [1, 0]), variable('b'), key, 2).z)
      expect(few).toEqual([0, 0, 0, 0])
      // the second example alone has the noise that it has beside the first
      const both = valuesOf(
        drawOf(within([0, 0, 0, 0], [1, 0]), variable('free'), forRows({ first: 0, count: 2 })(key), 2).z,
      )
      const second = valuesOf(
        drawOf(within([0, 0, 0, 0], [1, 0]), variable('free'), forRows({ first: 1, count: 1 })(key), 1).z,
      )
      expect(second).toEqual([both[1], both[3]])
    }))

  it('is one side of a divergence: a prior has no rows', () =>
    scoped(() => {
      const inside = within(Z, [1, 0])
      const prior = sideOf(inside, variable('free'))
      expect([prior.isPrior, prior.sampled, sideOverSamples(SAMPLES, prior)]).toEqual([true, false, prior.side])
      const z = sideOverSamples(SAMPLES, sideOf(inside, variable('z'))) as Bernoulli.Bernoulli<
        'batch',
        readonly ['latent']
      >
      expect(valuesOf((z as unknown as { readonly mean: typeof z.logits }).mean)).toEqual([0, 1, 0, 1])
    }))

  it('has samples from rows of all of them', () =>
    scoped(() => {
      const rows = tensorOf(['samples*batch', 2], [4, 2], [1, 2, 3, 4, 5, 6, 7, 8])
      const z = samplesOf(2)(rows as never)
      expect([z.shape, z.sizes, valuesOf(z)]).toEqual([
        ['samples', 'batch', 'latent'],
        [2, 2, 2],
        [1, 2, 3, 4, 5, 6, 7, 8],
      ])
    }))
})
