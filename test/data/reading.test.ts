import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Binarize from '../../src/data/binarize.js'
import { type Dataset, eventOf } from '../../src/data/dataset.js'
import { BadData } from '../../src/data/errors.js'
import { fromPixels } from '../../src/data/images.js'
import { datasetFault, read, rowsOfTable, vouched } from '../../src/data/reading.js'
import { take } from '../../src/data/split.js'
import type { Support } from '../../src/distributions/support.js'
import { from, uniform } from '../../src/random/key.js'
import { tabled } from './tabled.js'

const key = from(1)

const faultOf = (made: () => unknown): BadData => {
  try {
    made()
  } catch (thrown) {
    if (thrown instanceof BadData) return thrown
    throw thrown
  }
  throw new Error('nothing was thrown')
}

const said = <Values extends Support>(data: Dataset<readonly [4], Values>, ...indices: readonly number[]): string =>
  faultOf(() => read(data)(Uint32Array.from(indices), key)).message

const stray = (support: Support, value: number) => {
  const rows = [
    [0, 1, 0, 0],
    [1, 0, 0, 0],
    [0, 0, 1, 0],
  ]
  return tabled(support, [...rows, [0, 0, 0, value]])
}

describe('read', () => {
  it('gives the rows of what is as it says', () => {
    const data = tabled('unitInterval', [
      [0, 0.25, 0.5, 1],
      [1, 0, 0, 0],
    ])
    expect([...read(data)(Uint32Array.of(1, 0), key)]).toEqual([1, 0, 0, 0, 0, 0.25, 0.5, 1])
    for (const support of ['binary', 'oneHot', 'relaxed', 'unitInterval', 'integer', 'real'] as const)
      expect(read(stray(support, 1))(Uint32Array.of(3, 0), key)[3]).toBe(1)
  })

  it('says the row, the column and the number that a support does not have', () => {
    const words = (support: Support, value: number) => said(stray(support, value), 2, 3)
    expect(words('binary', 255)).toBe('mine: row 3, column 3 must be 0 or 1, not 255')
    expect(words('binary', -1)).toBe('mine: row 3, column 3 must be 0 or 1, not -1')
    expect(words('oneHot', 0.5)).toBe('mine: row 3, column 3 must be 0 or 1, not 0.5')
    expect(words('unitInterval', 1.5)).toBe('mine: row 3, column 3 must be a number from 0 to 1, not 1.5')
    expect(words('relaxed', -0.5)).toBe('mine: row 3, column 3 must be a number from 0 to 1, not -0.5')
    expect(words('integer', 2.5)).toBe('mine: row 3, column 3 must be a whole number from 0, not 2.5')
    expect(words('real', Number.POSITIVE_INFINITY)).toBe('mine: row 3, column 3 must be a finite number, not Infinity')
    for (const support of ['binary', 'oneHot', 'relaxed', 'unitInterval', 'integer', 'real'] as const)
      expect(words(support, Number.NaN)).toContain('row 3, column 3 must be')
  })

  it('has the place in the error', () => {
    const error = faultOf(() => read(stray('real', Number.NaN))(Uint32Array.of(3), key))
    expect(error).toMatchObject({ _tag: 'BadData', at: { row: 3, column: 3, value: Number.NaN } })
  })

  it('says a place of several axes by all of them', () => {
    const data = { ...stray('binary', 2), ...eventOf('mine', [2, 2]) }
    expect(faultOf(() => read(data)(Uint32Array.of(3), key)).message).toBe(
      'mine: row 3, place [1, 1] must be 0 or 1, not 2',
    )
  })

  it('refuses one-hot vectors without a 1, or with several', () => {
    const rows = [
      [0, 1, 0, 0],
      [0, 1, 1, 0],
      [0, 0, 0, 0],
    ]
    const data = tabled('oneHot', rows)
    expect(said(data, 0, 1)).toBe('mine: row 1 must have exactly one 1, not 2')
    expect(said(data, 2)).toBe('mine: row 2 must have exactly one 1, not 0')
    const pairs = { ...data, ...eventOf('mine', [2, 2]) }
    expect(faultOf(() => read(pairs)(Uint32Array.of(0), key)).message).toBe(
      'mine: row 0, place [1] must have exactly one 1, not 0',
    )
  })

  it('refuses another count of numbers, and what is no Float32Array', () => {
    const data = tabled('binary', [[0, 1, 0, 0]])
    expect(said({ ...data, rows: () => new Float32Array(7) }, 0, 0)).toBe(
      'mine: 2 rows of [4] must be 8 numbers, not 7',
    )
    expect(said({ ...data, rows: () => [0, 1, 0, 0] as never }, 0)).toBe(
      'mine: rows must give a Float32Array, not an array',
    )
    expect(said({ ...data, rows: () => undefined as never }, 0)).toBe(
      'mine: rows must give a Float32Array, not undefined',
    )
    // and nobody is left to hear that it is rejected
    expect(said({ ...data, rows: () => Promise.reject(new Error('disk read failed')) as never }, 0)).toBe(
      'mine: rows must give a Float32Array, not a promise of one',
    )
  })

  it('does not look again at rows that are vouched for, as of one support and no other', () => {
    const data = { ...stray('real', 7), rows: vouched('real', stray('real', 7).rows) }
    expect(read({ ...data, rows: vouched('binary', data.rows), support: 'binary' })(Uint32Array.of(3), key)[3]).toBe(7)
    expect(said({ ...stray('real', 7), rows: vouched('real', data.rows), support: 'binary' } as const, 3)).toContain(
      'must be 0 or 1',
    )
  })
})

