import { pipe } from 'fp-ts/lib/function.js'
import { DiagonalNormal, Elbo, Engine, Key, Kl, Layer, Onnx, T, Vae } from 'shapebound'
import { beforeAll, expect, it } from 'vitest'
import {
  learnedMean,
  logisticHead,
  model,
  standardLogistic,
  underLearnedMean,
} from '../../examples/own-distribution.js'
import { expectNear } from '../support/near.js'
import { exponential, exponentialHead, standardExponential } from './own/exponential.js'

// a distribution and a prior of one's own in models of the built package: what it supplies, draws, exports and refuses

const NEAR = { absolute: 1e-5, relative: 1e-5 }
const pixels = {
  shape: ['batch', 256],
  sizes: [2, 256],
  values: Float32Array.from({ length: 512 }, (_, at) => (Math.sin(at) > 0 ? 1 : 0)),
} as const
const numbersOf = (tree: unknown) => T.Tree.hostLeaves(tree as never).map(({ value }) => [...value.values])

const NUMBERS = Key.from(5)
let engine: Engine.Engine
beforeAll(async () => {
  engine = (await right(Engine.choose('auto'))).engine
})

const right = async <Value>(
  task: () => Promise<{ readonly _tag: 'Left'; left: { message: string } } | { readonly _tag: 'Right'; right: Value }>,
) => {
  const found = await task()
  if (found._tag === 'Left') throw new Error(found.left.message)
  return found.right
}

const MEAN = [0.5, -1, 2, 0, 1]
const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0)
const LOG_TWO_PI = Math.log(2 * Math.PI)

it('of your own weighs a draw, and has a KL in closed form from the posterior that it names: by hand', async () => {
  const outputs = await right(
    engine.run((x: T.Tensor<readonly ['batch', 256]>, key) => {
      const began = underLearnedMean.init(key)
      const mean = pipe(T.fromHost({ shape: ['latent'], sizes: [5], values: Float32Array.from(MEAN) } as const))
      const supplied = underLearnedMean.supply({ ...began, prior: { mean } })({
        x,
        key: Key.child('noise')(key),
        samples: 1,
      })
      const { mean: center, logVariance } = supplied.posterior
      return [
        Elbo.kl.evaluate(supplied as never).value,
        center,
        logVariance,
        Elbo.logPrior.evaluate(supplied).value,
        supplied.z,
      ] as const
    })(pixels, NUMBERS),
  )
  const [kl = [], center = [], logVariance = [], logPrior = [], z = []] = numbersOf(outputs)
  const ofRow = (values: readonly number[], row: number) => values.slice(5 * row, 5 * row + 5)
  const divergence = (row: number) =>
    0.5 *
    sum(
      ofRow(center, row).map((each, at) => {
        const v = ofRow(logVariance, row)[at] as number
        return Math.exp(v) - 1 - v + (each - (MEAN[at] as number)) ** 2
      }),
    )
  const density = (row: number) =>
    sum(ofRow(z, row).map((each, at) => -0.5 * ((each - (MEAN[at] as number)) ** 2 + LOG_TWO_PI)))
  expectNear(kl, [0, 1].map(divergence), NEAR)
  expectNear(logPrior, [0, 1].map(density), NEAR)
})

it('of your own generates draws of its event, and is drawn from by its parameters', async () => {
  const generated = await right(
    engine.run((_: null, key) => Vae.generate(underLearnedMean)(underLearnedMean.init(key), key, 3))(null, NUMBERS),
  )
  expect(generated.x.sizes).toEqual([3, 256])
})

// -----------------------------------------------------------------------------
// in a model
// -----------------------------------------------------------------------------

it('is exported: its parameters and its draws have their names', async () => {
  const began = await right(engine.run((_: null, key) => model.init(key))(null, NUMBERS))
  const { encoder, decoder, sampler } = await right(Onnx.exportVae(model)(began as never))
  expect(encoder.outputs.map(({ name }) => name).toSorted()).toEqual(['logScale', 'mean'])
  expect(decoder.outputs.map(({ name }) => name).toSorted()).toEqual(['logScale', 'mean'])
  expect(sampler.inputs.map(({ name }) => name).toSorted()).toEqual(['uniform', 'z'])
  expect(encoder.metadata.likelihood).toBe('Logistic')
  expect(JSON.stringify(sampler.metadata)).toContain('a draw from p(z), a StandardLogistic')
  expect(JSON.stringify(encoder.metadata)).toContain('of q(z|x)')
})

