import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { kl, logLikelihood } from '../../src/losses/atoms.js'
import { average, sum } from '../../src/losses/axes.js'
import { groupSamples, groupsOf } from '../../src/losses/grouping.js'
import { term } from '../../src/losses/term.js'
import { ShapeError } from '../../src/shapes/defect.js'
import type { Tensor } from '../../src/tensors/tensor.js'
import { onCpu, tensorOf } from '../support/engine.js'
import { worth } from '../support/terms.js'

onCpu()

const supplied = () => ({
  logLikelihood: tensorOf(['samples', 'batch'], [4, 2], [1, 10, 2, 20, 3, 30, 4, 40]),
  spread: tensorOf(['batch', 'latent'], [2, 4], [1, 2, 3, 4, 10, 20, 30, 40]),
})

const spread = term({
  name: 'spread',
  axes: ['batch', 'latent'],
  sense: 'cost',
  needs: ['spread'],
  nats: ({ spread }: { readonly spread: Tensor<readonly ['batch', 'latent']> }) => spread,
})

describe('groupSamples', () => {
  it('splits the samples into groups of consecutive ones', () => {
    const grouped = pipe(logLikelihood, groupSamples(2))
    expect(worth(grouped, supplied())).toMatchObject({ shape: ['outer', 'inner', 'batch'], sizes: [2, 2, 2] })
    expect(worth(pipe(grouped, average('inner')), supplied())).toMatchObject({
      shape: ['outer', 'batch'],
      value: [1.5, 15, 3.5, 35],
    })
    expect(worth(pipe(grouped, average('inner'), average('outer')), supplied()).value).toEqual([2.5, 25])
    expect(pipe(grouped, sum('inner')).content).toEqual(['~'])
  })
})

describe('groupsOf', () => {
  it('sums consecutive dimensions', () => {
    const grouped = pipe(spread, groupsOf(2))
    expect(worth(grouped, supplied())).toMatchObject({
      shape: ['batch', 'groups'],
      sizes: [2, 2],
      value: [3, 7, 30, 70],
      parts: [27.5],
      mean: 27.5,
    })
    expect(worth(pipe(grouped, sum('groups')), supplied())).toMatchObject({ value: [10, 100], parts: [55] })
    expect(grouped.formula.text).toBe('sum over groups of 2 of [spread]')
  })
})

describe('grouping refuses', () => {
  it.each<readonly [string, () => unknown]>([
    ['groupSamples: the term has the axes [batch] but must have [samples, batch]', () => groupSamples(2)(kl as never)],
    ['groupsOf: the term has the axes [batch] but must have [batch, latent]', () => groupsOf(2)(kl as never)],
    ['groupsOf: the size of a group must be a positive whole number, not 0', () => groupsOf<number>(0)],
    ['groupsOf: the size of a group must be a positive whole number, not 1.5', () => groupsOf<number>(1.5)],
    ['groupSamples: 4 samples are not 3 equal groups', () => worth(pipe(logLikelihood, groupSamples(3)), supplied())],
    ['groupsOf: 4 latent dimensions are not groups of 3', () => worth(pipe(spread, groupsOf(3)), supplied())],
  ])('%s', (words, run) => {
    expect(run).toThrow(new ShapeError(words))
  })
})
