import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, test } from 'vitest'
import { optimize, outcomeOf, seedsOf } from '../../src/sweeps/optimize.js'
import { choice } from '../../src/sweeps/parameter.js'
import { asha, none } from '../../src/sweeps/pruner.js'
import { random, tpe } from '../../src/sweeps/sampler.js'
import { study } from '../../src/sweeps/study.js'
import { gone, recipe, space } from './synthetic.js'

const small = { recipe, space: { kind: choice(['a', 'b', 'c']) }, trials: 3, sampler: random() } as const

test('several seeds are one trial, worth their mean', async () => {
  const asked: number[] = []
  const { trials } = await optimize(study({ ...small, trials: 1, seeds: 3, seed: 4 }))(({ seed }) => {
    asked.push(seed)
    return TE.right({ objective: seed })
  })
  expect(asked).toEqual([4, 5, 6])
  expect(trials[0]?.results).toEqual([{ objective: [4, 5, 6] }])
  expect(seedsOf({ seed: 4, seeds: 2 })).toEqual([4, 5])
})

test('a trial that cannot be measured fails, and the study goes on', async () => {
  const { trials, best } = await optimize(study(small))(({ trial }) =>
    trial === 1 ? E.left('diverged') : E.right({ objective: trial }),
  )
  expect(trials.map(({ state }) => state)).toEqual(['finished', 'failed', 'finished'])
  expect(best?.trial).toBe(2)
})

test('a number that is not finite is a failure', () =>
  expect(outcomeOf({ trial: 0, rung: 0 }, [E.right({ objective: Number.NaN })])).toEqual({
    ...{ kind: 'failed', trial: 0, rung: 0, reason: 'objective is NaN' },
  }))

// -----------------------------------------------------------------------------
// at equal budget
// -----------------------------------------------------------------------------

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed)

/** The probability of as many wins or more among so many, were both as good as each other. */
const chanceOf = (wins: number, of: number): number => {
  let [sum, ways] = [0, 1]
  for (let each = 0; each <= of; each++) {
    if (each >= wins) sum += ways
    ways = (ways * (of - each)) / (each + 1)
  }
  return sum / 2 ** of
}

describe('better than random search, by a sign test over 20 seeds', () => {
  test('TPE with as many trials', async () => {
    let wins = 0
    for (const seed of SEEDS) {
      const own = { recipe, space, trials: 100, seed, epochs: 1 } as const
      const [one, other] = [
        await gone(study({ ...own, sampler: tpe() })),
        await gone(study({ ...own, sampler: random() })),
      ]
      if (one.best > other.best) wins += 1
    }
    expect(chanceOf(wins, SEEDS.length)).toBeLessThan(0.01)
  })

  test('ASHA with as many epochs', async () => {
    let wins = 0
    for (const seed of SEEDS) {
      const own = { recipe, space, seed, epochs: 9, sampler: random() } as const
      const one = await gone(study({ ...own, trials: 150, pruner: asha() }))
      // not fewer epochs than ASHA has taken
      const other = await gone(study({ ...own, trials: Math.ceil(one.epochs / 9), pruner: none() }))
      expect(other.epochs).toBeGreaterThanOrEqual(one.epochs)
      if (one.best > other.best) wins += 1
    }
    expect(chanceOf(wins, SEEDS.length)).toBeLessThan(0.01)
  })
})
