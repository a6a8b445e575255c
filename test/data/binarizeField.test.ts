import { describe, expect, it } from 'vitest'
import * as Binarize from '../../src/data/binarize.js'
import type { GreyField } from '../../src/data/binarizeField.js'
import { classes } from '../../src/data/classes.js'
import type { Dataset } from '../../src/data/dataset.js'
import { type PartialDataset, partly } from '../../src/data/partly.js'
import { type Records, records } from '../../src/data/records.js'
import { sprites } from '../../src/data/sources/sprites.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'

const { grey, binary, factors } = sprites({ key: from(1), count: 20, size: 8 })
const shape = classes(3, factors.shape.values)
const data = records('sprites', { x: grey, shape })
const some = Uint32Array.of(3, 17, 0)

describe('one field of several', () => {
  it('is what its own choice makes of it, and the others stay', () => {
    const cut: Records<{ readonly x: Dataset<readonly [64], 'binary'>; readonly shape: typeof shape }> = Binarize.field(
      'x',
      Binarize.threshold(),
    )(data)
    expect([cut.name, cut.count, Object.keys(cut.fields)]).toEqual(['sprites', 20, ['x', 'shape']])
    expect(cut.fields.shape).toBe(shape)
    expect([...cut.fields.x.rows(some, from(2))]).toEqual([...Binarize.threshold()(grey).rows(some, from(2))])
    const sampled = Binarize.field('x', Binarize.sample)(data).fields.x
    expect([...sampled.rows(some, from(2))]).toEqual([...Binarize.sample(grey).rows(some, from(2))])
    const relaxed: Dataset<readonly [64], 'relaxed'> = Binarize.field('x', Binarize.relaxed)(data).fields.x
    expect([relaxed.support, ...relaxed.rows(some, from(2))]).toEqual(['relaxed', ...grey.rows(some, from(2))])
    expect(data.fields.x).toBe(grey)
  })

  it('may be a field that some examples have a value of', () => {
    const given = records('sprites', { x: partly((row) => row < 5)(grey), shape })
    const x: PartialDataset<readonly [64], 'binary'> = Binarize.field('x', Binarize.sample)(given).fields.x
    expect([x.data.support, [...x.mask]]).toEqual(['binary', [...given.fields.x.mask]])
  })

  it('must be there, and grey: said as the compiler says it', () => {
    const of = (name: string, fields: Records<object>) => () =>
      (Binarize.field(name, Binarize.sample) as (data: Records<object>) => unknown)(fields)
    const none: GreyField<(typeof data)['fields'], 'y'> = 'Binarize.field: the data has no field y'
    const other: GreyField<(typeof data)['fields'], 'shape'> =
      'Binarize.field: shape must be unitInterval data, not oneHot'
    expect(of('y', data)).toThrow(new ShapeError(none))
    expect(of('toString', data)).toThrow(new ShapeError('Binarize.field: the data has no field toString'))
    expect(of('shape', data)).toThrow(new ShapeError(other))
    expect(of('x', records('bits', { x: binary }))).toThrow(
      new ShapeError('Binarize.field: x must be unitInterval data, not binary'),
    )
  })
})
