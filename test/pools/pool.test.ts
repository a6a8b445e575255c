import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import type { Run } from '../../src/pools/job.js'
import { carryOutStudy, type Pool, type SweepEvent } from '../../src/pools/pool.js'
import type { RunEnd } from '../../src/pools/worker.js'
import type { Entry } from '../../src/sweeps/history.js'
import { asha, halving, median, none } from '../../src/sweeps/pruner.js'
import { tpe } from '../../src/sweeps/sampler.js'
import { type AnyStudy, study } from '../../src/sweeps/study.js'
import { recipe, space } from '../sweeps/synthetic.js'

const studies = [none(), median({ every: 3, startup: 2 }), halving({ bracket: 4, factor: 2 }), asha()].map(
  (pruner) =>
    [
      pruner.name,
      study({ recipe, space, pruner, sampler: tpe({ startup: 3 }), trials: 8, seeds: 2, epochs: 9 }),
    ] as const,
)

/** What a run measures: a number that follows from all that it is. */
const measured = ({ trial, seed, epochs, train }: Run): RunEnd => ({
  kind: 'measured',
  values: { objective: Math.sin(trial * 7 + seed) - 1 / epochs - train.join().length / 1000 },
})

interface Gone {
  readonly written: Entry[]
  readonly runs: string[]
  readonly most: number
}

/** Goes through a study whose runs take times at random, and which stops after some runs where that is said. */
const gone = async (
  own: AnyStudy,
  workers: number,
  history: readonly Entry[] = [],
  stopAfter = Number.POSITIVE_INFINITY,
) => {
  const [written, runs]: [Entry[], string[]] = [[...history], []]
  let [now, most] = [0, 0]
  const pool: Pool = {
    sweeping: { study: own, word: 'synthetic', folder: '/s' },
    ...{ workers, history },
    journal: {
      append: (entries) => {
        written.push(...entries)
        return E.right(undefined)
      },
    },
    carryOut: async (run) => {
      if (runs.length >= stopAfter) return { kind: 'stopped' }
      runs.push(`${run.trial}/${run.rung}/${run.seed}`)
      now += 1
      most = Math.max(most, now)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 4))
      now -= 1
      return measured(run)
    },
    listen: (_: SweepEvent) => undefined,
  }
  const end = await carryOutStudy(pool)
  return { written, runs, most, end } satisfies Gone & { end: unknown }
}

describe.each(studies)('%s', (_, own) => {
  test('the journal is the same with any number of workers, whoever is first', async () => {
    const one = await gone(own, 1)
    const four = await gone(own, 4)
    expect(four.written).toEqual(one.written)
    expect([one.most, four.most > 1 && four.most <= 4]).toEqual([1, true])
    expect(one.end.kind).toBe('done')
    expect(new Set(four.runs).size).toBe(four.runs.length)
  })

  test('and that of a study that is stopped anywhere and goes on', async () => {
    const whole = await gone(own, 2)
    for (const stopAfter of [0, 1, 5, 9]) {
      const cut = await gone(own, 3, [], stopAfter)
      expect(whole.written.slice(0, cut.written.length)).toEqual(cut.written)
      expect((await gone(own, 2, cut.written)).written).toEqual(whole.written)
    }
  })
})

const [, small] = studies[0] as (typeof studies)[number]
const poolOf = (end: (run: Run) => RunEnd, own: AnyStudy = small) => {
  const written: Entry[] = []
  return {
    written,
    end: carryOutStudy({
      sweeping: { study: own, word: 'synthetic', folder: '/s' },
      ...{ workers: 2, history: [], listen: () => undefined },
      journal: { append: (entries) => E.right(void written.push(...entries)) },
      carryOut: (run) => Promise.resolve(end(run)),
    }),
  }
}

test('a trial one of whose runs fails has failed, and the study goes on', async () => {
  const { written, end } = poolOf((run) =>
    run.trial === 2 && run.seed === 1 ? { kind: 'failed', reason: 'diverged' } : measured(run),
  )
  expect(await end).toMatchObject({ kind: 'done' })
  expect(written).toContainEqual({ kind: 'failed', trial: 2, rung: 0, reason: 'diverged' })
})

test('what is broken stops the study, and is not journaled', async () => {
  const { written, end } = poolOf((run) =>
    run.trial === 1 ? { kind: 'broken', reason: 'the disk is full' } : measured(run),
  )
  expect(await end).toEqual({ kind: 'broken', reason: 'the disk is full' })
  expect(written.some((entry) => entry.kind === 'failed')).toBe(false)
})

test('a quantity that is not measured is refused with those that are', async () => {
  const { end } = poolOf(measured, { ...small, metric: 'kl' })
  expect(await end).toEqual({ kind: 'broken', reason: 'study: there is no quantity kl: there are objective' })
})
