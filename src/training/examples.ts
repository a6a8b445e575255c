/** The examples of a data set as a model is shown them: its only event, or its fields by name. */

import { type AnyDataset, numbersPerRow } from '../data/dataset.js'
import { type AnyPartialDataset, maskRows, partialRows } from '../data/partly.js'
import { read } from '../data/reading.js'
import { type AnyField, dataOf } from '../data/records.js'
import type { Support } from '../distributions/support.js'
import { child, type Key } from '../random/key.js'
import { type AnyShape, numbersOf } from '../shapes/dim.js'
import type { HostTensor, Tensor } from '../tensors/tensor.js'
import type { Host } from '../tensors/tree.js'
import { type AnyData, type AnyModelShown, fieldsOf } from './checkData.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

type Rows = Tensor<readonly ['batch', ...AnyShape]>

type Masks = { readonly [field: string]: Tensor<readonly ['batch']> }

/** Some examples: of the event of a model, or of its fields, with the masks of those that the data has of some rows. */
export type Batch = Rows | { readonly values: { readonly [field: string]: Rows }; readonly masks: Masks }

/** Examples that a model can be shown. */
export interface Examples {
  readonly name: string
  readonly count: number
  /** How many numbers an example has, for each array that its numbers are written into. */
  readonly widths: readonly number[]
  /** The examples of some indices, whose numbers may be written into arrays that are at hand. */
  readonly batch: (indices: Uint32Array, key: Key, into?: readonly (Float32Array | undefined)[]) => Host<Batch>
}

// -----------------------------------------------------------------------------
// one field
// -----------------------------------------------------------------------------

const isPartly = (field: AnyField): field is AnyPartialDataset => 'mask' in field

const tensorOf = (
  field: AnyField,
  indices: Uint32Array,
  key: Key,
  into?: Float32Array,
): HostTensor<readonly ['batch', ...AnyShape]> => {
  const data = dataOf(field)
  return {
    shape: ['batch', ...data.shape] as const,
    sizes: [indices.length, ...numbersOf(data.event)],
    values: isPartly(field) ? partialRows(field, indices, key, into) : read(data)(indices, key, into),
    // safe: indices of the engine have one part more, and only networks that look them up take them
    ...(('below' in field ? { below: field.below } : {}) as object),
  }
}

const maskOf = (field: AnyPartialDataset, indices: Uint32Array): HostTensor<readonly ['batch']> => ({
  shape: ['batch'],
  sizes: [indices.length],
  values: maskRows(field, indices),
})

// -----------------------------------------------------------------------------
// all of them
// -----------------------------------------------------------------------------

type NamedField = readonly [name: string, field: AnyField, key: (visit: Key) => Key]

/** The key of the field x is that of a data set of one field, so that it is drawn alike with other fields beside it. */
const keyOf =
  (name: string) =>
  (visit: Key): Key =>
    name === 'x' ? visit : child(name)(child('field')(visit))

/** The fields of the data that a model is shown. A data set of one field is what the model calls its own. */
const shown = (model: AnyModelShown, data: AnyData): readonly NamedField[] =>
  Object.keys(fieldsOf(model)).map((name) =>
    'fields' in data
      ? [name, data.fields[name] as AnyField /* the data has been checked */, keyOf(name)]
      : [name, data, (visit) => visit],
  )

const batchOf =
  (fields: readonly NamedField[]) =>
  (indices: Uint32Array, key: Key, into: readonly (Float32Array | undefined)[] = []): Host<Batch> => {
    const visit = child('visit')(key)
    const values = fields.map(
      ([name, field, own], index) => [name, tensorOf(field, indices, own(visit), into[index])] as const,
    )
    const masks = fields.flatMap(([name, field]) => (isPartly(field) ? [[name, maskOf(field, indices)] as const] : []))
    return { values: Object.fromEntries(values), masks: Object.fromEntries(masks) }
  }

/** The examples of data that has been found to fit a model. */
export const examplesOf = (model: AnyModelShown, data: AnyData): Examples => {
  const fields = shown(model, data)
  const sets: readonly AnyDataset[] = fields.map(([, field]) => dataOf(field))
  const batch = batchOf(fields)
  return {
    name: data.name,
    count: data.count,
    widths: sets.map(({ event }) => numbersPerRow(event)),
    batch:
      'fields' in model
        ? batch
        : (indices, key, into) =>
            (batch(indices, key, into) as Exclude<Host<Batch>, Host<Rows>>).values.x as Host<Rows>,
  }
}

/** What the numbers of the fields are that a model is shown. */
export const supportsOf = (model: AnyModelShown, data: AnyData): readonly Support[] =>
  shown(model, data).map(([, field]) => dataOf(field).support)
