import { describe, expect, it } from 'vitest'
import { failuresOf, summaryOf } from '../../bench/minutes.mjs'

/** Minutes of steps, as a soak sees them. */
const minutesOf = (count: number, of: (minute: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, at) => ({
    ...{ minute: at + 1, steps: 1000, ms: 4, cpuMs: 7, megabytes: 300, threads: 12 },
    ...of(at + 1),
  }))

describe('minutes of a soak', () => {
  it('are well where memory is flat and the pace is kept', () => {
    const summary = summaryOf(minutesOf(60))
    expect(summary).toMatchObject({ minutes: 60, steps: 60_000, rssGrowth: 0, moreThreads: 0, slowing: 0 })
    expect(failuresOf(summary)).toEqual([])
  })

  it('do not count the first five', () =>
    expect(failuresOf(summaryOf(minutesOf(60, (minute) => (minute <= 5 ? { ms: 1, megabytes: 100 } : {}))))).toEqual(
      [],
    ))

  it('are not well where memory grows, threads are left or the pace falls', () => {
    expect(failuresOf(summaryOf(minutesOf(60, (minute) => ({ megabytes: 300 + minute }))))).toEqual([
      'rssGrowth is 0.162 but must be at most 0.05',
    ])
    expect(failuresOf(summaryOf(minutesOf(60, (minute) => ({ ms: minute > 55 ? 4.5 : 4 }))))).toEqual([
      'slowing is 0.125 but must be at most 0.1',
    ])
    expect(failuresOf(summaryOf(minutesOf(60, (minute) => ({ threads: minute > 50 ? 13 : 12 }))))).toEqual([
      'moreThreads is 1.00 but must be at most 0',
    ])
  })

  it('are compared but for the first where there are few', () => {
    expect(summaryOf(minutesOf(3, (minute) => ({ ms: minute })))).toMatchObject({
      ms: { early: 2, late: 3 },
      slowing: 0.5,
    })
  })
})
