import { describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import { Elbo, Joint, Key, Layer, type T, Vae } from '../../src/index.js'
import { beginStates, hasState, running, stateAfter, stateBranch } from '../../src/models/state.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

const { batchNorm, bernoulliHead, dense, dropout, normalHead, sequence } = Layer

const rows = () => tensorOf(['batch', 3], [2, 3], [1, 0, 1, 0, 0, 1])
const KEY = Key.from(5)

const plain = sequence(dense(3, 4), normalHead(2))
const normed = sequence(Layer.input([3]), batchNorm({ momentum: 0.75 }), dense(4), normalHead(2))
const noisy = sequence(dense(2, 400), dropout(0.5), bernoulliHead(3))
const prior = DiagonalNormal.standard(2)
const model = Vae.make({ encoder: normed, decoder: noisy, prior })

describe('the states of networks', () => {
  it('are of those that have one', () => {
    expect([plain, normed, noisy].map((each) => hasState(each as never))).toEqual([false, true, false])
    scoped(() => {
      expect(beginStates({ plain, noisy } as never)).toBeNull()
      expect(Object.keys(beginStates({ plain, normed } as never) ?? {})).toEqual(['normed'])
    })
    expect(stateBranch(null)).toEqual({})
    expect(stateBranch({ a: 1 })).toEqual({ state: { a: 1 } })
  })

  it('are a branch of the parameters of a model, where there is one', () =>
    scoped(() => {
      const params = model.init(KEY)
      expect(Object.keys(params)).toEqual(['encoder', 'decoder', 'state'])
      expect(Object.keys(params.state)).toEqual(['encoder'])
      const { mean, variance } = params.state.encoder[1]
      expect([valuesOf(mean), valuesOf(variance)]).toEqual([
        [0, 0, 0],
        [1, 1, 1],
      ])
      const without = Vae.make({ encoder: plain, decoder: noisy, prior })
      expect(Object.keys(without.init(KEY))).toEqual(['encoder', 'decoder'])
    }))
})

describe('running', () => {
  const network = {
    uses: ['state', 'noise'],
    begin: () => 0,
    run: (_: unknown, { key, mode, state }: { key: Key.Key; mode: string; state: number }) => {
      return (x: number) => [x + state, mode === 'training' ? state + Key.uniform(key, 1).length : state]
    },
    apply: () => () => 'applied',
  } as never

  it('applies what uses nothing', () =>
    expect(running({ key: KEY, states: {} }).run('a', { uses: [], apply: () => () => 'applied' } as never)(0)(0)).toBe(
      'applied',
    ))

  it('gives the state after the first run, from which all runs begin', () => {
    const networks = running({ key: KEY, mode: 'training', states: { a: 5, b: 7 } })
    expect(networks.after({ a: 5, b: 7 })).toEqual({ a: 5, b: 7 })
    expect(networks.run('a', network)(null)(1)).toBe(6)
    expect(networks.after({ a: 5, b: 7 })).toEqual({ a: 6, b: 7 })
    expect(networks.run('a', network)(null)(2)).toBe(7)
    expect(networks.after({ a: 5, b: 8 })).toEqual({ a: 6, b: 8 })
  })

  it('is in evaluation where no mode is given, which leaves states', () => {
    const networks = running({ key: KEY, states: { a: 5 } })
    networks.run('a', network)(null)(1)
    expect(networks.after({ a: 5 })).toEqual({ a: 5 })
  })
})

describe('a model with a state', () => {
  const observed = (mode: Layer.Context<null>['mode']) => ({ x: rows(), key: KEY, samples: 3, mode })

  it('normalizes by the batch in training, and by the state in evaluation', () =>
    scoped(() => {
      const params = model.init(KEY)
      const own = plainly(params.encoder)
      const means = (x: readonly number[]) => valuesOf(own(tensorOf(['batch', 3], [2, 3], x)).mean)
      const [training, evaluation] = (['training', 'evaluation'] as const).map((mode) =>
        valuesOf(model.supply(params)(observed(mode)).posterior.mean),
      )
      // columns (1, 0), (0, 0), (1, 1): means 1/2, 0, 1, variances 1/4, 0, 0
      const one = 0.5 / Math.sqrt(0.25 + 1e-5)
      expectClose(training, means([one, 0, 0, -one, 0, 0]))
      const by = 1 / Math.sqrt(1 + 1e-5)
      expectClose(evaluation, means([by, 0, by, 0, 0, by]))
    }))

  it('gives the state after: that of the mean and the variance of the batch, by the momentum', () =>
    scoped(() => {
      const params = model.init(KEY)
      const supplied = model.supply(params)(observed('training')) as never as Record<
        symbol,
        (state: unknown) => unknown
      >
      Elbo.elbo.evaluate(supplied as never)
      const after = supplied[stateAfter]?.(params.state) as typeof params.state
      expectClose(valuesOf(after.encoder[1].mean), [0.125, 0, 0.25])
      expectClose(valuesOf(after.encoder[1].variance), [0.75 + 0.25 / 4, 0.75, 0.75])
    }))

  it('draws noise for each sample of each row in training, and none in evaluation', () =>
    scoped(() => {
      const params = model.init(KEY)
      const z = tensorOf(
        ['samples', 'batch', 'latent'],
        [3, 2, 2],
        Array.from({ length: 12 }, () => 0.7),
      )
      // rows of one z, so that what differs is the noise: the likelihood of the first row of each sample
      const of = (mode: 'training' | 'evaluation') => {
        const values = valuesOf(model.supply(params)(observed(mode)).logLikelihoodAt(z))
        return new Set([values[0], values[2], values[4]]).size
      }
      expect([of('training'), of('evaluation')]).toEqual([3, 1])
    }))

  it('is one function of its samples for one batch: the same noise at the same samples', () =>
    scoped(() => {
      const supplied = model.supply(model.init(KEY))(observed('training'))
      expect(valuesOf(supplied.logLikelihoodAt(supplied.z))).toEqual(valuesOf(supplied.logLikelihood))
    }))
})

describe('a model of joint distributions with a state', () => {
  const sides = Vae.of({
    p: Joint.of(Joint.variable('z', prior), Joint.variable('x', noisy, 'z')),
    q: Joint.of(Joint.given('x', [3]), Joint.variable('z', normed, 'x')),
  })
  const observed = (mode: 'training' | 'evaluation') =>
    ({ values: { x: rows() }, masks: {}, key: KEY, samples: 3, mode }) as const

  it('has it by side and by variable, where some variable has one', () =>
    scoped(() => {
      const params = sides.init(KEY)
      expect(Object.keys(params)).toEqual(['p', 'q', 'state'])
      expect(Object.keys(params.state)).toEqual(['q'])
      expect(valuesOf(params.state.q.z[1].mean)).toEqual([0, 0, 0])
    }))

  it('gives the state after, as a model of two networks does', () =>
    scoped(() => {
      const params = sides.init(KEY)
      const supplied = sides.supply(params)(observed('training'))
      Elbo.elbo.evaluate(supplied)
      const after = (supplied as never as Record<symbol, (state: unknown) => typeof params.state>)[stateAfter]?.(
        params.state,
      )
      expectClose(valuesOf(after?.q.z[1].mean as T.AnyTensor), [0.125, 0, 0.25])
      expect(Object.keys(after ?? {})).toEqual(['q'])
    }))

  it('draws from p in evaluation: twice the same', () =>
    scoped(() => {
      const params = sides.init(KEY)
      const means = () => valuesOf(Vae.draw(sides)(params, KEY, 4).means.x)
      expect(means()).toEqual(means())
    }))
})

/** The encoder after its normalization. */
const plainly = (params: ReturnType<typeof normed.init>) => {
  const { apply } = sequence(dense(3, 4), normalHead(2))
  return (x: T.Tensor<readonly ['batch', 3]>) => apply([params[2], params[3]])(x)
}

const expectClose = (given: readonly number[] | undefined, wanted: readonly number[]) => {
  expect(given?.length).toBe(wanted.length)
  for (const [index, each] of wanted.entries()) expect(given?.[index]).toBeCloseTo(each, 5)
}
