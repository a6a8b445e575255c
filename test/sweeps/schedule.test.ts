import { describe, expect, test } from 'vitest'
import { asha, halving, median, type Pruner } from '../../src/sweeps/pruner.js'
import { grid, random, sobol, tpe } from '../../src/sweeps/sampler.js'
import { decisions, knownPoint, standOf, underWay } from '../../src/sweeps/schedule.js'
import { study } from '../../src/sweeps/study.js'
import { gone, recipe, space } from './synthetic.js'

const common = { recipe, space, trials: 12, ahead: 3, epochs: 9 } as const

test('as many trials begin as are ahead, and then a result must come', () => {
  const made = decisions(study({ ...common, sampler: random() }))([])
  expect(made.map(({ kind, trial }) => [kind, trial])).toEqual([
    ['trial', 0],
    ['trial', 1],
    ['trial', 2],
  ])
  expect(decisions(study(common))(made)).toEqual([])
})

test('the result of what would end first is taken first', () => {
  const own = study({ ...common, pruner: asha(), sampler: random() })
  const history = decisions(own)([])
  expect(underWay(own)(history)).toEqual({
    now: 0,
    jobs: [0, 1, 2].map((trial) => ({ trial, rung: 0, ends: 1 })),
  })
})

describe.each<[string, Pruner]>([
  ['ASHA', asha()],
  ['halving', halving({ bracket: 6, factor: 2 })],
  ['the median', median({ every: 3, startup: 2 })],
])('%s', (_, pruner) => {
  test('goes through all trials, and the history is the same each time', async () => {
    const own = study({ ...common, pruner, sampler: tpe({ startup: 3 }) })
    const [one, other] = [await gone(own), await gone(own)]
    expect(one.history).toEqual(other.history)
    expect(one.trials.length).toBe(12)
    expect(one.trials.some(({ state }) => state === 'training')).toBe(false)
    expect(one.trials.some(({ state }) => state === 'finished')).toBe(true)
    expect(one.epochs).toBeLessThan(12 * 9)
  })

  test('each beginning of a history leads to the decisions that follow it there', async () => {
    const own = study({ ...common, pruner, sampler: random() })
    const { history } = await gone(own)
    history.forEach((entry, at) => {
      if (entry.kind !== 'result') return
      const before = history.slice(0, at + 1)
      const made = decisions(own)(before)
      expect(history.slice(at + 1, at + 1 + made.length)).toEqual(made)
    })
  })
})

test('a study that is asked for more trials goes on with them', async () => {
  const own = study({ ...common, sampler: random() })
  const { history } = await gone(own)
  expect(decisions(own)(history)).toEqual([])
  const more = [...history, { kind: 'extended', trials: 14 } as const]
  expect(decisions(own)(more).map(({ trial }) => trial)).toEqual([12, 13])
  expect(standOf(own)(more).total).toBe(14)
  const longer = await gone(study({ ...common, trials: 14, sampler: random() }))
  expect(decisions(own)(more)).toEqual(longer.history.filter((entry) => entry.kind === 'trial').slice(12))
})

test.each([random(), sobol(), grid({ steps: 2 })])('the points of $name follow from their numbers', async (sampler) => {
  const own = study({ ...common, sampler })
  const { trials } = await gone(own)
  expect(trials.map(({ trial }) => knownPoint(own, trial))).toEqual(trials.map(({ point }) => point))
})

test('and those of a study that looks at results do not', () => {
  expect(knownPoint(study(common), 0)).toBeNull()
  expect(knownPoint(study({ ...common, sampler: random(), pruner: asha() }), 0)).toBeNull()
})
