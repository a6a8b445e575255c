import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as StandardNormal from '../../src/distributions/standardNormal.js'
import type * as Engine from '../../src/engines/index.js'
import * as Layer from '../../src/layers/index.js'
import * as Elbo from '../../src/losses/index.js'
import { exampleDiscrimination, examplePenalty, learnedError } from '../../src/losses/similarity.js'
import { describe as described } from '../../src/losses/term.js'
import * as Vae from '../../src/models/vae/index.js'
import * as Optimizer from '../../src/optimizers/index.js'
import { child, from, type Key, normal } from '../../src/random/key.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import * as Train from '../../src/training/index.js'
import { differencesOf } from '../support/differences.js'
import { everyEngine, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance, expectNear, GRADIENT } from '../support/near.js'
import { run } from '../support/outcome.js'
import { patterns, smallVae } from '../support/smallVae.js'

onCpu()

// -----------------------------------------------------------------------------
// a model of two numbers, decoded of one, with features and a discriminator by hand
// -----------------------------------------------------------------------------

type Codes = T.Tensor<readonly ['samples', 'batch', 'latent']>
type Examples = T.Tensor<readonly ['samples', 'batch', 'features']>
type Features = T.Tensor<readonly ['samples', 'batch', 'similarity']>

const [X, Z] = [
  [0.3, -0.8, 1.4, 0.2],
  [0.7, -1.1],
]
const key = from(11)

/** The second of two numbers is twice the first. */
const TWICE = [1, 2]
const decode = (z: number) => TWICE.map((by) => Math.tanh(by * z))
const features = ([a = 0, b = 0]: readonly number[]) => [a + b, a * a]
const logit = (of: readonly number[]) => 0.8 * (of[0] as number) - 0.5 * (of[1] as number) + 0.1

const supplied = (z: Codes, prior = StandardNormal.standard(named('latent', 1))) => ({
  x: tensorOf(['batch', 'features'], [2, 2], X),
  z,
  key,
  prior: StandardNormal.flattenEvent('latent')(prior),
  meanAt: (at: Codes): Examples => pipe(at, T.matmul(tensorOf(['latent', 'features'], [1, 2], TWICE)), T.tanh),
  networks: {
    similarity: (x: Examples): Features => {
      const sum = pipe(x, T.matmul(tensorOf(['features', 'similarity'], [2, 2], [1, 0, 1, 0])))
      const square = pipe(x, T.square, T.matmul(tensorOf(['features', 'similarity'], [2, 2], [0, 1, 0, 0])))
      return pipe(sum, T.same.add(square))
    },
    discriminator: (of: Features) =>
      pipe(of, T.matmul(tensorOf(['similarity', 1], [2, 1], [0.8, -0.5])), T.addScalar(0.1)),
  },
})

const codes = (values: readonly number[] = Z) => tensorOf(['samples', 'batch', 'latent'], [1, values.length, 1], values)
const softplus = (t: number) => Math.log1p(Math.exp(t))
const logitOf = (x: readonly number[]) => logit(features(x))
const drawn = () => [...normal(child('discriminator')(key), 2)]
const pair = (at: number) => X.slice(2 * at, 2 * at + 2)

const errorOf = (z: readonly number[]) =>
  z.map((each, at) => {
    const made = features(decode(each))
    return features(pair(at)).reduce((sum, own, place) => sum + (own - (made[place] as number)) ** 2, 0) / 2
  })
const penaltyOf = (z: readonly number[]) =>
  z.map((each, at) => (softplus(-logitOf(decode(each))) + softplus(-logitOf(decode(drawn()[at] as number)))) / 2)

/** The gradient of a term by the codes. */
const slopes = (of: (z: Codes) => { readonly value: T.Tensor<readonly ['samples', 'batch']> }) =>
  valuesOf(T.valueAndGradient((z: Codes) => [T.meanOfAll(of(z).value), null])(codes()).gradient)
const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length

describe('learnedError', () => {
  const term = learnedError('similarity')

  it('is half the squared distance of features, by hand, with its gradient', () =>
    scoped(() => {
      expectNear(valuesOf(term.evaluate(supplied(codes())).value), errorOf(Z))
      const wanted = differencesOf((z) => mean(errorOf(z)), Z)
      expectNear(
        slopes((z) => term.evaluate(supplied(z))),
        wanted,
        GRADIENT,
      )
    }))

  it('is 0 of what is decoded as it was', () =>
    scoped(() => {
      const x = tensorOf(['batch', 'features'], [2, 2], Z.flatMap(decode))
      expectNear(valuesOf(term.evaluate({ ...supplied(codes()), x }).value), [0, 0])
    }))
})

