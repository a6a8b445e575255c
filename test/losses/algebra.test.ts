import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { minus, plus } from '../../src/losses/algebra.js'
import { kl, logLikelihood, logPosterior, logPrior } from '../../src/losses/atoms.js'
import { average } from '../../src/losses/axes.js'
import { elbo, logWeight } from '../../src/losses/estimators.js'
import { scale } from '../../src/losses/weighting.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu } from '../support/engine.js'
import { batchOf, samplesOf, worth } from '../support/terms.js'

onCpu()

const a = batchOf('a', 'gain', [1, 2])
const b = batchOf('b', 'cost', [10, 30])
const c = batchOf('c', 'gain', [100, 500])

describe('plus and minus', () => {
  it('add gains and subtract costs, example by example', () => {
    expect(worth(pipe(a, plus(c)), {}).value).toEqual([101, 502])
    expect(worth(pipe(a, minus(b)), {}).value).toEqual([-9, -28])
    expect(worth(pipe(a, plus(c), minus(b)), {}).value).toEqual([91, 472])
    expect(worth(pipe(a, plus(pipe(c, minus(b)))), {}).value).toEqual([91, 472])
  })

  it('keep every part unweighted, and say with which sign and factor it stands', () => {
    const objective = pipe(a, minus(pipe(b, scale(4))), plus(pipe(c, scale(0.5))))
    expect(objective.parts).toEqual([
      { name: 'a', weight: 1 },
      { name: 'b', weight: -4 },
      { name: 'c', weight: 0.5 },
    ])
    const { value, parts } = worth(objective, {})
    expect(value).toEqual([1 - 40 + 50, 2 - 120 + 250])
    expect(parts).toEqual([1.5, 20, 300])
  })

  it('are the sum of the weighted parts, on average', () => {
    const objective = pipe(a, plus(pipe(c, minus(pipe(b, scale(3))), scale(2))))
    const { mean, parts } = worth(objective, {})
    expect(objective.parts.map(({ weight }) => weight)).toEqual([1, 2, -6])
    expect(mean).toBeCloseTo(
      objective.parts.reduce((sum, { weight }, index) => sum + weight * (parts[index] ?? Number.NaN), 0),
      4,
    )
  })

  it('keep the axes, the sense and the needs of both, once', () => {
    expect(logWeight.axes).toEqual(['samples', 'batch'])
    expect(logWeight.sense).toBe('gain')
    expect(logWeight.needs).toEqual(['logLikelihood', 'prior', 'z', 'posterior'])
    expect(elbo.needs).toEqual(['logLikelihood', 'posterior', 'prior'])
    expect(logWeight.content).toEqual(['+log p(x|z)', '+log p(z)', '-log q(z|x)'])
    expect(pipe(a, plus(a)).content).toEqual(['~'])
    expect(pipe(a, minus(b), minus(b)).content).toEqual(['~'])
  })

  it('leave the terms they join as they were', () => {
    pipe(a, minus(pipe(b, scale(4))))
    expect(a.parts).toEqual([{ name: 'a', weight: 1 }])
    expect(b.parts).toEqual([{ name: 'b', weight: 1 }])
    expect(b.content).toEqual(['+b'])
  })
})

describe('plus and minus refuse, past a cast', () => {
  const perSample = samplesOf('d', 'gain', [1, 2, 3, 4, 5, 6])
  it.each<readonly [string, () => unknown]>([
    ['kl is a cost: subtract it', () => pipe(elbo as never, plus(kl as never))],
    ['kl is a cost: subtract it', () => pipe(elbo as never, plus(pipe(kl, scale(4)) as never))],
    ['this term is a cost: subtract it', () => pipe(a as never, plus(pipe(b, scale(2)) as never))],
    ['log p(z) is a gain: add it', () => pipe(logLikelihood as never, minus(logPrior as never))],
    [
      'this term is a gain: add it',
      () => pipe(logLikelihood as never, minus(pipe(logLikelihood, plus(logPrior)) as never)),
    ],
    ['log q(z|x) is a cost: begin with a gain', () => pipe(logPosterior as never, plus(logPrior))],
    ['b is a cost: begin with a gain', () => pipe(b as never, minus(b))],
    ['terms of different axes: [samples, batch] and [batch]', () => pipe(logLikelihood as never, minus(kl))],
    ['terms of different axes: [batch] and [samples, batch]', () => pipe(a as never, plus(perSample))],
    ['terms of different axes: [batch] and []', () => pipe(a as never, minus(pipe(b, average('batch'))))],
  ])('%s', (words, join) => {
    expect(join).toThrow(ShapeError)
    expect(join).toThrow(new ShapeError(words))
  })
})
