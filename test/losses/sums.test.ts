import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { Bernoulli, Categorical, Elbo, Joint, Key, Layer, T, Vae } from '../../src/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { differencesOf } from '../support/differences.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance } from '../support/near.js'

onCpu()

const { bernoulliHead, categoricalHead, dense, normalHead, sequence } = Layer
const KEY = Key.from(3)

const shown = (samples: number) =>
  ({
    values: { x: tensorOf(['batch', 2], [3, 2], [1, 0, 1, 1, 0, 0]) },
    masks: {},
    key: KEY,
    samples,
    mode: 'evaluation',
  }) as const

const X = [
  [1, 0],
  [1, 1],
  [0, 0],
] as const

const log = (logit: number, bit: number) => bit * logit - Math.log1p(Math.exp(logit))

// -----------------------------------------------------------------------------
// mixtures, whose evidence is exact
// -----------------------------------------------------------------------------

const models = [
  [
    'one of three classes',
    Vae.of({
      p: Joint.of(
        Joint.variable('y', Categorical.standard(3)),
        Joint.variable('x', sequence(bernoulliHead(3, 2)), 'y'),
      ),
      q: Joint.of(Joint.given('x', [2]), Joint.variable('y', sequence(categoricalHead(2, 3)), 'x')),
    }),
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  ],
  [
    'three bits',
    Vae.of({
      p: Joint.of(Joint.variable('y', Bernoulli.standard(3)), Joint.variable('x', sequence(bernoulliHead(3, 2)), 'y')),
      q: Joint.of(Joint.given('x', [2]), Joint.variable('y', sequence(bernoulliHead(2, 3)), 'x')),
    }),
    [0, 1, 2, 3, 4, 5, 6, 7].map((at) => [4, 2, 1].map((bit) => (at & bit ? 1 : 0))),
  ],
] as const

describe.each(models)('%s summed out', (_, model, values) => {
  /** Weights and biases of p(x|y): three by two, and two. */
  const AT = [0.7, -0.3, 1.1, 0.2, -0.6, 0.4, 0.9, -0.5]
  const params = () => ({
    ...model.init(KEY),
    p: { x: [{ weight: tensorOf([3, 2], [3, 2], AT.slice(0, 6)), bias: tensorOf([2], [2], AT.slice(6)) }] as const },
  })
  const logEvidence = (at: readonly number[], x: readonly number[]) =>
    Math.log(
      values.reduce((sum, y) => {
        const logits = [0, 1].map(
          (out) =>
            (y as readonly number[]).reduce((all, each, from) => all + each * (at[2 * from + out] ?? 0), 0) +
            (at[6 + out] ?? 0),
        )
        return sum + Math.exp(logits.reduce((all, logit, out) => all + log(logit, x[out] ?? 0), 0)) / values.length
      }, 0),
    )
  const exact = (at: readonly number[]): number => X.reduce<number>((sum, x) => sum + logEvidence(at, x), 0)

  it.each([
    ['the sum', pipe(Elbo.logWeight, Elbo.sumOver('y'), Elbo.average('samples'))],
    ['the importance-weighted bound of it', Elbo.iwae(pipe(Elbo.logWeight, Elbo.sumOver('y')))],
  ])('has log p(x) and its gradient by %s, and moves q not at all', (_, term) => {
    const found = scoped(() => {
      const { value, gradient } = T.valueAndGradient((at: ReturnType<typeof params>) => {
        const { surrogate } = term.evaluate(model.supply(at)(shown(2)))
        return [T.sum('batch')(surrogate), null] as const
      })(params())
      const [{ weight, bias }] = gradient.p.x
      return {
        value: valuesOf(value),
        gradient: [...valuesOf(weight), ...valuesOf(bias)],
        q: T.Tree.leaves(gradient.q).flatMap((leaf) => valuesOf(leaf.value)),
      }
    })
    expect(distance(found.value, [exact(AT)])).toBeLessThan(1e-6)
    expect(distance(found.gradient, differencesOf(exact, AT))).toBeLessThan(1e-5)
    expect(found.q.length).toBeGreaterThan(8)
    for (const each of found.q) expect(Math.abs(each)).toBeLessThan(1e-6)
  })

  it('has the exact bound as an expectation, with its parts', () => {
    const found = scoped(() => {
      const supplied = model.supply(params())(shown(1))
      const { value, parts } = pipe(Elbo.logWeight, Elbo.expectOver('y')).evaluate(supplied)
      const byEach = supplied.sums.y
      return {
        value: valuesOf(value),
        parts: parts.flatMap(valuesOf),
        q: valuesOf(byEach.logPosterior),
        likelihood: valuesOf(byEach.supplied.logLikelihood),
      }
    })
    const at = (list: readonly number[], y: number, row: number) => list[y * X.length + row] as number
    const exactAt = X.map((_, row) =>
      values.reduce((sum, _value, y) => {
        const logQ = at(found.q, y, row)
        return sum + Math.exp(logQ) * (at(found.likelihood, y, row) - Math.log(values.length) - logQ)
      }, 0),
    )
    expect(distance(found.value, exactAt)).toBeLessThan(1e-5)
    // the parts are means under q, so that they add up
    const [likelihood = 0, prior = 0, posterior = 0] = found.parts
    expect(likelihood + prior - posterior).toBeCloseTo(exactAt.reduce((sum, each) => sum + each, 0) / X.length, 5)
  })
})

