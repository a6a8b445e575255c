import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import {
  Bernoulli,
  DiagonalNormal,
  Elbo,
  Joint,
  Key,
  Layer,
  MixturePrior,
  RelaxedBernoulli,
  T,
  Vae,
} from '../../../src/index.js'
import { asIndices } from '../../../src/tensors/decodeIndices.js'
import { differencesOf } from '../../support/differences.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../../support/engine.js'
import { distance } from '../../support/near.js'

onCpu()

const { bernoulliHead, dense, normalHead, relaxedBernoulliHead, sequence, tanh } = Layer

const shown = (x: T.Tensor<readonly ['batch', 3]>, key: Key.Key, samples: number) =>
  ({ values: { x }, masks: {}, key, samples, mode: 'evaluation' }) as const

const rows = () => tensorOf(['batch', 3], [2, 3], [1, 0, 1, 0, 0, 1])

const KEY = Key.from(5)

// -----------------------------------------------------------------------------
// one latent: the model of `Vae.make`
// -----------------------------------------------------------------------------

describe('a model of one latent', () => {
  const encoder = sequence(dense(3, 4), tanh, normalHead(2))
  const decoder = sequence(dense(2, 4), tanh, bernoulliHead(3))
  const prior = DiagonalNormal.standard(2)
  const made = Vae.make({ encoder, decoder, prior })
  const joint = Vae.of({
    p: Joint.of(Joint.variable('z', prior), Joint.variable('x', decoder, 'z')),
    q: Joint.of(Joint.given('x', [3]), Joint.variable('z', encoder, 'x')),
  })

  it.each([
    ['elbo', Elbo.elbo],
    ['elboByMonteCarlo', Elbo.elboByMonteCarlo],
    ['iwae', Elbo.iwae(Elbo.logWeight)],
    ['renyi', Elbo.renyi(0.5)(Elbo.logWeight)],
    ['stickingTheLanding', Elbo.stickingTheLanding],
    ['doublyReparameterized', Elbo.doublyReparameterized],
    ['scoreFunction', Elbo.scoreFunction('other samples')],
  ] as const)('has the numbers and the gradients of Vae.make by %s', (_, term) => {
    const of = scoped(() => {
      const { encoder: q, decoder: p } = made.init(KEY)
      const params = { encoder: q, decoder: p }
      const plain = T.valueAndGradient((at: typeof params) => {
        const observed = { x: rows(), key: Key.child('z')(KEY), samples: 3 }
        const { surrogate, value } = term.evaluate(made.supply(at)(observed))
        return [T.meanOfAll(surrogate), T.meanOfAll(value)] as const
      })(params)
      const named = T.valueAndGradient((at: typeof params) => {
        const supplied = joint.supply({ p: { x: at.decoder }, q: { z: at.encoder } })(shown(rows(), KEY, 3))
        const { surrogate, value } = term.evaluate(supplied)
        return [T.meanOfAll(surrogate), T.meanOfAll(value)] as const
      })(params)
      const numbers = (found: typeof plain) => [
        ...valuesOf(found.rest),
        ...T.Tree.leaves(found.gradient).flatMap(({ value }) => valuesOf(value)),
      ]
      return { plain: numbers(plain), named: numbers(named) }
    })
    expect(of.plain.length).toBeGreaterThan(40)
    expect(distance(of.named, of.plain)).toBeLessThan(2e-6)
  })
})

// -----------------------------------------------------------------------------
// two layers: the true posterior
// -----------------------------------------------------------------------------

/** The number from which a head makes a log-variance. */
const rawOf = (variance: number): number => 10 * Math.atanh(Math.log(variance) / 10)

/** A normal head from one number to one: `N(slope·from + offset, variance)`. */
const headOf = (slope: number, offset: number, variance: number) =>
  [
    {
      mean: { weight: one(slope), bias: alone(offset) },
      logVariance: { weight: one(0), bias: alone(rawOf(variance)) },
    },
  ] as const

const one = (value: number) => tensorOf([1, 1], [1, 1], [value])
const alone = (value: number) => tensorOf([1], [1], [value])

