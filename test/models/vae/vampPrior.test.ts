import * as tf from '@tensorflow/tfjs-core'
import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import type { Rows } from '../../../src/distributions/coordinates.js'
import * as DiagonalNormal from '../../../src/distributions/diagonalNormal.js'
import { type AnyPosterior, type LatentKind, logPosteriorOf } from '../../../src/distributions/family.js'
import { drawPrior, logPriorOf, priorDistribution } from '../../../src/distributions/priors.js'
import * as Flow from '../../../src/flows/index.js'
import * as Layer from '../../../src/layers/index.js'
import type { Net } from '../../../src/layers/net.js'
import * as Elbo from '../../../src/losses/index.js'
import * as Vae from '../../../src/models/vae/index.js'
import * as VampPrior from '../../../src/models/vae/vampPrior.js'
import { adam } from '../../../src/optimizers/index.js'
import * as Random from '../../../src/random/draw.js'
import { from } from '../../../src/random/key.js'
import { ShapeError } from '../../../src/shapes/defect.js'
import { named } from '../../../src/shapes/named.js'
import * as T from '../../../src/tensors/index.js'
import { unwrap, wrap } from '../../../src/tensors/native.js'
import * as Train from '../../../src/training/index.js'
import { conforms } from '../../support/conformance.js'
import { everyEngine, hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../../support/engine.js'
import { exactGradient, expectedGradient, type Latent } from '../../support/everyParameter.js'
import { distance, estimate, expectNear } from '../../support/near.js'
import { run } from '../../support/outcome.js'
import { patterns } from '../../support/smallVae.js'

const logNormal = (x: number, mean: number, logVariance: number) =>
  -0.5 * (Math.log(2 * Math.PI) + logVariance + (x - mean) ** 2 / Math.exp(logVariance))
const logMeanExp = (all: readonly number[]) => {
  const most = Math.max(...all)
  return most + Math.log(all.reduce((sum, each) => sum + Math.exp(each - most), 0) / all.length)
}

// -----------------------------------------------------------------------------
// the density
// -----------------------------------------------------------------------------

const line = Layer.sequence(Layer.normalHead(1, 1))
const three = VampPrior.through(line, { pseudoInputs: 3 })
const bound = (raw: number) => 10 * Math.tanh(raw / 10)

onEach(() => {
  describe('the log-density', () => {
    conforms('of a line: the mixture, by hand, and its gradient to the encoder, to the inputs and to z', {
      inputs: [
        hostOf([3, 1], [3, 1], [-1, 0.5, 2]),
        hostOf([4], [4], [0.7, -0.2, 0.3, -0.6]), // slope and offset of the mean, and of the log-variance
        hostOf(['samples', 'batch', 'latent'], [2, 2, 1], [0.1, -0.8, 1.3, 0.4]),
      ],
      operation: (pseudoInputs, maps, z) => {
        const [a, b, c, d] = T.split(0, [1, 1, 1, 1])(maps)
        const affine = (weight: T.AnyTensor, bias: T.AnyTensor) =>
          ({ weight: T.reshape([1, 1])(weight as never), bias: T.reshape([1])(bias as never) }) as never
        const params = [{ mean: affine(a, b), logVariance: affine(c, d) }] as Parameters<typeof line.apply>[0]
        return logPriorOf(priorDistribution(three, { pseudoInputs }, line.apply(params) as never))({ z })
      },
      gives: [
        ['samples', 'batch'],
        [2, 2],
      ],
      reference: (inputs, [a = 0, b = 0, c = 0, d = 0], z) =>
        Array.from(z, (at) => logMeanExp(Array.from(inputs, (u) => logNormal(at, a * u + b, bound(c * u + d))))),
    })
  })
})

const hidden = [Layer.dense(3, 4), Layer.tanh] as const
const temperature = 0.6
const heads: readonly (readonly [string, Net<readonly [3], readonly unknown[], unknown, LatentKind>])[] = [
  ['a Laplace distribution', Layer.sequence(...hidden, Layer.laplaceHead(2)) as never],
  ['a full covariance', Layer.sequence(...hidden, Layer.fullNormalHead(2)) as never],
  ['a mixture', Layer.sequence(...hidden, Layer.mixtureHead({ components: 2 })(2)) as never],
  ['bits', Layer.sequence(...hidden, Layer.bernoulliHead(2)) as never],
  ['classes', Layer.sequence(...hidden, Layer.dense(6), Layer.reshape([2, 3]), Layer.categoricalLogits) as never],
  ['counts', Layer.sequence(...hidden, Layer.poissonHead(2)) as never],
  ['relaxed bits', Layer.sequence(...hidden, Layer.relaxedBernoulliHead({ temperature })(2)) as never],
  [
    'relaxed classes',
    Layer.sequence(
      ...hidden,
      Layer.dense(6),
      Layer.reshape([2, 3]),
      Layer.relaxedCategoricalLogits({ temperature }),
    ) as never,
  ],
  ['a flow', Flow.posterior(Layer.sequence(...hidden, Layer.normalHead(2)), Flow.affine(2)) as never],
  [
    'an event of two axes',
    Layer.sequence(...hidden, Layer.reshape([2, 2]), Layer.fixedNormalMean({ variance: 0.5 })) as never,
  ],
]

onCpu()

describe('of any encoder', () => {
  it.each(heads)('%s: the mean of the densities that the encoder gives at each input', (_, encoder) =>
    scoped(() => {
      const prior = VampPrior.through(encoder, { pseudoInputs: 4 })
      const [params, own] = [encoder.init(from(1)), prior.init(from(2)) as VampPrior.PseudoInputs<4, readonly [3]>]
      const encode = encoder.apply(params)
      const family = encoder.family as unknown as {
        named: (given: unknown) => AnyPosterior
        draw: (key: unknown, count: number) => (q: AnyPosterior) => { z: never; coordinate?: never }
      }
      const x = Random.uniform(from(3))({ shape: ['batch', 3] as const, sizes: [2, 3] })
      const at = family.draw(from(4), 3)(family.named(encode(x)))
      const found = logPriorOf(priorDistribution(prior as never, own, encode as never))(at)
      const each = T.split(0, [1, 1, 1, 1])(own.pseudoInputs as never) as readonly T.Tensor<readonly [1, 3]>[]
      const one = each.map((row): Rows => {
        const twice = T.concat(row as never, 0)(row as never) as unknown as T.Tensor<readonly ['batch', 3]>
        return logPosteriorOf(family.named(encode({ ...twice, shape: ['batch', 3] })))(at)
      })
      const wanted = valuesOf(found).map((_, point) => logMeanExp(one.map((nats) => valuesOf(nats)[point] as number)))
      expect(found.sizes).toEqual([3, 2])
      expectNear(valuesOf(found), wanted)
    }),
  )
})

// -----------------------------------------------------------------------------
// estimators: the encoder is a part of the prior too
// -----------------------------------------------------------------------------

const X = 1.3
const LOG_VARIANCE = -0.6

/** `q(z|x) = N(a x + c, v)`, and the mixture of two of it. */
const ofLine: Latent = {
  noise: {
    nodes: Array.from({ length: 41 }, (_, at) => -8 + 0.4 * at),
    density: (noise) => Math.exp(logNormal(noise, 0, 0)),
  },
  q: { slope: 0.6, offset: 0.2 },
  prior: { inputs: [-0.9, 1.4] },
  distributions: ([slope, offset], [inputs], noise) => {
    type Column = T.Tensor<readonly ['batch', 'latent']>
    const logVariance = (like: Column) => pipe(T.zerosLike(like), T.addScalar(LOG_VARIANCE))
    const [a, c] = [T.mean('batch')(slope as Column), T.mean('batch')(offset as Column)]
    const encode = (x: Column) => {
      const mean = pipe(x, T.trailing.mul(a)<readonly ['batch']>, T.trailing.add(c)<readonly ['batch']>)
      return DiagonalNormal.make<'batch', readonly ['latent']>(mean, logVariance(mean))
    }
    const x = pipe(T.zerosLike(slope as Column), T.addScalar(X))
    const posterior = encode(x)
    const pseudoInputs = wrap([2, 1], tf.reshape(unwrap(inputs as never), [2, 1]))
    return {
      posterior,
      prior: priorDistribution(VampPrior.through(line, { pseudoInputs: 2 }), { pseudoInputs }, ((rows: T.AnyTensor) =>
        encode({ ...rows, shape: ['batch', 'latent'] } as Column)) as never),
      z: pipe(
        noise,
        T.trailing.mul(DiagonalNormal.standardDeviation(posterior))<readonly ['samples']>,
        T.trailing.add(posterior.mean)<readonly ['samples']>,
      ),
    }
  },
  at: ([a = 0, c = 0], [inputs = []], noise) => {
    const z = a * X + c + Math.exp(LOG_VARIANCE / 2) * noise
    return {
      z,
      nats:
        logMeanExp(inputs.map((u) => logNormal(z, a * u + c, LOG_VARIANCE))) - logNormal(z, a * X + c, LOG_VARIANCE),
    }
  },
}

describe('the expected gradient, by the encoder through both q and the prior', () => {
  const mean = (nats: readonly number[]) => nats.reduce((sum, each) => sum + each, 0) / nats.length
  it.each([
    ['SGVB-A', Elbo.elboByMonteCarlo, 1, mean],
    ['sticking the landing', Elbo.stickingTheLanding, 1, mean],
    ['the score function', Elbo.scoreFunction('other samples'), 2, mean],
    ['IWAE', Elbo.iwae(Elbo.logWeight), 2, logMeanExp],
    ['IWAE, doubly reparameterized', Elbo.doublyReparameterized, 2, logMeanExp],
  ] as const)('of %s is that of the exact bound', (_, term, samples, of) => {
    expect(distance(expectedGradient(ofLine, samples, term), exactGradient(ofLine, samples, of))).toBeLessThan(1e-5)
  })
})

// -----------------------------------------------------------------------------
// in a model
// -----------------------------------------------------------------------------

const encoder = Layer.sequence(Layer.dense(6, 5), Layer.tanh, Layer.normalHead(2))
const decoder = Layer.sequence(Layer.dense(2, 5), Layer.tanh, Layer.bernoulliHead(6))
const data = patterns(40)
const model = Vae.make({ encoder, decoder, prior: VampPrior.through(encoder, { pseudoInputs: 4 }) })

describe('a model', () => {
  it('has the inputs among its parameters, of the event of its encoder', () =>
    scoped(() => {
      const { prior } = model.init(from(1))
      const inputs: T.Tensor<readonly [4, 6]> = prior.pseudoInputs
      expect([inputs.shape, inputs.sizes]).toEqual([
        [4, 6],
        [4, 6],
      ])
      expect(valuesOf(inputs).every((each) => each > 0 && each < 1)).toBe(true)
      expect(valuesOf(model.init(from(1)).prior.pseudoInputs)).toEqual(valuesOf(inputs))
      expect(valuesOf(model.init(from(2)).prior.pseudoInputs)).not.toEqual(valuesOf(inputs))
    }))

  it('begins with examples where it is asked to, spread evenly', () =>
    scoped(() => {
      const few = { ...data, count: 10, rows: (indices: Uint32Array) => Float32Array.from([...indices].flatMap(six)) }
      const own = VampPrior.through(encoder, { pseudoInputs: named('inputs', 5), from: few }).init(from(1))
      const inputs: T.Tensor<readonly ['inputs', 6]> = own.pseudoInputs
      expect([inputs.shape, inputs.sizes]).toEqual([
        ['inputs', 6],
        [5, 6],
      ])
      expect(valuesOf(inputs)).toEqual([0, 2, 4, 6, 8].flatMap(six))
    }))

  it('has a bound that is below log p(x), which is exact where all is linear and normal', () =>
    scoped(() => {
      const exact = Vae.make({
        encoder: line,
        decoder: Layer.sequence(Layer.normalHead(1, 1)),
        prior: VampPrior.through(line, { pseudoInputs: 3 }),
      })
      const affine = (weight: number, bias: number) => ({
        weight: tensorOf([1, 1], [1, 1], [weight]),
        bias: tensorOf([1], [1], [bias]),
      })
      const [w, b, u] = [1.5, 0.3, [-1, 0.5, 2]] as const
      const params = {
        encoder: [{ mean: affine(0.7, -0.2), logVariance: affine(0, -0.5) }],
        decoder: [{ mean: affine(w, b), logVariance: affine(0, -0.4) }],
        prior: { pseudoInputs: tensorOf([3, 1], [3, 1], u) },
      } as const
      const variance = w * w * Math.exp(bound(-0.5)) + Math.exp(bound(-0.4))
      const xs = [-1, 0.2, 2.5]
      const evidence = xs.map((x) =>
        logMeanExp(u.map((each) => logNormal(x, w * (0.7 * each - 0.2) + b, Math.log(variance)))),
      )
      const supplied = exact.supply(params)({
        x: tensorOf(['batch', 1], [3, 1], xs),
        key: from(1),
        samples: 4000,
      })
      const weights = valuesOf(
        pipe(
          supplied.logLikelihood,
          T.same.add(logPriorOf(supplied.prior)(supplied)),
          T.same.sub(logPosteriorOf(supplied.posterior)(supplied)),
        ),
      )
      xs.forEach((_, at) => {
        const own = weights.filter((_, place) => place % 3 === at)
        const { mean, error } = estimate(own)
        expect(mean + 4 * error).toBeLessThan(evidence[at] as number)
        // the weights have the mean p(x)
        const ratios = estimate(own.map((each) => Math.exp(each - (evidence[at] as number))))
        expect(Math.abs(ratios.mean - 1)).toBeLessThan(4 * ratios.error)
      })
    }))

  it('draws one of the inputs for each row, then of what the encoder gives for it', () =>
    scoped(() => {
      const affine = (weight: number, bias: number) => ({
        weight: tensorOf([1, 1], [1, 1], [weight]),
        bias: tensorOf([1], [1], [bias]),
      })
      const encode = line.apply([{ mean: affine(1, 0), logVariance: affine(0, -8) }])
      const own = { pseudoInputs: tensorOf([3, 1], [3, 1], [-10, 0, 30]) }
      const drawn = drawPrior(from(3), 'rows', 900)<readonly [1]>(three, own, encode as never)
      expect([drawn.shape, drawn.sizes]).toEqual([
        ['rows', 1],
        [900, 1],
      ])
      const counts = [-10, 0, 30].map((mean) => valuesOf(drawn).filter((z) => Math.abs(z - mean) < 1).length)
      expect(counts.reduce((sum, each) => sum + each, 0)).toBe(900)
      // a third of each, whose deviation is √(900 · 2/9)
      for (const each of counts) expect(Math.abs(each - 300)).toBeLessThan(4 * Math.sqrt(200))
      const params = model.init(from(1))
      expect(Vae.generate(model)(params, from(2), 5).x.sizes).toEqual([5, 6])
      expect(Vae.reconstruct(model)(params)(tensorOf(['rows', 6], [1, 6], six(1))).sizes).toEqual([1, 6])
      expect(Vae.describe(model)[1]).toBe('prior: VampPrior over [2]')
    }))

  it('runs the inputs in the context of the encoder, whose state is that after the data', () =>
    scoped(() => {
      const normalized = Layer.sequence(
        Layer.dense(6, 5),
        Layer.batchNorm(),
        Layer.tanh,
        Layer.dropout(0.2),
        Layer.normalHead(2),
      )
      const make = (prior: unknown) => Vae.make({ encoder: normalized, decoder, prior: prior as never })
      const [vamp, standard] = [
        Vae.make({ encoder: normalized, decoder, prior: VampPrior.through(normalized, { pseudoInputs: 4 }) }),
        make(DiagonalNormal.standard(2)),
      ]
      const params = vamp.init(from(1))
      expect(T.Tree.leaves(params).map(({ path }) => path)).toContain('prior.pseudoInputs')
      const x = tensorOf(['batch', 6], [2, 6], [...six(1), ...six(0)])
      const stateAfter = (given: unknown) => {
        const supplied = (given as typeof vamp).supply(params)({ x, key: from(5), samples: 2, mode: 'training' })
        expect(valuesOf(logPriorOf(supplied.prior)(supplied)).every(Number.isFinite)).toBe(true)
        const [name] = Object.getOwnPropertySymbols(supplied)
        const moved = (supplied as never as Record<symbol, (state: unknown) => unknown>)[name as symbol]?.(params.state)
        return T.Tree.leaves(moved as never).map(({ value }) => valuesOf(value as never))
      }
      expect(stateAfter(vamp)).toEqual(stateAfter(standard))
    }))

  it('learns, its inputs too, and along the same curve on every engine', async () => {
    const { engines } = await everyEngine()
    const common = { data, optimizer: adam({ learningRate: 0.03 }), epochs: 8, batch: 10, key: from(7) } as const
    const curves: number[][] = []
    for (const engine of engines) {
      const trained = await run(
        Train.fit({ ...common, model, objective: Elbo.iwae(Elbo.logWeight), samples: 3, engine }),
      )
      curves.push(trained.history.map(({ training }) => training.objective))
      expect(Array.from(trained.params.prior.pseudoInputs.values).some((each) => each < 0 || each > 1)).toBe(true)
    }
    expect(engines.length).toBeGreaterThan(1)
    for (const curve of curves) {
      expect(curve.at(-1)).toBeGreaterThan((curve[0] as number) + 1)
      curve.forEach((each, at) => {
        expect(each).toBeCloseTo(curves[0]?.[at] as number, 3)
      })
    }
  })
})

/** Six times a number. */
const six = (value: number): readonly number[] => Array.from({ length: 6 }, () => value)

// -----------------------------------------------------------------------------
// what a cast lets through
// -----------------------------------------------------------------------------

const through = VampPrior.through as unknown as (encoder: unknown, options: unknown) => unknown

it.each([
  ['encoder', { pseudoInputs: 3 }, 'VampPrior.through: the encoder is not a network'],
  [
    encoder,
    { pseudoInputs: 0 },
    'VampPrior.through: the number of pseudo-inputs must be a positive whole number, not 0',
  ],
  [
    encoder,
    { pseudoInputs: 3, from: { ...data, shape: [5] } },
    'VampPrior.through: the data is of [5] but the encoder takes [6]',
  ],
  [
    encoder,
    { pseudoInputs: 41, from: data },
    'VampPrior.through: the number of pseudo-inputs must be at most that of the examples, 40, not 41',
  ],
])('refuses %#', (given, options, words) => {
  expect(() => through(given, options)).toThrow(new ShapeError(words))
})

it('asks for the encoder of its model', () => {
  const { pseudoInputs } = { pseudoInputs: tensorOf([3, 1], [3, 1], [0, 0, 0]) }
  expect(() => priorDistribution(three, { pseudoInputs })).toThrow(
    new ShapeError('a prior through an encoder needs the encoder of its model'),
  )
})