// -----------------------------------------------------------------------------
// a class and numbers
// -----------------------------------------------------------------------------

describe('a class summed out beside numbers that are drawn', () => {
  const model = Vae.of({
    p: Joint.of(
      Joint.variable('y', Categorical.standard(3)),
      Joint.variable('z', sequence(normalHead(3, 2)), 'y'),
      Joint.variable('x', sequence(bernoulliHead(2, 2)), 'z'),
    ),
    q: Joint.of(
      Joint.given('x', [2]),
      Joint.variable('y', sequence(dense(2, 4), categoricalHead(4, 3)), 'x'),
      Joint.variable('z', sequence(normalHead(3, 2)), 'y'),
    ),
  })

  it('has the KL of the numbers in closed form, whose bound is that of samples', () => {
    const [closed, sampled, loose, tight] = scoped(() => {
      const supplied = model.supply(model.init(KEY))(shown(4_000))
      return [
        pipe(
          Elbo.logLikelihood,
          Elbo.minus(Elbo.klPerSampleOf('y')),
          Elbo.minus(Elbo.klPerSampleOf('z')),
          Elbo.expectOver('y'),
        ),
        pipe(Elbo.logWeight, Elbo.expectOver('y')),
        pipe(Elbo.logWeight, Elbo.sumOver('y'), Elbo.average('samples')),
        Elbo.iwae(pipe(Elbo.logWeight, Elbo.sumOver('y'))),
      ].map((term) => valuesOf(term.evaluate(supplied).value))
    }) as readonly (readonly number[])[]
    expect(distance(sampled ?? [], closed ?? [])).toBeLessThan(0.02)
    for (const row of [0, 1, 2]) {
      expect(closed?.[row]).toBeLessThan((loose?.[row] ?? 0) + 0.02)
      expect(loose?.[row]).toBeLessThan((tight?.[row] ?? 0) + 1e-3)
    }
  })

  it('refuses what has been averaged, and a latent that is not there', () => {
    const averaged = pipe(Elbo.logWeight, Elbo.average('samples'))
    expect(() => Elbo.expectOver('y')(averaged as never)).toThrow(
      new ShapeError('expectOver takes a term with axes [samples, batch]: do not average before expectOver'),
    )
    expect(() => Elbo.sumOver('y')(Elbo.logLikelihood as never)).toThrow(
      new ShapeError('sumOver takes a log-weight: log p(x|z) + log p(z) - log q(z|x)'),
    )
    const term = pipe(Elbo.logWeight, Elbo.expectOver('w'))
    expect(() => scoped(() => term.evaluate(model.supply(model.init(KEY))(shown(1)) as never))).toThrow(
      new ShapeError('the model has no latent w of few values'),
    )
  })
})
