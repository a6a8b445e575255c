import { expect, it, describe as suite } from 'vitest'
import {
  cyclicalWarmUp,
  describe,
  elbo,
  elboWithBeta,
  elboWithFreeBits,
  linearWarmUp,
  logWeight,
  minimize,
  squaredError,
  term,
} from '../../src/losses/index.js'
import {
  axesWords,
  changing,
  changingLine,
  guaranteeWords,
  movesWords,
  needsWords,
  stepsShown,
} from '../../src/reports/objective.js'
import * as T from '../../src/tensors/index.js'

suite('an objective in words', () => {
  it('bounds log p(x), or is not proved to', () => {
    expect(guaranteeWords(describe(elbo))).toBe('It bounds log p(x) from below.')
    expect(guaranteeWords(describe(elboWithBeta(0.5)))).toBe(
      'It is not proved to bound log p(x), and its values are not to be compared with log-likelihoods.',
    )
  })

  it('has its axes', () => {
    expect([elboWithFreeBits(1), elbo, logWeight].map((each) => axesWords(each))).toEqual([
      'none: one value for a whole minibatch',
      'batch: a value for each example of a minibatch',
      'samples, batch: a value for each of them',
    ])
  })

  it('takes of a model what it takes, by words or by name', () => {
    expect(needsWords(describe(minimize(squaredError)))).toBe('the data x, the reconstruction of x')
    expect(needsWords(logWeight)).toBe(
      'log p(x|z) of every sample, the prior p(z), samples z of q(z|x), the posterior q(z|x)',
    )
    const own = term({
      name: 'own',
      axes: [],
      sense: 'gain',
      needs: ['labels'],
      nats: ({ labels }: { readonly labels: T.Tensor<readonly []> }) => T.square(labels),
    })
    expect([needsWords(own), needsWords({ needs: [] })]).toEqual(['labels', 'nothing'])
  })

  it('is pushed by who moves what', () =>
    expect([movesWords({ moves: null }), movesWords({ moves: ['encoder', 'prior'] })]).toEqual([
      'all parameters',
      'encoder, prior',
    ]))
})

suite('schedules in words', () => {
  it('show the first step, the last and the quarters, each once', () => {
    expect([1, 2, 3, 100, 1001].map(stepsShown)).toEqual([
      [1],
      [1, 2],
      [1, 2, 3],
      [1, 25, 50, 75, 100],
      [1, 250, 501, 751, 1001],
    ])
  })

  it('change over steps, and are one number in evaluation', () => {
    const warm = changing(100)(linearWarmUp({ to: 4, steps: 50, name: 'C' }))
    expect(changingLine(warm)).toBe(
      'C(t): 0.08 at step 1, 2 at step 25, 4 at step 50, 4 at step 75, 4 at step 100; 4 in evaluation',
    )
    expect(changing(8)(cyclicalWarmUp({ steps: 4 })).values).toEqual([
      [1, '0'],
      [2, '0.5'],
      [4, '1'],
      [6, '0.5'],
      [8, '1'],
    ])
  })
})
