/** The numbers that a step reports, with their names and weights; and their means. */

import type { Schedule } from '../losses/schedule.js'
import type { Part } from '../losses/term.js'
import type { AnyHostTensor } from '../tensors/tensor.js'
import type { AnyEvaluable, AnyPlayer } from './erased.js'
import type { PartValue, Values } from './events.js'

// -----------------------------------------------------------------------------
// of a step
// -----------------------------------------------------------------------------

/** The numbers of a tree of metrics on the host. */
export type OnHost = {
  readonly objective: AnyHostTensor
  readonly parts: readonly AnyHostTensor[]
  readonly others?: readonly OnHost[]
}

const partOf = (part: Part, value: number, at: (schedule: Schedule) => number): PartValue => ({
  name: part.name,
  weight: (part.schedules ?? []).reduce((weight, schedule) => weight * at(schedule), part.weight),
  value,
  title: part.title,
  unit: part.unit,
})

/** The numbers of a step, with the names of their parts and the weights of the step. */
export const valuesOf = (
  { parts }: Pick<AnyEvaluable, 'parts'>,
  metrics: OnHost,
  at: (schedule: Schedule) => number = ({ evaluation }) => evaluation,
): Values => ({
  objective: metrics.objective.values[0] ?? Number.NaN,
  parts: parts.map((part, index) => partOf(part, metrics.parts[index]?.values[0] ?? Number.NaN, at)),
})

/** The numbers of a step of several players: those of the first, with those of the others under their names. */
export const valuesOfAll = (
  [first, ...others]: readonly AnyPlayer[],
  metrics: OnHost,
  at: (schedule: Schedule) => number,
): Values => {
  const values = valuesOf((first as AnyPlayer).objective, metrics, at) // safe: there is a first player
  return others.length === 0
    ? values
    : {
        ...values,
        others: others.map(({ name, objective }, index) => ({
          player: name,
          // safe: a step reports of every player
          ...valuesOf(objective, metrics.others?.[index] as OnHost, at),
        })),
      }
}

// -----------------------------------------------------------------------------
// means
// -----------------------------------------------------------------------------

/** Some values, and of how many examples or steps they are the mean. */
interface WeightedValues<Of> {
  readonly values: Of
  readonly count: number
}

type Mean = <Of>(all: readonly WeightedValues<Of>[], pick: (values: Of) => number) => number

const mean: Mean = (all, pick) => {
  const total = all.reduce((sum, { count }) => sum + count, 0)
  return all.reduce((sum, { values, count }) => sum + (pick(values) * count) / total, 0)
}

/** The mean of a part: a weight that never changed stays what it is, to the last bit. */
const meanOfPart = (all: readonly WeightedValues<PartValue>[], first: PartValue): PartValue => {
  const value = mean(all, (part) => part.value)
  const constant = all.every(({ values }) => values.weight === first.weight)
  return {
    ...first,
    weight: constant
      ? first.weight
      : value === 0
        ? mean(all, (part) => part.weight)
        : mean(all, (part) => part.weight * part.value) / value,
    value,
  }
}

const NOTHING: PartValue = { name: '', weight: Number.NaN, value: Number.NaN }

const meanOfOne = <Of extends Pick<Values, 'objective' | 'parts'>>(all: readonly WeightedValues<Of>[]) => ({
  objective: mean(all, ({ objective }) => objective),
  parts: (all[0]?.values.parts ?? []).map((part, index) =>
    meanOfPart(
      all.map(({ values, count }) => ({ values: values.parts[index] ?? NOTHING, count })),
      part,
    ),
  ),
})

/** The mean of some values, part by part. */
export const meanOfValues = (all: readonly WeightedValues<Values>[]): Values => {
  const others = all[0]?.values.others
  const first = meanOfOne(all)
  return others === undefined
    ? first
    : {
        ...first,
        others: others.map((other, index) => ({
          player: other.player,
          ...meanOfOne(all.map(({ values, count }) => ({ values: values.others?.[index] ?? other, count }))),
        })),
      }
}
