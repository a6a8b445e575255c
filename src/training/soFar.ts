/** What the steps of an epoch have reported, as one table of float32: a row a step, and back into their values. */

import { atStep } from '../losses/schedule.js'
import { scalarOnHost } from '../tensors/create.js'
import type { HostTensor } from '../tensors/tensor.js'
import type { AnyPlayer } from './erased.js'
import type { Values } from './events.js'
import { type OnHost, valuesOfAll } from './values.js'

/** The values of some steps: a row has the objective of each player, and after it that of each part of it. */
export type SoFar = HostTensor<readonly ['step', 'metric']>

type Reported = Pick<Values, 'objective' | 'parts'>

const widthOf = ({ objective }: AnyPlayer): number => 1 + objective.parts.length

/** How many numbers a step reports. */
export const numbersOf = (players: readonly AnyPlayer[]): number =>
  players.reduce((total, player) => total + widthOf(player), 0)

const rowOf = ({ others = [], ...first }: Values): readonly number[] =>
  [first, ...others].flatMap(({ objective, parts }: Reported) => [objective, ...parts.map(({ value }) => value)])

/** The values of some steps as a table. They were float32 when they were reported, so nothing is lost. */
export const packed = (players: readonly AnyPlayer[], values: readonly Values[]): SoFar => ({
  shape: ['step', 'metric'],
  sizes: [values.length, numbersOf(players)],
  values: Float32Array.from(values.flatMap(rowOf)),
})

/** What the players report, read from a row. */
const metricsOf = (players: readonly AnyPlayer[], row: readonly number[]): readonly OnHost[] =>
  players.map((player, index) => {
    const begin = numbersOf(players.slice(0, index))
    const [objective = Number.NaN, ...parts] = row.slice(begin, begin + widthOf(player))
    return { objective: scalarOnHost(objective), parts: parts.map(scalarOnHost) }
  })

/** The values of the rows of a table; the first row is that of the step after `before`. */
export const unpacked = (
  players: readonly AnyPlayer[],
  { sizes, values }: SoFar,
  before: number,
): readonly Values[] => {
  const [count = 0, width = 0] = sizes
  return Array.from({ length: count }, (_, index) => {
    const [first, ...others] = metricsOf(players, [...values.subarray(index * width, (index + 1) * width)])
    // safe: there is a first player
    return valuesOfAll(players, { ...(first as OnHost), others }, atStep(before + index + 1))
  })
}
