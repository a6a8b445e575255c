/** The data of an experiment: what is said of it, what is held out, and examples as the model is shown them. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { AnyDataset, Picture } from '../data/dataset.js'
import { type Labels, labelsOf } from '../data/labels.js'
import { dataOf } from '../data/records.js'
import { split } from '../data/split.js'
import type { Support } from '../distributions/support.js'
import type { Key } from '../random/key.js'
import { numbersOf } from '../shapes/dim.js'
import type { AnyData } from '../training/checkData.js'
import type { Looks } from './looks.js'
import type { ExampleRows, HostRows } from './views.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The data of an experiment. */
export interface DataShown {
  readonly name: string
  readonly training: number
  readonly test: number
  /** Of the field x, where there are several. */
  readonly event: readonly number[]
  readonly support: Support
  readonly picture: Picture | null
  /** The classes of the test examples, where they are known. */
  readonly labels: Labels | null
  /** The same, or where the data has a field of classes those of the test examples. */
  readonly classes: () => Labels | null
}

/** The data that an experiment is trained on, or measured on. */
export type Half = 'train' | 'test'

/** What is read of an experiment, with its types erased. */
export interface ExperimentData {
  readonly data: AnyData
  readonly test: AnyData
  readonly labels?: Labels | null
  readonly looks?: Looks<never>
}

/** What says whether examples are held out. */
interface Patience {
  readonly patience?: number
}

// -----------------------------------------------------------------------------
// what is said of it
// -----------------------------------------------------------------------------

/** The data set that is looked at: of several fields x, or the first. */
const shown = (data: AnyData): AnyDataset => {
  if (!('fields' in data)) return data
  const field = data.fields.x ?? Object.values(data.fields)[0]
  return dataOf(field as NonNullable<typeof field>) // there is one: data of no field is refused
}

/** The classes of data of several fields: those of the first field of classes that is not looked at itself. */
const classesIn = (data: AnyData): Labels | null => {
  const fields = 'fields' in data ? Object.values(data.fields).map(dataOf) : []
  const found = fields.find((field) => field.support === 'oneHot' && field !== shown(data))
  return found === undefined ? null : labelsOf(found)
}

/** What is said of it. */
export const about = ({ data, test, labels = classesIn(test) }: ExperimentData): DataShown => {
  const { event, support, picture } = shown(test)
  return {
    ...{ name: data.name, training: data.count, test: test.count },
    ...{ event: numbersOf(event), support, picture, labels },
    classes: () => labels ?? classesIn(test),
  }
}

// -----------------------------------------------------------------------------
// what is held out
// -----------------------------------------------------------------------------

/** How much of the training data is held out where there is patience. */
const HELD_OUT = 1 / 12

/** How many of the training examples are held out. */
export const heldOutOf =
  ({ data }: Pick<ExperimentData, 'data'>) =>
  ({ patience }: Patience): number =>
    patience === undefined ? 0 : Math.floor(data.count * HELD_OUT)

/** The training data, and what is held out of it. */
export const parted = (own: Pick<ExperimentData, 'data'>, settings: Patience) => {
  const held = heldOutOf(own)(settings)
  return held === 0
    ? E.right({ data: own.data })
    : pipe(
        split(own.data.count - held)(own.data),
        E.map(([data, validation]) => ({ data, validation })),
      )
}

// -----------------------------------------------------------------------------
// examples
// -----------------------------------------------------------------------------

/** The names of the fields that a model is told beside what is looked at: its conditions, and what its looks need. */
const toldOf = (looks: Looks<never> | undefined): readonly string[] => [
  ...Object.keys(looks?.given?.conditions ?? {}),
  ...(looks?.beside?.fields ?? []),
]

/** Some examples, as the model is shown them, with rows of what it is told beside them. */
export const rowsOf =
  ({ data: train, test, looks }: ExperimentData) =>
  (half: Half, indices: Uint32Array, key: Key): ExampleRows => {
    const whole = half === 'test' ? test : train
    const of = (data: AnyDataset): HostRows => ({
      shape: ['rows', ...data.shape],
      sizes: [indices.length, ...numbersOf(data.event)],
      values: data.rows(indices, key),
    })
    const beside = toldOf(looks).flatMap((name) => {
      const field = 'fields' in whole ? whole.fields[name] : undefined
      const below = field !== undefined && 'below' in field ? { below: field.below } : {} // of indices, as engines take them
      return field === undefined ? [] : [[name, { ...of(dataOf(field)), ...below }] as const]
    })
    return { ...of(shown(whole)), ...(beside.length === 0 ? {} : { beside: Object.fromEntries(beside) }) }
  }

/** The first test examples, as the model is shown them; fewer where there are fewer. */
export const examplesOf =
  (own: ExperimentData) =>
  (count: number, key: Key): ExampleRows => {
    const indices = Uint32Array.from({ length: Math.min(count, own.test.count) }, (_, row) => row)
    return rowsOf(own)('test', indices, key)
  }