describe('examplePenalty', () => {
  const term = examplePenalty('similarity', 'discriminator')

  it('is -log d of what is decoded of codes and of draws from the prior, by hand, with its gradient', () =>
    scoped(() => {
      expectNear(valuesOf(term.evaluate(supplied(codes())).value), penaltyOf(Z))
      const wanted = differencesOf((z) => mean(penaltyOf(z)), Z)
      expectNear(
        slopes((z) => term.evaluate(supplied(z))),
        wanted,
        GRADIENT,
      )
    }))
})

describe('exampleDiscrimination', () => {
  const term = exampleDiscrimination('similarity', 'discriminator')

  it('is a third of the log-probability of being right about an example and what is decoded, by hand', () =>
    scoped(() => {
      const wanted = Z.map(
        (z, at) =>
          -(
            softplus(-logitOf(pair(at))) +
            softplus(logitOf(decode(z))) +
            softplus(logitOf(decode(drawn()[at] as number)))
          ) / 3,
      )
      expectNear(valuesOf(term.evaluate(supplied(codes())).value), wanted)
    }))

  it('is -log 2 for one that always says a half', () =>
    scoped(() => {
      const own = supplied(codes())
      const networks = {
        ...own.networks,
        discriminator: (of: Features) => T.mulScalar(0)(own.networks.discriminator(of)),
      }
      expectNear(valuesOf(term.evaluate({ ...own, networks }).value), [-Math.LN2, -Math.LN2])
    }))

  it('lets no gradient go to the decoder', () =>
    scoped(() => expect(slopes((z) => term.evaluate(supplied(z)))).toEqual([0, 0])))
})

it('nothing is proved of any of them', () => {
  const terms = [
    learnedError('similarity'),
    examplePenalty('similarity', 'discriminator'),
    exampleDiscrimination('similarity', 'discriminator'),
  ] as const
  expect(
    terms.map((each) => described(each as (typeof terms)[0])).map(({ sense, guarantee }) => [sense, guarantee]),
  ).toEqual([
    ['cost', 'objective'],
    ['cost', 'objective'],
    ['gain', 'objective'],
  ])
})

it('train an autoencoder, features and a discriminator of them as three players', async () => {
  const features = named('similarity', 4)
  const model = Vae.beside({
    similarity: Layer.sequence(Layer.dense(6, features), Layer.tanh),
    discriminator: Layer.sequence(Layer.dense(features, 1)),
  })(smallVae)
  const optimizer = Optimizer.sgd({ learningRate: 0.05 })
  const error = pipe(learnedError('similarity'), Elbo.average('samples'))
  const penalty = pipe(examplePenalty('similarity', 'discriminator'), Elbo.average('samples'))
  const told = pipe(exampleDiscrimination('similarity', 'discriminator'), Elbo.average('samples'))
  const play = Train.play({
    ...{ model, data: patterns(24), batch: 8, epochs: 2, key: from(3), order: 'at once' },
    players: [
      Train.player({
        ...{ name: 'encoder', moves: ['encoder'], optimizer },
        objective: pipe(Elbo.minimize(error), Elbo.minus(Elbo.kl)),
      }),
      Train.player({
        ...{ name: 'decoder', moves: ['decoder'], optimizer },
        objective: pipe(Elbo.minimize(penalty), Elbo.minus(error)),
      }),
      Train.player({
        ...{ name: 'discriminator', moves: ['similarity', 'discriminator'], optimizer },
        objective: told,
      }),
    ],
  })
  const { params } = await run(play)
  expect(hostLeaves(params).every(({ value }) => value.values.every(Number.isFinite))).toBe(true)
})

it('all are the same numbers on every engine', async () => {
  const { engines } = await everyEngine()
  const at = (engine: Engine.Engine) =>
    run(
      engine.run(({ z }: { z: Codes }, _: Key) => {
        const own = supplied(z)
        return [
          learnedError('similarity').evaluate(own).value,
          examplePenalty('similarity', 'discriminator').evaluate(own).value,
          exampleDiscrimination('similarity', 'discriminator').evaluate(own).value,
        ]
      })({ z: { shape: ['samples', 'batch', 'latent'], sizes: [1, 2, 1], values: Float32Array.from(Z) } }, from(7)),
    )
  const [first = [], ...others] = (await Promise.all(engines.map(at))).map((all) =>
    all.flatMap(({ values }) => [...values]),
  )
  for (const other of others) expect(distance(other, first)).toBeLessThan(1e-5)
})
