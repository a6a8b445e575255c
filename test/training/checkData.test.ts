import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../src/data/dataset.js'
import { partly } from '../../src/data/partly.js'
import { records } from '../../src/data/records.js'
import * as Layer from '../../src/layers/index.js'
import * as Autoencoder from '../../src/models/autoencoder.js'
import { type CheckedData, dataFault, setsFault } from '../../src/training/checkData.js'
import { classifierOf, labels, points } from '../support/classifier.js'
import { patterns, smallVae } from '../support/smallVae.js'

const autoencoder = Autoencoder.make({
  encoder: Layer.sequence(Layer.dense(6, 2)),
  decoder: Layer.sequence(Layer.dense(2, 6)),
})

type Small = typeof smallVae

describe('dataFault', () => {
  const binary = patterns(3)
  const narrow = { ...binary, shape: [5] } as const
  const grey = { ...binary, support: 'unitInterval' } as const
  const relaxed = { ...binary, support: 'relaxed' } as const
  const real = { ...binary, support: 'real' } as const

  it('says which shape the model takes, and what its likelihood is over', () => {
    const words: readonly [
      CheckedData<Small, Dataset<readonly [5], 'binary'>>,
      CheckedData<Small, Dataset<readonly [6], 'unitInterval'>>,
      CheckedData<Small, Dataset<readonly [6], 'real'>>,
    ] = [
      'the model takes examples of [6] but the data has [5]',
      'the likelihood is over binary data but the data is unitInterval',
      'the likelihood is over binary data but the data is real',
    ]
    expect([narrow, grey, real].map((data) => dataFault(smallVae, data))).toEqual(words)
  })

  it('names what is held out', () => {
    const words: CheckedData<
      Small,
      Dataset<readonly [5], 'binary'>,
      'validation data'
    > = 'the model takes examples of [6] but the validation data has [5]'
    expect(dataFault(smallVae, narrow, 'validation data')).toBe(words)
  })

  it('is none for data that the likelihood is over', () => {
    const fits: CheckedData<Small, typeof binary> = binary
    expect(dataFault(smallVae, fits)).toBe(null)
    expect(dataFault(smallVae, relaxed)).toBe(null)
    for (const data of [binary, relaxed, grey, real]) expect(dataFault(autoencoder, data)).toBe(null)
  })
})

const classifier = classifierOf()
const labelled = records('points', { point: points(3), label: labels(3) })
const images = records('images', { x: patterns(3), label: labels(3) })

describe('data of fields', () => {
  it('fits a model of fields, and by its field x one of an event', () => {
    const fits: readonly [CheckedData<typeof classifier, typeof labelled>, CheckedData<Small, typeof images>] = [
      labelled,
      images,
    ]
    expect(fits.map((data, at) => dataFault(at === 0 ? classifier : smallVae, data))).toEqual([null, null])
  })

  it('says which field it lacks, and that one does not fit', () => {
    const absent: CheckedData<typeof classifier, typeof images> =
      'the model is shown point, which the data does not have: let q draw it, or add the field'
    expect(dataFault(classifier, images)).toBe(absent)
    const none: CheckedData<Small, typeof labelled, 'validation data'> =
      'the model is shown x, which the validation data does not have'
    expect(dataFault(smallVae, labelled, 'validation data')).toBe(none)
    const some = records('images', { x: partly(() => true)(patterns(3)) })
    const event: CheckedData<Small, typeof some> = 'the model is shown x of every row but the data has it of some'
    expect(dataFault(smallVae, some)).toBe(event)
  })

  it('must be several where the model is shown several', () => {
    const words: CheckedData<
      typeof classifier,
      ReturnType<typeof points>
    > = 'the model is shown several fields but the data has one: take Data.records'
    expect(dataFault(classifier, points(3))).toBe(words)
  })

  it('is refused in words where nothing has checked it', () => {
    for (const wrong of [7, null, undefined, 'data', [], {}])
      expect(dataFault(classifier, wrong as never)).toBe('the data is not a data set')
    expect(dataFault(classifier, { fields: null } as never)).toBe('the data is not a data set')
  })
})

describe('setsFault', () => {
  it('is of the first field that cannot be what it says', () => {
    expect(setsFault(labelled as never)).toBeNull()
    expect(setsFault({ ...labelled, count: 4 } as never)).toBe('points: point must have 4 examples, not 3')
    const point = { ...points(3), event: [{ dim: 2, size: 1 }] }
    expect(setsFault({ ...labelled, fields: { point } } as never)).toBe(
      'points: event must have the sizes [2], not [1]',
    )
  })
})
