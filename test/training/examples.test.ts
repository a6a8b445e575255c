import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Binarize from '../../src/data/binarize.js'
import { indices } from '../../src/data/indices.js'
import { partly } from '../../src/data/partly.js'
import { records } from '../../src/data/records.js'
import { sprites } from '../../src/data/sources/sprites.js'
import type { Shown } from '../../src/models/record.js'
import { child, from } from '../../src/random/key.js'
import { examplesOf, supportsOf } from '../../src/training/examples.js'
import { labels, pointFields, points } from '../support/classifier.js'
import { patterns, smallVae } from '../support/smallVae.js'

const KEY = from(4)
const VISIT = child('visit')(KEY)
const INDICES = Uint32Array.of(3, 0, 2)
const model = { fields: pointFields }

describe('the examples of a data set', () => {
  it('are a tensor, for a model of an event', () => {
    const data = patterns(5)
    expect(examplesOf(smallVae, data)).toMatchObject({ name: 'patterns', count: 5, widths: [6] })
    const into = new Float32Array(18)
    const batch = examplesOf(smallVae, data).batch(INDICES, KEY, [into])
    expect(batch).toEqual({ shape: ['batch', 6], sizes: [3, 6], values: data.rows(INDICES, VISIT) })
  })

  it('are the fields that a model is shown, in its order and with no mask where every row has a value', () => {
    const data = records('points', { other: labels(5), label: labels(5), point: points(5) })
    expect(examplesOf(model, data)).toMatchObject({ name: 'points', count: 5, widths: [2, 3] })
    expect(examplesOf(model, data).batch(INDICES, KEY)).toEqual({
      values: {
        point: { shape: ['batch', 2], sizes: [3, 2], values: points(5).rows(INDICES, KEY) },
        label: { shape: ['batch', 3], sizes: [3, 3], values: labels(5).rows(INDICES, KEY) },
      },
      masks: {},
    })
  })

  it('are indices below their dimension, of a field of these', () => {
    const data = records('points', { point: points(5), label: indices(3, [0, 1, 2, 1, 0]) })
    const label = { event: [], shape: [], over: 'indices', below: { dim: 3, size: 3 } } as const
    const shown = { fields: { label } }
    expect(examplesOf(shown, data)).toMatchObject({ count: 5, widths: [1] })
    expect(examplesOf(shown, data).batch(INDICES, KEY)).toMatchObject({
      values: { label: { shape: ['batch'], sizes: [3], values: Float32Array.of(1, 0, 2), below: { dim: 3, size: 3 } } },
    })
  })

  it('are 0 where a field has no value, and its mask says so', () => {
    const data = records('points', { point: points(5), label: partly((row) => row > 2)(labels(5)) })
    expect(examplesOf(model, data).batch(INDICES, KEY)).toMatchObject({
      values: { label: { values: Float32Array.from([...labels(5).rows(Uint32Array.of(3), KEY), 0, 0, 0, 0, 0, 0]) } },
      masks: { label: { shape: ['batch'], sizes: [3], values: Float32Array.of(1, 0, 0) } },
    })
  })

  it('are written into the memory of each field', () => {
    const data = records('points', { point: points(5), label: partly(() => true)(labels(5)) })
    const [point, label] = [new Float32Array(6), new Float32Array(9)]
    const batch = examplesOf(model, data).batch(INDICES, KEY, [point, label])
    expect(batch).toMatchObject({ values: { label: { values: labels(5).rows(INDICES, KEY) } } })
    // safe: a model of fields is shown fields
    const { values } = batch as Extract<typeof batch, { readonly masks: unknown }>
    expect([values.label?.values === label, label.reduce((sum, each) => sum + each)]).toEqual([true, 3])
  })

  it('are of a data set without a name the field of a model that is shown one', () => {
    const { point } = pointFields
    const batch = examplesOf({ fields: { seen: point } }, points(5)).batch(INDICES, KEY)
    expect(batch).toMatchObject({ values: { seen: { values: points(5).rows(INDICES, KEY) } } })
  })

  it('name what the numbers are', () => {
    const x = { ...patterns(5), support: 'relaxed' } as const
    expect(supportsOf(smallVae, x)).toEqual(['relaxed'])
    expect(supportsOf(model, records('points', { x, point: points(5), label: labels(5) }))).toEqual(['real', 'oneHot'])
  })
})

describe('what is drawn for the examples', () => {
  const { grey } = sprites({ key: from(1), size: 8, count: 5 })
  const drawn = Binarize.sample(grey)
  const view: Shown<readonly [64], 'binary'> = { event: [{ dim: 64, size: 64 }], shape: [64], over: 'binary' }
  const fields = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, view]))
  const bitsOf = (names: readonly string[], key = KEY) => {
    const data = records('views', Object.fromEntries(names.map((name) => [name, drawn])) as never)
    const batch = examplesOf({ fields: fields(names) }, data as never).batch(INDICES, key)
    const { values } = batch as Extract<typeof batch, { readonly masks: unknown }> // safe: as above
    return names.map((name) => values[name]?.values)
  }

  it('is of its own in each field, and does not depend on the others', () => {
    const [left, right] = bitsOf(['left', 'right'])
    expect(left).not.toEqual(right)
    expect(bitsOf(['right', 'x', 'left'])[0]).toEqual(right)
    expect(bitsOf(['left'], from(5))[0]).not.toEqual(left)
  })

  it('is in the field x what it is in a data set without a name', () => {
    const alone = pipe(drawn, (data) => data.rows(INDICES, VISIT))
    expect(bitsOf(['left', 'x'])[1]).toEqual(alone)
  })
})
