/** A model of two fields, a point and its class, that is a logistic regression, and the same by hand in float64. */

import { pipe } from 'fp-ts/lib/function.js'
import { classes } from '../../src/data/classes.js'
import type { Dataset } from '../../src/data/dataset.js'
import * as Categorical from '../../src/distributions/categorical.js'
import * as Layer from '../../src/layers/index.js'
import { term } from '../../src/losses/term.js'
import type { RecordModel, Shown } from '../../src/models/record.js'
import { from, uniform } from '../../src/random/key.js'
import type * as T from '../../src/tensors/index.js'

const network = Layer.sequence(Layer.categoricalHead(2, 3))

/** What the classifier is shown. */
export type PointFields = {
  readonly point: Shown<readonly [2], 'real'>
  readonly label: Shown<readonly [3], 'oneHot'>
}

export const pointFields: PointFields = {
  point: { event: [{ dim: 2, size: 2 }], shape: [2], over: 'real' },
  label: { event: [{ dim: 3, size: 3 }], shape: [3], over: 'oneHot' },
}

/** What it supplies: the log-probability of the label, and what it was run for. */
export interface Labels {
  readonly logLabel: T.Tensor<readonly ['batch']>
}

/** Its parameters. */
export type ClassifierParams = { readonly network: ReturnType<typeof network.init> }

/** `p(label | point)`, whose modes and masks are noted. */
export const classifierOf = (
  seen: (observed: { readonly mode: string; readonly masks: object }) => void = () => undefined,
): RecordModel<PointFields, ClassifierParams, Labels> => ({
  name: 'classifier',
  fields: pointFields,
  supplies: ['logLabel'],
  init: (key) => ({ network: network.init(key) }),
  supply: (params) => (observed) => {
    seen(observed)
    const { point, label } = observed.values
    return { logLabel: pipe(label, Categorical.logProb(network.apply(params.network)(point))<readonly []>) }
  },
})

export const logLabel = term({
  name: 'log p(label)',
  axes: ['batch'],
  sense: 'gain',
  needs: ['logLabel'],
  nats: (supplied: Labels) => supplied.logLabel,
})

// -----------------------------------------------------------------------------
// data
// -----------------------------------------------------------------------------

/** The class of each point, as a number. */
export const ownClasses = (count: number): readonly number[] =>
  Array.from(uniform(from(2), count), (draw) => Math.floor(draw * 3))

/** Points around three centers. */
export const points = (count: number): Dataset<readonly [2], 'real'> => {
  const noise = uniform(from(3), 2 * count)
  const own = ownClasses(count)
  const values = Float32Array.from({ length: 2 * count }, (_, at) => {
    const angle = ((own[at >> 1] as number) * 2 * Math.PI) / 3
    return (at % 2 === 0 ? Math.cos(angle) : Math.sin(angle)) + (noise[at] as number) - 0.5
  })
  return {
    name: 'points',
    event: [{ dim: 2, size: 2 }],
    shape: [2],
    support: 'real',
    count,
    picture: null,
    rows: (indices) => Float32Array.from([...indices].flatMap((row) => [...values.subarray(2 * row, 2 * row + 2)])),
  }
}

export const labels = (count: number) => classes(3, ownClasses(count))

// -----------------------------------------------------------------------------
// by hand
// -----------------------------------------------------------------------------

export interface Weights {
  /** Of each of two inputs three. */
  readonly weight: readonly (readonly number[])[]
  readonly bias: readonly number[]
}

const softmax = (logits: readonly number[]): readonly number[] => {
  const top = Math.max(...logits)
  const all = logits.map((each) => Math.exp(each - top))
  const sum = all.reduce((total, each) => total + each, 0)
  return all.map((each) => each / sum)
}

const probabilities = ({ weight, bias }: Weights, row: readonly number[]) =>
  softmax(bias.map((own, column) => own + row.reduce((sum, x, at) => sum + x * (weight[at]?.[column] as number), 0)))

/** The mean of the log-probabilities of some labels, each with a weight. */
export const meanByHand = (
  at: Weights,
  rows: readonly (readonly number[])[],
  own: readonly number[],
  weights?: readonly number[],
) =>
  rows.reduce(
    (sum, row, index) =>
      sum + (weights?.[index] ?? 1) * Math.log(probabilities(at, row)[own[index] as number] as number),
    0,
  ) / rows.length

/** The weights after a step of gradient ascent on it. */
export const ascendByHand = (
  at: Weights,
  rows: readonly (readonly number[])[],
  own: readonly number[],
  rate: number,
  weights?: readonly number[],
): Weights => {
  const errors = rows.map((row, index) =>
    probabilities(at, row).map(
      (p, column) => ((weights?.[index] ?? 1) * ((own[index] === column ? 1 : 0) - p)) / rows.length,
    ),
  )
  const along = (scale: (row: number) => number, column: number) =>
    errors.reduce((sum, error, row) => sum + scale(row) * (error[column] as number), 0)
  return {
    weight: at.weight.map((line, input) =>
      line.map((w, column) => w + rate * along((row) => rows[row]?.[input] as number, column)),
    ),
    bias: at.bias.map((b, column) => b + rate * along(() => 1, column)),
  }
}
