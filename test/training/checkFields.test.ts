import { describe, expect, it } from 'vitest'
import { classes } from '../../src/data/classes.js'
import { indices } from '../../src/data/indices.js'
import { partly } from '../../src/data/partly.js'
import type { HasMask } from '../../src/losses/masks.js'
import type { Term } from '../../src/losses/term.js'
import type { Shown, ShownIndices } from '../../src/models/record.js'
import { type FieldFaults, fieldFault } from '../../src/training/checkFields.js'
import { labels, type PointFields, pointFields, points } from '../support/classifier.js'

const COUNT = 4
const point = points(COUNT)
const label = labels(COUNT)
const some = partly(() => true)(label)

type Asks<Field extends string> = Term<readonly ['batch'], 'gain', '~', HasMask<Field>>

type Faults<Has, Objectives = unknown, Fields = PointFields> = FieldFaults<Fields, Has, 'data', Objectives>

const of = (
  found: unknown,
  needs: readonly string[] | null = [],
  wanted: Parameters<typeof fieldFault>[1] = pointFields.label,
) => fieldFault('label', wanted, found as never, { name: 'data', needs })

describe('the fault of a field', () => {
  it('is that the data does not have it', () => {
    const words: Faults<{ readonly point: typeof point }> =
      'the model is shown label, which the data does not have: let q draw it, or add the field'
    expect(of(undefined)).toBe(words)
    const event: FieldFaults<{ readonly x: Shown<readonly [2], 'real'> }, object, 'data', null> =
      'the model is shown x, which the data does not have'
    expect(fieldFault('x', pointFields.point, undefined, { name: 'data', needs: null })).toBe(event)
  })

  it('is another shape, or another support', () => {
    const four = classes(4, [0, 1, 2, 3])
    const shape: Faults<{ readonly point: typeof point; readonly label: typeof four }> =
      'the model takes label of [3] but the data has label of [4]'
    expect(of(four)).toBe(shape)
    const binary = { ...label, support: 'binary' } as const
    const support: Faults<{ readonly point: typeof point; readonly label: typeof binary }> =
      'the distribution of label is over oneHot data but the data is binary'
    expect(of(binary)).toBe(support)
    expect(of(partly(() => true)(four), ['mask of label'])).toBe(shape)
  })

  it('is indices in the place of numbers, numbers in that of indices, and indices below another dimension', () => {
    const [three, seven] = [indices(3, [0, 1, 2, 0]), indices(7, [0, 1, 2, 0])]
    const rows: Faults<{ readonly point: typeof point; readonly label: typeof three }> =
      'the model takes label of [3] but the data has label of indices below 3'
    expect(of(three)).toBe(rows)
    type Wanted = Omit<PointFields, 'label'> & { readonly label: ShownIndices<readonly [], 3> }
    const wanted = { event: [], shape: [], over: 'indices', below: { dim: 3, size: 3 } } as const
    const numbers: Faults<{ readonly point: typeof point; readonly label: typeof label }, unknown, Wanted> =
      'the model takes label of indices below 3 but the data has label of [3]'
    expect(of(label, [], wanted)).toBe(numbers)
    expect(of(some, ['mask of label'], wanted)).toBe(numbers)
    const other: Faults<{ readonly point: typeof point; readonly label: typeof seven }, unknown, Wanted> =
      'the model takes label of indices below 3 but the data has label of indices below 7'
    expect(of(seven, [], wanted)).toBe(other)
    const fits: [Faults<{ readonly point: typeof point; readonly label: typeof three }, unknown, Wanted>] extends [
      never,
    ]
      ? null
      : string = null
    expect(of(three, [], wanted)).toBe(fits)
  })

  it('is that some rows have no value, where neither the model nor the objective cares', () => {
    type Has = { readonly point: typeof point; readonly label: typeof some }
    const words: Faults<Has> =
      "the model is shown label of every row but the data has it of some: take Elbo.whereObserved('label')"
    expect([of(some), of(some, ['mask of x'])]).toEqual([words, words])
    const other: Faults<Has, Asks<'x'>> = words
    expect(other).toBe(words)
    const asked: [Faults<Has, Asks<'label'>>] extends [never] ? null : string = null
    expect(of(some, ['mask of label'])).toBe(asked)
    type Reading = Omit<PointFields, 'label'> & { readonly label: Shown<readonly [3], 'oneHot', 'some'> }
    const read: [Faults<Has, unknown, Reading>] extends [never] ? null : string = null
    expect(of(some, [], { ...pointFields.label, seen: 'some' })).toBe(read)
    const event: FieldFaults<{ readonly label: PointFields['label'] }, Has, 'data', null> =
      'the model is shown label of every row but the data has it of some'
    expect(of(some, null)).toBe(event)
  })

  it('is that it is not a data set', () => {
    const words: Faults<{ readonly point: typeof point; readonly label: 7 }> =
      'the field label of the data is not a data set'
    for (const wrong of [7, {}, null, { data: null, mask: [] }]) expect(of(wrong)).toBe(words)
  })

  it('is none where it fits', () => {
    const none: [Faults<{ readonly point: typeof point; readonly label: typeof label }>] extends [never]
      ? null
      : string = null
    expect(of(label)).toBe(none)
  })
})
