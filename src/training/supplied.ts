/** What a model supplies of a batch: of fields, with their masks. */

import type { Mode } from '../layers/mode.js'
import { maskName } from '../losses/masks.js'
import { child, type Key } from '../random/key.js'
import { inPart } from '../shapes/part.js'
import * as T from '../tensors/index.js'
import type { AnyModel } from './erased.js'
import type { Batch } from './examples.js'

// -----------------------------------------------------------------------------
// masks
// -----------------------------------------------------------------------------

type Fields = Extract<Batch, { readonly values: unknown }>

type Mask = Fields['masks'][string]

/** The mask of a field: that of the data, or a 1 for each row where every row has a value. */
const maskOf = ({ values, masks }: Fields, field: string): Mask =>
  masks[field] ?? T.addScalar(1)(T.zeros(['batch'], [values[field]?.sizes[0] as number]))

/** The masks of the fields that a model reads them of. */
const masksRead = ({ fields = {} }: Pick<AnyModel<never>, 'fields'>, batch: Fields): Fields['masks'] =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, { seen }]) => seen === 'some')
      .map(([field]) => [field, maskOf(batch, field)]),
  )

/** What makes the masks of fields when a term asks for them, by their names among what is supplied. */
const masksOf = (batch: Fields): Made =>
  Object.fromEntries(Object.keys(batch.values).map((field) => [maskName(field), () => maskOf(batch, field)]))

// -----------------------------------------------------------------------------
// supply
// -----------------------------------------------------------------------------

/** What is made when a term asks for it, by its name. */
type Made = Readonly<Record<string, () => unknown>>

/** What is supplied, and beside it what is made when a term asks for it. */
const withMade = (supplied: object, made: Made): object =>
  new Proxy(supplied, {
    get: (given, name) =>
      typeof name === 'string' && Object.hasOwn(made, name) ? made[name]?.() : Reflect.get(given, name, given),
  })

/** What a model is shown beside the examples. */
interface Beside {
  readonly key: Key
  readonly samples: number
  readonly mode: Mode
}

const isOfFields = (batch: Batch): batch is Fields => 'values' in batch

/** What a model supplies of a batch, and beside it a key for terms that draw, and the masks of fields. */
export const suppliedOn =
  <Params>(model: AnyModel<Params>) =>
  (params: Params, batch: Batch, beside: Beside): never =>
    inPart('model: supply', () => {
      const key = () => child('terms')(beside.key)
      // safe: a term asks only for what the checks have found in what is supplied
      if (!isOfFields(batch)) return withMade(model.supply(params)({ x: batch, ...beside } as never), { key }) as never
      const masks = masksRead(model, batch)
      const supplied = model.supply(params)({ values: batch.values, masks, ...beside } as never)
      return withMade(supplied, { key, ...masksOf(batch) }) as never
    })
