/** What a model supplies of a batch: of fields, with their masks. */

import type { Mode } from '../layers/mode.js'
import { maskName } from '../losses/masks.js'
import type { Key } from '../random/key.js'
import { inPart } from '../shapes/part.js'
import * as T from '../tensors/index.js'
import type { Batch } from './examples.js'
import type { AnyModel } from './plan.js'

// -----------------------------------------------------------------------------
// masks
// -----------------------------------------------------------------------------

type Fields = Extract<Batch, { readonly values: unknown }>

type Mask = Fields['masks'][string]

/** The mask of a field: that of the data, or where every row has a value as many 1 as there are rows. */
const maskOf = ({ values, masks }: Fields, field: string): Mask =>
  masks[field] ?? T.addScalar(1)(T.zeros(['batch'], [values[field]?.sizes[0] as number]))

/** The masks of the fields that a model reads them of. */
const masksRead = ({ fields = {} }: Pick<AnyModel<never>, 'fields'>, batch: Fields): Fields['masks'] =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, { seen }]) => seen === 'some')
      .map(([field]) => [field, maskOf(batch, field)]),
  )

/** What is supplied, and beside it the mask of each field: made when a term asks for it. */
const withMasks = (supplied: object, batch: Fields): object => {
  const fields = new Map(Object.keys(batch.values).map((field) => [maskName(field) as string | symbol, field]))
  return new Proxy(supplied, {
    get: (given, name) => {
      const field = fields.get(name)
      return field === undefined ? Reflect.get(given, name, given) : maskOf(batch, field)
    },
  })
}

// -----------------------------------------------------------------------------
// supply
// -----------------------------------------------------------------------------

/** What a model is shown beside the examples. */
interface Beside {
  readonly key: Key
  readonly samples: number
  readonly mode: Mode
}

const isOfFields = (batch: Batch): batch is Fields => 'values' in batch

/** What a model supplies of a batch. */
export const suppliedOn =
  <Params>(model: AnyModel<Params>) =>
  (params: Params, batch: Batch, beside: Beside): never =>
    inPart('model: supply', () => {
      if (!isOfFields(batch)) return model.supply(params)({ x: batch, ...beside } as never)
      const masks = masksRead(model, batch)
      // safe: a term asks only for what the checks have found in what is supplied
      return withMasks(model.supply(params)({ values: batch.values, masks, ...beside } as never), batch) as never
    })