describe('a chain of normal variables, whose true posterior is a chain too', () => {
  // z2 ~ N(0, 1), z1 ~ N(A z2, S), x ~ N(B z1, R)
  const [A, S, B, R] = [0.8, 0.5, 1.3, 0.7] as const
  const X = [0.4, -1.1] as const
  const ofZ1 = A * A + S // the variance of z1
  const ofX = B * B * ofZ1 + R
  const logEvidence = X.map((x) => -0.5 * (Math.log(2 * Math.PI * ofX) + (x * x) / ofX))
  // z1 given x, z2 given z1: of normal variables
  const [slope1, variance1] = [(B * ofZ1) / ofX, ofZ1 - (B * ofZ1) ** 2 / ofX]
  const [slope2, variance2] = [A / ofZ1, 1 - A ** 2 / ofZ1]

  const head = sequence(normalHead(1, 1))
  const chain = Vae.of({
    p: Joint.of(
      Joint.variable('z2', DiagonalNormal.standard(1)),
      Joint.variable('z1', head, 'z2'),
      Joint.variable('x', head, 'z1'),
    ),
    q: Joint.of(Joint.given('x', [1]), Joint.variable('z1', head, 'x'), Joint.variable('z2', head, 'z1')),
  })
  const params = () => ({
    p: { z1: headOf(A, 0, S), x: headOf(B, 0, R) },
    q: { z1: headOf(slope1, 0, variance1), z2: headOf(slope2, 0, variance2) },
  })
  const observed = (samples: number) =>
    ({ values: { x: tensorOf(['batch', 1], [2, 1], X) }, masks: {}, key: KEY, samples, mode: 'evaluation' }) as const

  it('has log p(x) as the log-weight of every sample', () => {
    const found = scoped(() => valuesOf(Elbo.logWeight.evaluate(chain.supply(params())(observed(4))).value))
    expect(
      distance(
        found,
        [0, 1, 2, 3].flatMap(() => logEvidence),
      ),
    ).toBeLessThan(1e-5)
  })

  it.each([
    ['stickingTheLanding', Elbo.stickingTheLanding],
    ['doublyReparameterized', Elbo.doublyReparameterized],
    ['scoreFunction', Elbo.scoreFunction('other samples')],
  ] as const)('moves q not at all by %s', (_, term) => {
    const found = scoped(() => {
      const { gradient } = T.valueAndGradient((at: ReturnType<typeof params>) => {
        const { surrogate } = term.evaluate(chain.supply(at)(observed(4)))
        return [T.sum('batch')(surrogate), null] as const
      })(params())
      return T.Tree.leaves(gradient.q).flatMap(({ value }) => valuesOf(value))
    })
    expect(found).toHaveLength(8)
    for (const each of found) expect(Math.abs(each)).toBeLessThan(1e-5)
  })

  it('has no KL of z1 in closed form, as the message says, and one of z2', () => {
    const supplied = chain.supply(params())
    expect(() => scoped(() => valuesOf(Elbo.klOf('z1').evaluate(supplied(observed(1)) as never).value))).toThrow(
      "the KL of z1 has no closed form: p draws z1 from z2, and q draws z2 from z1: take Elbo.klByMonteCarloOf('z1')",
    )
    // E_q[KL(q(z2|z1) || N(0, 1))], with z1 ~ q(z1|x)
    const exact = X.map((x) => {
      const square = slope2 ** 2 * ((slope1 * x) ** 2 + variance1)
      return 0.5 * (variance2 + square - 1 - Math.log(variance2))
    })
    const found = scoped(() => valuesOf(Elbo.klOf('z2').evaluate(supplied(observed(20_000))).value))
    expect(distance(found, exact)).toBeLessThan(0.02)
  })

  it('is the sum of the estimates of both, whatever their order', () => {
    const [found, whole] = scoped(() => {
      const supplied = chain.supply(params())(observed(3))
      const sum = pipe(
        Elbo.klByMonteCarloOf('z1').evaluate(supplied).value,
        T.same.add(Elbo.klByMonteCarloOf('z2').evaluate(supplied).value),
      )
      return [valuesOf(sum), valuesOf(Elbo.klByMonteCarlo.evaluate(supplied).value)] as const
    })
    expect(distance(found, whole)).toBeLessThan(1e-6)
  })
})

