import { describe, expect, it } from 'vitest'
import { DiagonalNormal, Elbo, type EvenMixtureType, Joint, Key, Layer, T, Vae } from '../../src/index.js'
import type { CheckedExpert, CheckedOne } from '../../src/layers/experts.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance } from '../support/near.js'

onCpu()

const { bernoulliHead, dense, mixture, normalHead, product, sequence } = Layer
const KEY = Key.from(2)

const ofX = sequence(normalHead(3, 2))
const ofY = sequence(dense(1, 4), Layer.tanh, normalHead(2))
const rows = () => ({
  x: tensorOf(['batch', 3], [2, 3], [1, -1, 2, 0, 3, 1]),
  y: tensorOf(['batch', 1], [2, 1], [0.5, -2]),
})

/** What two experts say, one by one. */
const said = () => {
  const { x, y } = rows()
  return [ofX.apply(ofX.init(Key.child('x')(KEY)))(x), ofY.apply(ofY.init(Key.child('y')(KEY)))(y)] as const
}

describe('a product of experts', () => {
  const both = product({ x: ofX, y: ofY })

  it('adds the precisions up, and that of the prior expert', () => {
    const found = scoped(() => {
      const { mean, logVariance } = both.apply(both.init(KEY))(rows())
      const experts = said().map((each) => ({ mean: valuesOf(each.mean), logVariance: valuesOf(each.logVariance) }))
      return { mean: valuesOf(mean), logVariance: valuesOf(logVariance), experts }
    })
    const wanted = found.mean.map((_, at) => {
      const precisions = found.experts.map(({ logVariance }) => Math.exp(-(logVariance[at] ?? 0)))
      const total = 1 + precisions.reduce((sum, each) => sum + each, 0)
      const weighed = found.experts.reduce((sum, { mean }, of) => sum + (precisions[of] ?? 0) * (mean[at] ?? 0), 0)
      return [weighed / total, -Math.log(total)] as const
    })
    expect(
      distance(
        found.mean,
        wanted.map(([mean]) => mean),
      ),
    ).toBeLessThan(1e-6)
    expect(
      distance(
        found.logVariance,
        wanted.map(([, logVariance]) => logVariance),
      ),
    ).toBeLessThan(1e-6)
  })

  it('of fewer has a part of the parameters, the same', () =>
    scoped(() => {
      const alone = product({ x: ofX })
      const [all, own] = [both.init(KEY), alone.init(KEY)]
      expect(T.Tree.leaves(own.experts.x).map(({ value }) => valuesOf(value))).toEqual(
        T.Tree.leaves(all.experts.x).map(({ value }) => valuesOf(value)),
      )
      expect(valuesOf(alone.apply(all)({ x: rows().x }).mean)).toEqual(valuesOf(alone.apply(own)({ x: rows().x }).mean))
    }))

  it('is a network of several inputs, as a variable takes it', () => {
    const [value] = scoped(() => [both.run(both.init(KEY), { key: KEY, mode: 'training', state: null })(rows())[1]])
    expect(value).toBeNull()
    expect(Joint.variable('z', both).built.inputs).toEqual({ x: 'x', y: 'y' })
    expect(Layer.describe(both)).toBe('{ x: [3], y: [1] } → product 2')
  })
})

describe('a mixture of experts', () => {
  it('has the distribution of each as a component, all of one weight', () => {
    const found = scoped(() => {
      const net = mixture({ x: ofX, y: ofY })
      const { mean, logVariance }: EvenMixtureType<'batch', readonly [2]> = net.apply(net.init(KEY))(rows())
      const experts = said().map((each) => [...valuesOf(each.mean), ...valuesOf(each.logVariance)])
      return {
        shape: mean.shape,
        given: [...valuesOf(mean), ...valuesOf(logVariance)],
        experts,
      }
    })
    expect(found.shape).toEqual(['batch', 'components', 2])
    const [one = [], other = []] = found.experts
    const pairs = [0, 2, 4, 6].flatMap((at) => [...one.slice(at, at + 2), ...other.slice(at, at + 2)])
    expect(distance(found.given, pairs)).toBeLessThan(1e-6)
  })
})

