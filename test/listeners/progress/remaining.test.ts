import { describe, expect, it } from 'vitest'
import { beginning, type Moment, remainingWords, timeLeft } from '../../../src/listeners/progress/remaining.js'

/** The times left that are shown for steps reported in groups, each of which takes as long as its steps. */
const shown = (total: number, group: number, perStep: number, compiling = 5000): readonly (number | null)[] => {
  let start: Moment | null = null
  return Array.from({ length: total }, (_, index) => {
    const step = index + 1
    const now = { step, time: compiling + Math.ceil(step / group) * group * perStep }
    start = beginning(start, now)
    return timeLeft(start, now, total)
  })
}

describe('the time left', () => {
  it('is that of the other steps at the pace since the first, without what was compiled before it', () =>
    expect(shown(4, 1, 1000)).toEqual([null, 2000, 1000, 0]))

  it('does not count the first group of steps, which all come at once', () => {
    const times = shown(6400, 64, 10)
    expect(times.slice(0, 64).every((time) => time === null)).toBe(true)
    // at the end of each group the rest is known: 10 ms for each step
    for (const group of [2, 3, 50, 100]) expect(times[64 * group - 1]).toBeCloseTo(10 * (6400 - 64 * group), 6)
    // within a group it is never short of the truth by more than the group
    expect(times.every((time, index) => time === null || time >= 10 * (6400 - (index + 1)) - 640)).toBe(true)
  })
})

describe('the time left in words', () => {
  it.each([
    [400, '0 s left'],
    [59_400, '59 s left'],
    [59_600, '1 min 0 s left'],
    [200_000, '3 min 20 s left'],
    [599_700, '10 min left'],
    [3_570_000, '1 h 0 min left'],
    [3_900_000, '1 h 5 min left'],
  ])('%i ms: %s', (time, words) => expect(remainingWords(time)).toBe(words))
})