// -----------------------------------------------------------------------------
// by score: exact sums
// -----------------------------------------------------------------------------

describe('two bits, one drawn from the other', () => {
  const head = sequence(bernoulliHead(1, 1))
  const model = Vae.of({
    p: Joint.of(
      Joint.variable('b2', Bernoulli.standard(1)),
      Joint.variable('b1', head, 'b2'),
      Joint.variable('x', head, 'b1'),
    ),
    q: Joint.of(Joint.given('x', [1]), Joint.variable('b1', head, 'x'), Joint.variable('b2', head, 'b1')),
  })
  const VALUES = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const
  /** Weights and biases: of b1 and x in p, of b1 and b2 in q. */
  const AT = [0.7, -0.3, 1.1, 0.2, -0.6, 0.4, 0.9, -0.5] as const
  const log = (logit: number, bit: number) => bit * logit - Math.log1p(Math.exp(logit))
  /** log p(x, z) and log q(z|x) of one datum, a 1. */
  const logs = (at: readonly number[], [b1, b2]: readonly [number, number]) => {
    const [w1 = 0, c1 = 0, wx = 0, cx = 0, v1 = 0, d1 = 0, v2 = 0, d2 = 0] = at
    const p = -Math.LN2 + log(w1 * b2 + c1, b1) + log(wx * b1 + cx, 1)
    return { p, q: log(v1 + d1, b1) + log(v2 * b1 + d2, b2) }
  }
  const exactElbo = (at: readonly number[]) =>
    VALUES.reduce((sum, z) => {
      const { p, q } = logs(at, z)
      return sum + Math.exp(q) * (p - q)
    }, 0)

  it('has by the score function, in expectation, the gradient of the exact bound', () => {
    const probabilities = VALUES.map((z) => Math.exp(logs(AT, z).q))
    const found = scoped(() => {
      const params = (() => {
        const of = (at: number) => [{ weight: one(AT[at] as number), bias: alone(AT[at + 1] as number) }] as const
        return { p: { b1: of(0), x: of(2) }, q: { b1: of(4), b2: of(6) } }
      })()
      const { gradient } = T.valueAndGradient((at: typeof params) => {
        const x = tensorOf(['batch', 1], [4, 1], [1, 1, 1, 1])
        const { coordinate: _, ...supplied } = {
          ...model.supply(at)({ values: { x }, masks: {}, key: KEY, samples: 1, mode: 'evaluation' }),
        }
        // every pair of bits once, along the batch, each counted by its probability
        const draws = tensorOf(['samples', 'batch', 'latent'], [1, 4, 2], VALUES.flat())
        const { surrogate } = Elbo.scoreFunction('none').evaluate({ ...supplied, draws })
        const weighed = pipe(surrogate, T.same.mul(tensorOf(['batch'], [4], probabilities)))
        return [T.sum('batch')(weighed), null] as const
      })(params)
      return [gradient.p.b1, gradient.p.x, gradient.q.b1, gradient.q.b2].flatMap(([{ weight, bias }]) => [
        ...valuesOf(weight),
        ...valuesOf(bias),
      ])
    })
    expect(distance(found, differencesOf(exactElbo, AT))).toBeLessThan(1e-5)
  })
})

// -----------------------------------------------------------------------------
// coordinates, learned priors, what is computed
// -----------------------------------------------------------------------------