it('is refused in the words of the compiler, where a cast has silenced it', () => {
  const encoder = Layer.sequence(logisticHead(256, 5))
  const decoder = Layer.sequence(Layer.bernoulliHead(5, 256))
  expect(() => Vae.make({ encoder, decoder, prior: learnedMean as never })).toThrow(
    'vae: encoder gives a latent [5] but the prior is over [latent]',
  )
  const bits = Layer.sequence(Layer.bernoulliHead(256, 5))
  expect(() => Vae.make({ encoder: bits, decoder, prior: standardLogistic(5) as never })).toThrow(
    'vae: the posterior Bernoulli is over binary numbers but the prior StandardLogistic is over real',
  )
  expect(() => standardLogistic(0 as never)).toThrow(
    'standardLogistic: a dimension must be a positive whole number, not 0',
  )
})

it('has no KL in closed form, which is said where a cast asks for it', async () => {
  const output = await engine.run((x: T.Tensor<readonly ['batch', 256]>, key) => {
    const supplied = model.supply(model.init(key))({ x, key, samples: 1 })
    return Elbo.kl.evaluate(supplied as never).value
  })(pixels, NUMBERS)()
  expect(output).toMatchObject({
    left: {
      message: 'KL(Logistic ‖ StandardLogistic) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl',
    },
  })
})

// -----------------------------------------------------------------------------
// over numbers of one's own
// -----------------------------------------------------------------------------

const decoder = Layer.sequence(Layer.dense(3, 8), Layer.tanh, Layer.bernoulliHead(256))
const encoder = Layer.sequence(Layer.dense(256, 8), Layer.tanh, exponentialHead(3))
const positive = Vae.make({ encoder, decoder, prior: standardExponential(3) })

it('may be over numbers that no other is over, and has the KL that it gives: by hand', async () => {
  const outputs = await right(
    engine.run((x: T.Tensor<readonly ['batch', 256]>, key) => {
      const supplied = positive.supply(positive.init(key))({ x, key: Key.child('noise')(key), samples: 400 })
      const { posterior } = supplied
      const other = exponential.make<'batch', readonly ['latent']>({ logRate: T.addScalar(0.5)(posterior.logRate) })
      const terms = [Elbo.kl, Elbo.klByMonteCarlo].map((term) => term.evaluate(supplied).value)
      return [posterior.logRate, ...terms, Kl.closedForm(posterior, other), supplied.z] as const
    })(pixels, NUMBERS),
  )
  const [logRate = [], kl = [], sampled = [], other = [], z = []] = numbersOf(outputs)
  const closed = [0, 1].map((row) => sum(logRate.slice(3 * row, 3 * row + 3).map((each) => Math.exp(-each) - 1 + each)))
  expectNear(kl, closed, NEAR)
  expectNear(
    other,
    [0, 1].map(() => 3 * (Math.exp(0.5) - 1.5)),
    NEAR,
  )
  expect(z.every((each) => each > 0)).toBe(true)
  // the mean of 400 draws: within a few of its standard errors, of which the hardest is of the size of the rates
  for (const [row, each] of closed.entries()) expect(Math.abs((sampled[row] as number) - each)).toBeLessThan(0.3)
})

it('takes no prior over other numbers', () => {
  expect(() => Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(3) as never })).toThrow(
    'vae: the posterior Exponential is over positive numbers but the prior StandardNormal is over real',
  )
  const likelihood = Layer.sequence(exponentialHead(3, 256))
  expect(() => Vae.make({ encoder, decoder: likelihood as never, prior: standardExponential(3) })).toThrow(
    'vae: the decoder gives a Exponential but must end in a head such as Layer.bernoulliHead',
  )
})