describe('a model whose posterior is a mixture of experts', () => {
  const bits = Joint.variable('x', sequence(bernoulliHead(2, 3)), 'z')
  const y = Joint.given('y', [1])
  const model = Vae.of({
    p: Joint.of(y, Joint.variable('z', DiagonalNormal.standard(2)), bits),
    q: Joint.of(Joint.given('x', [3]), y, Joint.variable('z', mixture({ x: ofX, y: ofY }))),
  })
  const supplied = () => {
    const x = tensorOf(['batch', 3], [2, 3], [1, 0, 1, 0, 0, 1])
    return model.supply(model.init(KEY))({ values: { x, y: rows().y }, key: KEY, samples: 4 } as never)
  }

  it('has importance weighted bounds by as many samples of each, and no gradient that needs them apart', () =>
    scoped(() => {
      const per = valuesOf(Elbo.miwae(2)(Elbo.logWeight).evaluate(supplied()).value)
      const all = valuesOf(Elbo.iwae(Elbo.logWeight).evaluate(supplied()).value)
      // the mean of two logarithms is no more than the logarithm of their mean
      all.forEach((each, at) => {
        expect(each).toBeGreaterThanOrEqual(per[at] as number)
      })
      expect(() => Elbo.doublyReparameterized.evaluate(supplied())).toThrow(
        'doublyReparameterized: takes samples that do not depend on one another',
      )
    }))
})

describe('an expert by its name', () => {
  it('is its network, with the parameters under the name, as that of a product has them', () =>
    scoped(() => {
      const alone = Layer.expert('x', ofX)
      const [own, all] = [alone.init(KEY), product({ x: ofX, y: ofY }).init(KEY)]
      expect(T.Tree.leaves(own).map(({ path }) => path)).toEqual(
        T.Tree.leaves(all)
          .map(({ path }) => path)
          .filter((path) => path.startsWith('experts.x')),
      )
      const { x } = rows()
      expect(valuesOf(alone.apply(all)(x).mean)).toEqual(valuesOf(ofX.apply(all.experts.x)(x).mean))
      expect(Joint.variable('z', alone, 'x').built.inputs).toBe('x')
      expect(Layer.describe(alone)).toBe(Layer.describe(ofX))
    }))

  it('takes several events where its network does', () =>
    scoped(() => {
      const both = Layer.expert(
        'both',
        sequence(Layer.inputs({ x: [3], y: [1] }), Layer.concat('x', 'y'), normalHead(2)),
      )
      expect(both.apply(both.init(KEY))(rows()).mean.sizes).toEqual([2, 2])
      expect(Joint.variable('z', both).built.inputs).toEqual({ x: 'x', y: 'y' })
    }))
})

describe('refusals, in the words of the compiler', () => {
  const bits = sequence(bernoulliHead(3, 2))
  const wider = sequence(normalHead(3, 4))
  const noisy = sequence(dense(3, 4), Layer.dropout(0.5), normalHead(2))
  const words: readonly [
    CheckedExpert<'product', { readonly x: typeof bits }, 'x'>,
    CheckedExpert<'product', { readonly x: typeof ofX; readonly y: typeof wider }, 'y'>,
    CheckedExpert<'mixture', { readonly x: typeof noisy }, 'x'>,
    CheckedExpert<'product', { readonly x: 7 }, 'x'>,
  ] = [
    'product: the expert x gives a Bernoulli but must give a DiagonalNormal',
    'product: the expert y is over [4], but others over another event',
    'mixture: the expert x is not a network of one event, without noise and state',
    'product: the expert x is not a network of one event, without noise and state',
  ]

  const one: CheckedOne<typeof noisy> = 'expert: takes a network that gives a distribution, without noise and state'

  it.each([
    [words[0], () => product({ x: bits as never })],
    [words[1], () => product({ x: ofX, y: wider } as never)],
    [words[2], () => mixture({ x: noisy as never })],
    [words[3], () => product({ x: 7 as never })],
    ['product: takes one expert or more but is given none', () => product({})],
    [one, () => Layer.expert('x', sequence(dense(3, 4)) as never)],
    [one, () => Layer.expert('x', noisy as never)],
  ] as const)('%s', (wanted, run) => expect(run).toThrow(wanted))

  it('of other rows', () =>
    expect(() =>
      scoped(() => product({ x: ofX }).apply(product({ x: ofX }).init(KEY))({ x: rows().y } as never)),
    ).toThrow('product: at x: takes rows of [3] but is given [batch, 1]'))
})