describe('other distributions', () => {
  it('takes densities of relaxed bits at their logits, beside normal numbers', () => {
    const relaxed = sequence(dense(3, 4), relaxedBernoulliHead({ temperature: 0.1 })(2))
    const bits = Vae.make({
      encoder: relaxed,
      decoder: sequence(bernoulliHead(2, 3)),
      prior: RelaxedBernoulli.standard({ temperature: 0.1 })(2),
    })
    const numbers = Vae.make({
      encoder: sequence(normalHead(3, 2)),
      decoder: sequence(bernoulliHead(2, 3)),
      prior: DiagonalNormal.standard(2),
    })
    const both = Vae.of({
      p: Joint.of(
        Joint.variable('bits', RelaxedBernoulli.standard({ temperature: 0.1 })(2)),
        Joint.variable('numbers', DiagonalNormal.standard(2)),
        Joint.variable('x', bits.decoder, 'bits'),
        Joint.variable('y', numbers.decoder, 'numbers'),
      ),
      q: Joint.of(
        Joint.given('x', [3]),
        Joint.variable('bits', relaxed, 'x'),
        Joint.variable('numbers', numbers.encoder, 'x'),
      ),
    })
    const [found, apart] = scoped(() => {
      const [ofBits, ofNumbers] = [bits.init(Key.from(1)), numbers.init(Key.from(2))]
      const params = {
        p: { x: ofBits.decoder, y: ofNumbers.decoder },
        q: { bits: ofBits.encoder, numbers: ofNumbers.encoder },
      }
      const observed = {
        values: { x: rows(), y: rows() },
        masks: {},
        key: KEY,
        samples: 3,
        mode: 'evaluation',
      } as const
      const of = (name: string) => ({ x: rows(), key: Key.child(name)(KEY), samples: 3 })
      const each = [
        Elbo.logWeight.evaluate(bits.supply(ofBits)(of('bits'))).value,
        Elbo.logWeight.evaluate(numbers.supply(ofNumbers)(of('numbers'))).value,
      ] as const
      return [
        valuesOf(Elbo.logWeight.evaluate(both.supply(params)(observed)).value),
        valuesOf(T.same.add(each[0])(each[1])),
      ]
    })
    expect(found.every(Number.isFinite)).toBe(true)
    expect(distance(found ?? [], apart ?? [])).toBeLessThan(1e-5)
  })

  it('learns a prior, and computes what two distributions have in common', () => {
    const model = Vae.of({
      p: Joint.of(
        Joint.variable('z', MixturePrior.learned({ components: 3 })(2)),
        Joint.variable('x', sequence(bernoulliHead(2, 3)), 'z'),
      ),
      q: Joint.of(
        Joint.given('x', [3]),
        Joint.value('h', sequence(dense(3, 4), tanh), 'x'),
        Joint.variable('z', sequence(normalHead(4, 2)), 'h'),
      ),
    })
    const gradients = scoped(() => {
      const { gradient } = T.valueAndGradient((at: ReturnType<typeof model.init>) => {
        const { surrogate } = Elbo.elboByMonteCarlo.evaluate(model.supply(at)(shown(rows(), KEY, 2)))
        return [T.sum('batch')(surrogate), null] as const
      })(model.init(KEY))
      return T.Tree.leaves(gradient).map(
        ({ path, value }) => [path, Math.max(...valuesOf(value).map(Math.abs))] as const,
      )
    })
    expect(gradients.map(([path]) => path)).toEqual(
      expect.arrayContaining(['p.z.mean', 'q.h.0.weight', 'q.z.0.mean.weight']),
    )
    for (const [path, size] of gradients) expect([path, size > 0]).toEqual([path, true])
  })
})

// -----------------------------------------------------------------------------
// a condition of indices
// -----------------------------------------------------------------------------

