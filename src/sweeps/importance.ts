/** How much of what trials measured follows from each parameter on its own. */

import { type Goal, scoreAt, squaresOf, type Trial } from './history.js'
import { type Parameter, plainOf, type Value } from './parameter.js'
import { partOf } from './scale.js'
import type { Space } from './space.js'

/** How many groups the values of a parameter of numbers are in. */
const GROUPS = 5

/** The group of a value; a parameter that is not there is a group of its own. */
const groupOf = (parameter: Parameter, value: Value | undefined): string =>
  value === undefined
    ? 'none'
    : plainOf(parameter)._tag === 'Choice'
      ? String(value)
      : String(Math.min(GROUPS - 1, Math.floor(GROUPS * partOf(parameter, value))))

/**
 * The share of the variance of some numbers that lies between groups of them: 0 where groups say nothing, 1 where they say all.
 *
 * Range: from 0 to 1. Source: the ratio ε² of Kelley, "An unbiased correlation ratio measure", PNAS 1935, which is 0 on average for
 * groups at random.
 *
 * @example
 * shareBetween([[1, 1], [3, 3]])
 * //=> 1
 */
export const shareBetween = (groups: readonly (readonly number[])[]): number => {
  const all = groups.flat()
  const total = squaresOf(all)
  const within = groups.reduce((sum, group) => sum + squaresOf(group), 0)
  const [free, left] = [groups.length - 1, all.length - groups.length]
  return total === 0 || left < 1 ? 0 : Math.max(0, 1 - within / left / (total / (free + left)))
}

/**
 * How much of the variance of what the trials reached at the first rung lies between the values of each parameter. What several
 * parameters do together is in none of them.
 */
export const importanceOf =
  (goal: Goal, space: Space) =>
  (trials: readonly Trial[]): Readonly<Record<string, number>> => {
    // trials that were cut short are compared where all have been
    const scored = trials.flatMap((trial) => {
      const score = scoreAt(goal, trial, 0)
      return score === null ? [] : [{ point: trial.point, score }]
    })
    return Object.fromEntries(
      Object.entries(space).map(([name, parameter]) => {
        const groups = new Map<string, number[]>()
        for (const { point, score } of scored) {
          const group = groupOf(parameter, point[name])
          groups.set(group, [...(groups.get(group) ?? []), score])
        }
        return [name, shareBetween([...groups.values()])]
      }),
    )
  }

/** The trials that no other is better than in both of two quantities. */
export const paretoOf = (one: Goal, other: Goal, trials: readonly Trial[]): readonly Trial[] => {
  const scored = trials.flatMap((trial) => {
    const rung = trial.results.length - 1
    const [x, y] = [scoreAt(one, trial, rung), scoreAt(other, trial, rung)]
    return x === null || y === null || trial.state === 'failed' ? [] : [{ trial, x, y }]
  })
  return scored
    .filter(({ x, y }) => !scored.some((each) => each.x >= x && each.y >= y && (each.x > x || each.y > y)))
    .map(({ trial }) => trial)
}