describe('data that is made of other data', () => {
  const wrong = tabled('unitInterval', [
    [0, 0, 0, 1],
    [0, Number.NaN, 0, 1.5],
  ])

  it('is looked at before it is binarized, cut or chosen from', () => {
    const words = 'mine: row 1, column 1 must be a number from 0 to 1, not NaN'
    expect(said(Binarize.sample(wrong), 0, 1)).toBe(words)
    expect(said(pipe(wrong, Binarize.threshold()), 0, 1)).toBe(words)
    expect(said(Binarize.relaxed(wrong), 0, 1)).toBe(words)
    const two = pipe(wrong, take(2))
    if (two._tag === 'Left') throw new Error(two.left.message)
    expect(said(two.right, 1)).toBe(words)
    expect(said(Binarize.sample(two.right), 1)).toBe(words)
  })

  it('is refused as what the library made when only its support is changed', () => {
    const grey = fromPixels({
      name: 'grey',
      support: 'unitInterval',
      picture: null,
      pixels: Uint8Array.of(0, 128, 255, 0),
      ...eventOf('grey', [4]),
    })
    expect(said({ ...grey, support: 'binary' } as const, 0)).toContain('grey: row 0, column 1 must be 0 or 1')
  })
})

describe('datasetFault', () => {
  const data = tabled('binary', [[0, 1, 0, 0]])

  it('is null of what can be', () => expect(datasetFault(data)).toBeNull())

  it('says that the count must be a whole number above 0', () => {
    for (const count of [0, 60.5, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(datasetFault({ ...data, count })).toBe(`mine: count must be a whole number above 0, not ${count}`)
  })

  it('says that the event must have the sizes of the shape', () => {
    expect(datasetFault({ ...data, event: [{ dim: 4, size: 5 }] })).toBe('mine: event must have the sizes [4], not [5]')
    expect(datasetFault({ ...data, event: [{ dim: 'pixels', size: 4 }] })).toBe(
      'mine: event must have the dimensions of its shape [4], not [pixels]',
    )
    expect(datasetFault({ ...data, shape: ['pixels'], event: [{ dim: 'pixels', size: 5 }] })).toBeNull()
  })
})

// -----------------------------------------------------------------------------
// what it costs
// -----------------------------------------------------------------------------

describe('a batch of 128 pictures of 784 pixels', () => {
  const [COUNT, PIXELS, BATCH] = [512, 784, 128] as const
  /** As MNIST is: four pixels in five are black, and the others lie side by side, half of them grey. */
  const pixels = Uint8Array.from({ length: COUNT * PIXELS }, (_, at) =>
    at % 28 < 6 ? (at % 2 === 0 ? 255 : 1 + ((at * 7919) % 254)) : 0,
  )
  const event = eventOf('pictures', [784])
  const grey = fromPixels({ name: 'grey', support: 'unitInterval', picture: null, pixels, ...event })
  const bits = fromPixels({
    name: 'bits',
    support: 'binary',
    picture: null,
    pixels: pixels.map((byte) => (byte > 127 ? 1 : 0)),
    ...event,
  })
  const own = <Values extends Support>(support: Values, { rows, ...data }: Dataset<readonly [784], Support>) => ({
    ...data,
    support,
    rows: ((indices, each, into) => rows(indices, each, into)) as typeof rows,
  })
  const part = take(400)(grey)
  if (part._tag === 'Left') throw new Error(part.left.message)
  const kinds: Readonly<Record<string, Dataset<readonly [784], Support>>> = {
    grey,
    binary: bits,
    thresholded: pipe(grey, Binarize.threshold()),
    relaxed: Binarize.relaxed(grey),
    'a part': part.right,
    'a part, thresholded': pipe(part.right, Binarize.threshold()),
    "a user's own bits": own('binary', bits),
    "a user's own grey pixels": own('unitInterval', grey),
    "a user's own counts": own('integer', bits),
    "a user's own numbers": own('real', grey),
  }

  const indices = Uint32Array.from({ length: BATCH }, (_, at) => (at * 37) % 400)
  const into = new Float32Array(BATCH * PIXELS)

  /** The quarter of the runs that other programs on the machine disturb least. Units: milliseconds. */
  const quick = (work: () => void): number => {
    const times = Array.from({ length: 200 }, () => {
      const begun = performance.now()
      work()
      return performance.now() - begun
    })
    return times.slice(40).toSorted((one, other) => one - other)[20] as number
  }

  const table = Float32Array.from({ length: 256 }, (_, byte) => byte / 255)
  /** The least that grey pixels cost: one table look-up each. A tenth of a millisecond on a machine with nothing else to do. */
  const lookUp = () => {
    for (let at = 0; at < into.length; at++) into[at] = table[pixels[at] as number] as number
  }

  it.each(Object.entries(kinds))('of %s takes 0.2 milliseconds or less', (_, data) => {
    const rows = read(data)
    // as much longer as the machine is busy, half of it for what is busy between the two
    const busy = Math.max(1, quick(lookUp) / 0.08)
    expect(quick(() => rows(indices, key, into))).toBeLessThan(1.5 * 0.2 * busy)
  })

  it('that is sampled takes little more than its draws: 10,752 of them, each of 12 nanoseconds', () => {
    const rows = read(Binarize.sample(grey))
    const draws = quick(() => uniform(key, 10_752))
    expect(quick(() => rows(indices, key, into))).toBeLessThan(draws + 6 * quick(lookUp))
  })
})

describe('rowsOfTable', () => {
  const rows = rowsOfTable('table', Float32Array.of(0, 1, 2, 3, 4, 5), 2)

  it('copies the rows that are asked for, into a place of their size where there is one', () => {
    expect([...rows(Uint32Array.of(2, 0), key)]).toEqual([4, 5, 0, 1])
    const into = new Float32Array(2)
    expect(rows(Uint32Array.of(1), key, into)).toBe(into)
    expect([...into]).toEqual([2, 3])
    expect([...rows(Uint32Array.of(1, 1), key, into)]).toEqual([2, 3, 2, 3])
  })

  it('has no other rows', () => expect(() => rows(Uint32Array.of(3), key)).toThrow('table'))
})
