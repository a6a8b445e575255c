/** A small classifier on the host, whose last hidden layer is what examples are compared by. */

import { refuse } from '../../shapes/defect.js'
import { placeOfLargest } from '../numbers/logistic.js'
import { type Matrix, ofRows, rowOf } from '../numbers/matrix.js'

/** A dense layer as a checkpoint has it. Shapes: the weight is `[In, Out]`. */
export interface DenseParams {
  readonly weight: { readonly sizes: readonly number[]; readonly values: ArrayLike<number> }
  readonly bias: { readonly values: ArrayLike<number> }
}

/** The dense layers of a classifier, each but the last followed by ReLU. */
export type Network = readonly DenseParams[]

/** The layers of a sequence, by its parameters on the host: what has none, such as ReLU, is left out. */
export const networkOf = (params: readonly unknown[]): Network =>
  params.filter((layer): layer is DenseParams => typeof layer === 'object' && layer !== null && 'weight' in layer)

/** A row through a layer. */
const through = ({ weight, bias }: DenseParams, row: Float64Array): Float64Array => {
  const [size = 0, out = 0] = weight.sizes
  if (row.length !== size) refuse(`features: takes rows of ${size} numbers but is given rows of ${row.length}`)
  const sums = Float64Array.from(bias.values)
  for (let place = 0; place < size; place++) {
    const value = row[place] as number
    if (value === 0) continue // most pixels are
    for (let unit = 0; unit < out; unit++)
      sums[unit] = (sums[unit] as number) + value * (weight.values[place * out + unit] as number)
  }
  return sums
}

const relu = (values: Float64Array): Float64Array => values.map((value) => Math.max(0, value))

const hiddenOf = (network: Network, row: Float64Array): Float64Array =>
  network.slice(0, -1).reduce((values, layer) => relu(through(layer, values)), row)

/**
 * The features of examples: the last hidden layer of a classifier.
 *
 * Shapes: `[Row, Pixel] -> [Row, Feature]`. Errors: a `ShapeError` for rows of another size than the classifier takes.
 *
 * @example
 * const layer = (value) => ({ weight: { sizes: [1, 1], values: [value] }, bias: { values: [0] } })
 * featuresBy([layer(2), layer(1)])(ofRows([[3], [-3]])).values
 * //=> Float64Array.of(6, 0)
 */
export const featuresBy =
  (network: Network) =>
  (rows: Matrix): Matrix =>
    ofRows(Array.from({ length: rows.rows }, (_, row) => hiddenOf(network, rowOf(rows, row))))

/**
 * The class that a classifier gives each example.
 *
 * Shapes: `[Row, Pixel]`, to a whole number from 0 on for each row. Errors: as those of `featuresBy`.
 */
export const classesBy =
  (network: Network) =>
  (rows: Matrix): Uint16Array =>
    Uint16Array.from({ length: rows.rows }, (_, row) =>
      placeOfLargest(through(network.at(-1) as DenseParams, hiddenOf(network, rowOf(rows, row)))),
    )
