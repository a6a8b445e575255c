import { describe, expect, test } from 'vitest'
import { from } from '../../src/random/key.js'
import type { Entry } from '../../src/sweeps/history.js'
import { choice, logUniform, uniform, when } from '../../src/sweeps/parameter.js'
import { bestCount, grid, random, type Sampler, samplerFault, sobol, suggest, tpe } from '../../src/sweeps/sampler.js'
import type { Space } from '../../src/sweeps/space.js'
import { type Point, space, worthOf } from './synthetic.js'

const studyOf = (sampler: Sampler, of: Space = space) =>
  ({ space: of, sampler, seed: 0, metric: 'objective', goal: 'maximize', rungs: [1] }) as const

/** A history of trials that were each measured as soon as they were there. */
const gone = (sampler: Sampler, count: number, of: Space = space): readonly Entry[] => {
  const history: Entry[] = []
  for (let trial = 0; trial < count; trial++) {
    const point = suggest(studyOf(sampler, of))(history, from(5))
    const objective = [worthOf({ x: 0, y: 0, lr: 1, kind: 'a', ...point } as Point)]
    history.push({ kind: 'trial', trial, point }, { kind: 'result', trial, rung: 0, values: { objective } })
  }
  return history
}
const pointsOf = (history: readonly Entry[]) =>
  history.flatMap((entry) => (entry.kind === 'trial' ? [entry.point] : []))

describe.each([grid({ steps: 2 }), random(), sobol(), tpe({ startup: 4 })])('$name', (sampler) => {
  test('a point follows from the history and the key alone', () => {
    const history = gone(sampler, 8)
    expect(gone(sampler, 8)).toEqual(history)
    expect(suggest(studyOf(sampler))(history, from(5))).toEqual(suggest(studyOf(sampler))(history, from(5)))
  })

  test('lies in the space', () => {
    for (const point of pointsOf(gone(sampler, 12))) {
      expect(Object.keys(point).toSorted()).toEqual(['kind', 'lr', 'x', 'y'])
      expect(Math.abs(Number(point.x)) <= 5 && Number(point.lr) >= 1e-5 && Number(point.lr) <= 1).toBe(true)
    }
  })

  test('has a parameter only where its condition holds', () => {
    const conditional = { kind: choice(['a', 'b']), lr: when('kind', ['b'], logUniform(1e-5, 1)) }
    const points = pointsOf(gone(sampler, sampler.name === 'grid' ? 3 : 20, conditional))
    expect(points.every((point) => 'lr' in point === (point.kind === 'b'))).toBe(true)
    expect(new Set(points.map(({ kind }) => kind)).size).toBe(2)
  })
})

test('keys that differ give other points, but for those of a grid', () => {
  const point = (sampler: Sampler, seed: number) => suggest(studyOf(sampler))([], from(seed))
  expect(point(random(), 1)).not.toEqual(point(random(), 2))
  expect(point(sobol(), 1)).not.toEqual(point(sobol(), 2))
  expect(point(grid(), 1)).toEqual(point(grid(), 2))
})

test('the points of a Sobol sequence fill every half of every number alike', () => {
  const points = pointsOf(gone(sobol(), 16))
  expect(points.filter(({ x }) => Number(x) < 0).length).toBe(8)
  expect(points.filter(({ lr }) => Math.log10(Number(lr)) < -2.5).length).toBe(8)
})

test('TPE goes where the best were', () => {
  const near = (sampler: Sampler) =>
    pointsOf(gone(sampler, 60))
      .slice(30)
      .reduce((sum, { x }) => sum + Math.abs(Number(x) - 1), 0) / 30
  expect(near(tpe())).toBeLessThan(near(random()) / 1.5)
})

test('a tenth is taken for the best, and never more than 25', () =>
  expect([1, 10, 11, 240, 1000].map(bestCount)).toEqual([1, 1, 2, 24, 25]))

test('what cannot be is said', () => {
  const wide = Object.fromEntries(Array.from({ length: 22 }, (_, at) => [`p${at}`, uniform(0, 1)]))
  expect(samplerFault(sobol(), wide)).toBe('sobol: takes 21 parameters or fewer, not 22')
  expect(samplerFault(tpe({ startup: 0 }), space)).toBe('tpe: a count must be a positive whole number, not 0')
  expect(samplerFault(grid({ steps: 1.5 }), space)).toBe('grid: a count must be a positive whole number, not 1.5')
  expect(samplerFault(random(), wide)).toBeNull()
})
