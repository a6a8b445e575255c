/** What happens during training, as a stream of events that anyone may listen to. */

/** The value of a part of the objective. Units: nats per example, unless the part says otherwise. */
export interface PartValue {
  readonly name: string
  /** The sign and factor with which it stands in the objective. */
  readonly weight: number
  /** Unweighted. */
  readonly value: number
}

/** The objective and its parts, for one step or averaged over many. */
export interface Values {
  readonly objective: number
  readonly parts: readonly PartValue[]
}

/** One epoch: the mean over its steps, and the value on held-out data where there is some. */
export interface EpochRecord {
  readonly epoch: number
  readonly step: number
  readonly seconds: number
  readonly training: Values
  readonly validation: Values | null
}

/** Training begins. */
export interface Started {
  readonly _tag: 'Started'
  readonly engine: string
  readonly formula: string
  readonly parameters: number
  readonly epochs: number
  readonly stepsPerEpoch: number
}

/** A step was taken. */
export interface Stepped {
  readonly _tag: 'Stepped'
  readonly epoch: number
  readonly step: number
  readonly values: Values
}

/** An epoch is over. */
export interface EpochEnded {
  readonly _tag: 'EpochEnded'
  readonly record: EpochRecord
}

/** Why training ended. */
export type Stopped = 'epochs' | 'patience'

/** Training is over. */
export interface Finished {
  readonly _tag: 'Finished'
  readonly steps: number
  readonly secondsPerStep: number
  readonly stopped: Stopped
}

/** Any event of training. */
export type TrainingEvent = Started | Stepped | EpochEnded | Finished

/** The mean of some values, part by part. */
export const meanOfValues = (all: readonly { readonly values: Values; readonly count: number }[]): Values => {
  const total = all.reduce((sum, { count }) => sum + count, 0)
  const mean = (pick: (values: Values) => number) =>
    all.reduce((sum, { values, count }) => sum + (pick(values) * count) / total, 0)
  return {
    objective: mean((values) => values.objective),
    parts: (all[0]?.values.parts ?? []).map((part, index) => ({
      ...part,
      value: mean((values) => values.parts[index]?.value ?? Number.NaN),
    })),
  }
}