describe('a model that is given an index', () => {
  const { concat, embedding, inputs, parallel } = Layer
  const prior = Joint.variable('z', DiagonalNormal.standard(2))
  const x = Joint.given('x', [3])
  /** Both look a row up: by the index itself, and by its one-hot row times the same table. */
  const byIndex = (() => {
    const label = Joint.given('label', Layer.indices(4))
    const look = parallel({ z: dense(3), label: embedding(3) })
    return Vae.of({
      p: Joint.of(
        label,
        prior,
        Joint.variable(
          'x',
          sequence(inputs({ z: [2], label: Layer.indices(4) }), look, concat('z', 'label'), bernoulliHead(3)),
        ),
      ),
      q: Joint.of(
        x,
        label,
        Joint.value('h', sequence(Layer.indices(4), embedding(2)), 'label'),
        Joint.variable('z', sequence(inputs({ x: [3], h: [2] }), concat('x', 'h'), normalHead(2))),
      ),
    })
  })()
  const byRow = (() => {
    const label = Joint.given('label', [4], 'oneHot')
    const look = parallel({ z: dense(3), label: dense(3) })
    return Vae.of({
      p: Joint.of(
        label,
        prior,
        Joint.variable('x', sequence(inputs({ z: [2], label: [4] }), look, concat('z', 'label'), bernoulliHead(3))),
      ),
      q: Joint.of(
        x,
        label,
        Joint.value('h', sequence(dense(4, 2)), 'label'),
        Joint.variable('z', sequence(inputs({ x: [3], h: [2] }), concat('x', 'h'), normalHead(2))),
      ),
    })
  })()
  const indices = () => asIndices(4)({ shape: ['batch'], sizes: [2], values: Float32Array.of(3, 1) } as const)
  const shownBoth = (samples: number) => ({ masks: {}, key: KEY, samples, mode: 'training' }) as const

  it.each([
    ['elbo', Elbo.elbo],
    ['iwae', Elbo.iwae(Elbo.logWeight)],
    ['doublyReparameterized', Elbo.doublyReparameterized],
  ] as const)('has the numbers and the gradients of one-hot rows by %s', (_, term) => {
    const found = scoped(() => {
      const params = byIndex.init(KEY)
      const host = indices()
      if (host._tag === 'Left') throw host.left
      const { value, gradient } = T.valueAndGradient((at: typeof params) => {
        const values = { x: rows(), label: T.indicesFromHost(host.right) }
        const { surrogate } = term.evaluate(byIndex.supply(at)({ ...shownBoth(3), values }))
        return [T.sum('batch')(surrogate), null] as const
      })(params)
      const [, look] = gradient.p.x
      return [valuesOf(value), valuesOf(look.label.table), valuesOf(gradient.q.h[1].table)] as const
    })
    const wanted = scoped(() => {
      const own = byIndex.init(KEY)
      const [first, look, ...rest] = own.p.x
      const params = {
        p: { x: [first, { z: look.z, label: { weight: look.label.table, bias: T.zeros([3], [3]) } }, ...rest] },
        q: { ...own.q, h: [{ weight: own.q.h[1].table, bias: T.zeros([2], [2]) }] },
      } as never as ReturnType<typeof byRow.init>
      const { value, gradient } = T.valueAndGradient((at: typeof params) => {
        const values = { x: rows(), label: tensorOf(['batch', 4], [2, 4], [0, 0, 0, 1, 0, 1, 0, 0]) }
        const { surrogate } = term.evaluate(byRow.supply(at)({ ...shownBoth(3), values }))
        return [T.sum('batch')(surrogate), null] as const
      })(params)
      return [valuesOf(value), valuesOf(gradient.p.x[1].label.weight), valuesOf(gradient.q.h[0].weight)] as const
    })
    for (const [at, numbers] of found.entries()) expect(distance(numbers, wanted[at] ?? [])).toBeLessThan(1e-5)
    // of the two labels that no row has the rows of the table stay
    expect(found[1].slice(0, 3)).toEqual([0, 0, 0])
    expect(found[1].slice(3, 6)).not.toEqual([0, 0, 0])
  })

  it('draws for indices, each row for its own', () => {
    const drawn = scoped(() => {
      const host = asIndices(4)({ shape: ['rows'], sizes: [3], values: Float32Array.of(3, 3, 0) } as const)
      if (host._tag === 'Left') throw host.left
      const { samples, means } = Vae.draw(byIndex)(byIndex.init(KEY), KEY, { label: T.indicesFromHost(host.right) })
      return [samples.z.sizes, means.x.shape, means.x.sizes]
    })
    expect(drawn).toEqual([
      [3, 2],
      ['rows', 3],
      [3, 3],
    ])
  })

  it('says what it is shown', () => {
    expect(byIndex.fields.label).toEqual({ event: [], shape: [], over: 'indices', below: { dim: 4, size: 4 } })
    expect(byIndex.fields.x.over).toBe('binary')
  })
})
