import { describe, expect, test } from 'vitest'
import { choice, uniform } from '../../src/sweeps/parameter.js'
import { asha, median } from '../../src/sweeps/pruner.js'
import { grid } from '../../src/sweeps/sampler.js'
import { isStudy, study } from '../../src/sweeps/study.js'
import { recipe } from './synthetic.js'

const space = { x: uniform(-1, 1) }

test('what nobody says is as it is said here', () => {
  const own = study({ recipe, space })
  expect(own).toMatchObject({
    ...{ trials: 20, epochs: 9, seeds: 1, seed: 0, ahead: 4, goal: 'maximize', metric: 'objective', on: 'validation' },
    ...{ rungs: [9], sampler: { name: 'tpe' }, pruner: { name: 'none' } },
  })
  expect(isStudy(own)).toBe(true)
  expect([isStudy(recipe), isStudy(null), isStudy({ _tag: 'Study' })]).toEqual([false, false, false])
})

test('a grid has as many trials as points', () =>
  expect(
    study({ recipe, space: { kind: choice(['a', 'b']), x: uniform(0, 1) }, sampler: grid({ steps: 3 }) }).trials,
  ).toBe(6))

describe('is refused', () => {
  const refused = (parts: object) => () => study({ recipe, space, ...parts })
  test.each([
    [{ trials: 0 }, 'study: trials must be a positive whole number, not 0'],
    [{ seeds: 1.5 }, 'study: seeds must be a positive whole number, not 1.5'],
    [{ seed: -1 }, 'study: seed must be a whole number of 0 or more, not -1'],
    [{ ahead: 0 }, 'study: ahead must be a positive whole number, not 0'],
    [{ epochs: 0 }, 'study: epochs must be a positive whole number, not 0'],
    [
      { epochs: Number.POSITIVE_INFINITY, pruner: median() },
      'study: epochs must be a positive whole number, not Infinity',
    ],
    [{ sampler: grid({ steps: 0 }) }, 'grid: a count must be a positive whole number, not 0'],
    [
      { sampler: grid({ steps: Number.POSITIVE_INFINITY }) },
      'grid: a count must be a positive whole number, not Infinity',
    ],
    [{ space: { z: uniform(0, 1) } }, 'study: there is no option z'],
    [{ set: { x: 1 } }, 'study: x is in the space and is set too'],
    [{ set: { size: 0 } }, 'study: size must be a positive whole number, not 0'],
    [{ set: { seed: 1 } }, 'study: seed is given to each trial by the study, and cannot be set'],
    [{ pruner: asha({ factor: 1 }) }, 'asha: factor must be 2 or more, not 1'],
    [{ sampler: grid({ steps: 3 }), trials: 4 }, 'study: the grid has 3 points, and 4 trials are asked for'],
  ])('%j', (parts, message) => expect(refused(parts)).toThrow(message))
})
