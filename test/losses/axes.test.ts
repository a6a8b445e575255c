import fc from 'fast-check'
import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { minus } from '../../src/losses/algebra.js'
import { kl, logLikelihood } from '../../src/losses/atoms.js'
import { average, logMeanExp, sum } from '../../src/losses/axes.js'
import { elbo, logWeight } from '../../src/losses/estimators.js'
import { term } from '../../src/losses/term.js'
import { ShapeError } from '../../src/shapes/defect.js'
import type { Tensor } from '../../src/tensors/tensor.js'
import { onCpu, tensorOf } from '../support/engine.js'
import { samplesOf, worth } from '../support/terms.js'

onCpu()

const six = samplesOf('d', 'gain', [1, 2, 3, 4, 8, 9])

interface HasSpread {
  readonly spread: Tensor<readonly ['batch', 'latent']>
}

const spread = term({
  name: 'spread',
  axes: ['batch', 'latent'],
  sense: 'cost',
  needs: ['spread'],
  nats: ({ spread }: HasSpread) => spread,
})

const supplied = { spread: { shape: ['batch', 'latent'], sizes: [2, 3], values: [1, 2, 3, 10, 20, 40] } as const }
const ofSpread = () => ({ spread: tensorOf(supplied.spread.shape, supplied.spread.sizes, supplied.spread.values) })

describe('average', () => {
  it('is the mean over the axis of the name', () => {
    expect(worth(pipe(six, average('samples')), {})).toEqual({
      value: [4, 5],
      shape: ['batch'],
      sizes: [2],
      parts: [4.5],
      mean: 4.5,
    })
    expect(worth(pipe(six, average('batch')), {})).toMatchObject({
      value: [1.5, 3.5, 8.5],
      shape: ['samples'],
      parts: [4.5],
    })
    expect(worth(pipe(six, average('batch'), average('samples')), {})).toMatchObject({ value: [4.5], shape: [] })
  })

  it('keeps what the term is made of', () => {
    expect(pipe(logWeight, average('samples'))).toMatchObject({
      axes: ['batch'],
      sense: 'gain',
      content: logWeight.content,
      needs: logWeight.needs,
      parts: logWeight.parts,
    })
  })
})

describe('sum', () => {
  it('is the sum over the axis of the name, and its part with it', () => {
    const total = pipe(spread, sum('latent'))
    expect(worth(total, ofSpread())).toEqual({
      value: [6, 70],
      shape: ['batch'],
      sizes: [2],
      parts: [38],
      mean: 38,
    })
    expect(total).toMatchObject({ axes: ['batch'], sense: 'cost', content: ['+user spread'] })
  })

  it('leaves the objective the sum of its weighted parts', () => {
    const gain = pipe(six, average('samples'))
    const objective = pipe(gain, minus(pipe(spread, sum('latent'))))
    const { mean, parts } = worth(objective, ofSpread())
    expect(mean).toBeCloseTo(4.5 - 38, 5)
    expect((parts[0] ?? 0) - (parts[1] ?? 0)).toBeCloseTo(mean, 5)
  })

  it('over the batch is nats per example no longer: a bound of them is not proved', () => {
    const whole = pipe(elbo, sum('batch'))
    const content: readonly '~'[] = whole.content
    expect(content).toEqual(['~'])
    expect(pipe(kl, sum('batch')).content).toEqual(['~'])
    expect(worth(pipe(spread, sum('batch')), ofSpread())).toMatchObject({ value: [11, 22, 43], shape: ['latent'] })
  })
})

describe('logMeanExp', () => {
  it('is the logarithm of the mean of the exponentials', () => {
    const of = (...values: readonly number[]) =>
      Math.log(values.reduce((total, value) => total + Math.exp(value), 0) / values.length)
    const { value, shape } = worth(pipe(six, logMeanExp('samples')), {})
    expect(shape).toEqual(['batch'])
    expect(value[0]).toBeCloseTo(of(1, 3, 8), 5)
    expect(value[1]).toBeCloseTo(of(2, 4, 9), 5)
  })

  it('does not overflow, and moves with what is added to all', () => {
    const far = samplesOf('far', 'gain', [-1000, 1000, -1001, 1001, -1002, 1002])
    const near = samplesOf('near', 'gain', [0, 0, -1, 1, -2, 2])
    const [low = Number.NaN, high = Number.NaN] = worth(pipe(far, logMeanExp('samples')), {}).value
    const [zeroLow = Number.NaN, zeroHigh = Number.NaN] = worth(pipe(near, logMeanExp('samples')), {}).value
    expect(low).toBeCloseTo(-1000 + zeroLow, 3)
    expect(high).toBeCloseTo(1000 + zeroHigh, 3)
  })

  it('is between the mean and the maximum', () => {
    const number = fc.double({ min: -50, max: 50, noNaN: true })
    fc.assert(
      fc.property(fc.tuple(number, number, number, number, number, number), (values) => {
        const d = samplesOf('d', 'gain', values)
        const [low, middle] = [average, logMeanExp].map((over) => worth(over('samples')(d), {}).value[0] ?? Number.NaN)
        expect(middle).toBeGreaterThanOrEqual((low ?? Number.NaN) - 1e-4)
        expect(middle).toBeLessThanOrEqual(Math.max(values[0], values[2], values[4]) + 1e-4)
      }),
    )
  })

  it('of a log-weight over samples is the IWAE bound, of anything else nothing proved', () => {
    expect(pipe(logWeight, logMeanExp('samples')).content).toEqual(['+iwae'])
    expect(pipe(logWeight, logMeanExp('batch')).content).toEqual(['~'])
    expect(pipe(logLikelihood, logMeanExp('samples')).content).toEqual(['~'])
  })
})

describe('axes refuse, past a cast', () => {
  it.each<readonly [string, () => unknown]>([
    ['average: the term has the axes [batch] and not samples', () => average('samples')(kl as never)],
    ['average: the term has the axes [batch] and not latent', () => pipe(kl as never, average('latent'))],
    ['sum: the term has the axes [samples, batch] and not latent', () => sum('latent')(logLikelihood as never)],
    ['logMeanExp: the term has the axes [batch] and not samples', () => logMeanExp('samples')(elbo as never)],
    ['average: the term has the axes [] and not batch', () => average('batch')(pipe(kl, average('batch')) as never)],
    ['sum: samples are averaged, not summed', () => sum('samples' as never)(logLikelihood as never)],
  ])('%s', (words, reduce) => {
    expect(reduce).toThrow(new ShapeError(words))
  })
})
