import type { Either } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import {
  decode,
  fromAnyHost,
  fromHost,
  host,
  indicesFromHost,
  scalar,
  scalarOnHost,
  toHost,
  zeros,
  zerosLike,
} from '../../src/tensors/create.js'
import { decodeIndices } from '../../src/tensors/decodeIndices.js'
import type { AnyHostTensor } from '../../src/tensors/tensor.js'
import { expectNothingKept, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { right } from '../support/outcome.js'

describe('host', () => {
  const values = Float32Array.of(1, 2, 3, 4, 5, 6)

  it('binds the names of the shape', () => {
    expect(host(['batch', 2], { batch: 3 }, values)).toEqual({ shape: ['batch', 2], sizes: [3, 2], values })
    expect(host([], {}, Float32Array.of(7)).sizes).toEqual([])
    expect(host([6], {}, values).sizes).toEqual([6])
  })

  it('refuses another count of numbers, and says both', () => {
    expect(() => host(['batch', 2], { batch: 4 }, values)).toThrow(
      new ShapeError('host: [batch, 2] of sizes [4, 2] takes 8 numbers but is given 6'),
    )
  })

  it('refuses a name without a size', () => {
    expect(() => host(['batch', 2], {}, values)).toThrow(new ShapeError('host: no size is given for batch'))
    expect(() => host(['batch', 2], { rows: 3 }, values)).toThrow(new ShapeError('host: no size is given for batch'))
  })

  it('refuses a size that is not a whole number above 0, also where the count would fit', () => {
    // 1.5 rows of 4 are 6 numbers
    expect(() => host(['batch', 4], { batch: 1.5 }, values)).toThrow(
      new ShapeError("host: the size of 'batch' must be a positive whole number, not 1.5"),
    )
    expect(() => host(['a', 'b'], { a: -2, b: -3 }, values)).toThrow(
      new ShapeError("host: the size of 'a' must be a positive whole number, not -2"),
    )
    expect(() => host(['batch'], { batch: 0 }, new Float32Array(0))).toThrow(
      new ShapeError("host: the size of 'batch' must be a positive whole number, not 0"),
    )
  })

  it('refuses a dimension that is none', () => {
    expect(() => host([0] as never, {}, new Float32Array(0))).toThrow(
      new ShapeError('host: a dimension must be a positive whole number, not 0'),
    )
    expect(() => host(['6'] as never, { '6': 6 }, values)).toThrow(
      new ShapeError("host: a dimension is the name '6', but a name must not read as a number"),
    )
  })
})

describe('decode', () => {
  /** The sizes, or the words. */
  const given = (result: Either<ShapeError, AnyHostTensor>): unknown =>
    result._tag === 'Right' ? result.right.sizes : result.left.message

  it('gives a typed tensor of nested arrays', () => {
    expect(
      decode(['batch', 2])([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    ).toEqual({
      _tag: 'Right',
      right: { shape: ['batch', 2], sizes: [3, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6) },
    })
    expect(decode([])(7)).toEqual({ _tag: 'Right', right: { shape: [], sizes: [], values: Float32Array.of(7) } })
  })

  it('binds a name to one length', () => {
    const square = decode(['n', 'n'])
    expect(given(square([[1, 2], [3, 4]]))).toEqual([2, 2]) // biome-ignore format: a matrix
    expect(given(square([[1, 2, 3], [4, 5, 6]]))).toBe('decode: takes [n, n] but is given [2, 3]') // biome-ignore format: a matrix
  })

  it('refuses another length or rank, with what was asked and what was found', () => {
    const pairs = decode(['batch', 2])
    expect(given(pairs([[1, 2, 3]]))).toBe('decode: takes [batch, 2] but is given [1, 3]')
    expect(given(pairs([1, 2]))).toBe('decode: takes [batch, 2] but is given [2]')
    expect(given(pairs([[[1, 2]]]))).toBe('decode: takes [batch, 2] but is given [1, 1, 2]')
    expect(given(pairs(7))).toBe('decode: takes [batch, 2] but is given []')
    expect(given(decode([])([1]))).toBe('decode: takes [] but is given [1]')
  })

  it('refuses rows that differ in length or in depth', () => {
    for (const data of [
      [[1, 2], [3]],
      [[1], [2, 3]],
      [[1, 2], 3],
      [1, [2, 3]],
      [[[1]], [2]],
    ])
      expect(given(decode(['batch', 2])(data))).toBe('decode: the rows differ in length')
  })

  it('refuses an axis of no length', () => {
    expect(given(decode(['batch'])([]))).toBe('decode: takes [batch] but is given [0]')
    expect(given(decode(['batch', 'width'])([[], []]))).toBe('decode: takes [batch, width] but is given [2, 0]')
  })

  it('refuses what is not a number, by what it is', () => {
    const row = decode(['n'])
    for (const [data, words] of [
      [['1'], 'string'],
      [[1, null], 'null'],
      [[undefined], 'undefined'],
      [[true], 'boolean'],
      [[{}], 'object'],
      [[3n], 'bigint'],
      ['text', 'string'],
      [null, 'null'],
      [undefined, 'undefined'],
      [{ length: 2 }, 'object'],
    ] as const)
      expect(given(row(data))).toBe(`decode: takes numbers in nested arrays but is given ${words}`)
  })

  it('refuses an array with holes', () => {
    const holes: unknown[] = [1, 2, 3]
    delete holes[1]
    expect(given(decode(['n'])(holes))).toBe('decode: the rows differ in length')
  })

  it('refuses a typed array where rows are due', () => {
    // 2 x 2 x 1 numbers are there, but the second row of rows is a row of numbers
    expect(given(decode(['n', 2, 1])([[[1], [2]], Float32Array.of(3, 4)]))).toBe('decode: the rows differ in length')
    expect(given(decode(['n', 2])([[1, 2], Float32Array.of(3, 4, 5)]))).toBe('decode: the rows differ in length')
  })

  it('takes typed arrays as rows', () => {
    for (const Rows of [Float32Array, Float64Array, Uint8Array, Int8Array, Int32Array, Uint32Array, Int16Array])
      expect(decode(['rows', 2])([Rows.of(1, 2), Rows.of(3, 4)])).toEqual({
        _tag: 'Right',
        right: { shape: ['rows', 2], sizes: [2, 2], values: Float32Array.of(1, 2, 3, 4) },
      })
    expect(decode(['n'])(Float64Array.of(0.5, 1))).toMatchObject({ right: { values: Float32Array.of(0.5, 1) } })
    expect(decode(['a', 2, 'n'])([[Uint8Array.of(7), Uint8Array.of(8)]])).toMatchObject({ right: { sizes: [1, 2, 1] } })
    expect(given(decode(['rows', 2])([Float32Array.of(1, 2), Float32Array.of(3)]))).toBe(
      'decode: the rows differ in length',
    )
    expect(given(decode(['rows', 2])([[1, 2], Float32Array.of(3)]))).toBe('decode: the rows differ in length')
    expect(given(decode(['rows', 2])([Float32Array.of(1, 2), 3]))).toBe('decode: the rows differ in length')
    expect(given(decode([2, 2])(Float32Array.of(1, 2, 3, 4)))).toBe('decode: takes [2, 2] but is given [4]')
  })

  it('refuses views of bytes and of 64-bit integers', () => {
    for (const data of [new DataView(new ArrayBuffer(8)), BigInt64Array.of(1n), new ArrayBuffer(8)])
      expect(given(decode(['n'])(data))).toBe('decode: takes numbers in nested arrays but is given object')
  })

  it('refuses what is not finite in float32, with its place', () => {
    for (const [number, words] of [
      [Number.NaN, 'NaN'],
      [Number.POSITIVE_INFINITY, 'Infinity'],
      [1e39, '1e+39'],
      [-3.5e38, '-3.5e+38'],
    ] as const)
      expect(
        given(
          decode(['batch', 2])([
            [1, 2],
            [3, number],
          ]),
        ),
      ).toBe(
        // biome-ignore format: a matrix
        `decode: takes finite numbers of float32, up to 3.4e38, but is given ${words} at [1, 1]`,
      )
    expect(given(decode([])(Number.NaN))).toContain('NaN at []')
    expect(given(decode(['n'])(Float32Array.of(0, Number.NaN)))).toContain('NaN at [1]')
  })

  it('rounds to float32, whose largest number and zeros it takes', () => {
    expect(decode(['n'])([3.4028234e38, -0, 16_777_217, 0.1])).toMatchObject({
      right: { values: Float32Array.of(3.4028234e38, -0, 16_777_216, Math.fround(0.1)) },
    })
  })

  it('gives a Left and throws nothing', () => {
    const result = decode(['n'])('text')
    expect(result._tag === 'Left' && result.left instanceof ShapeError && result.left._tag).toBe('ShapeError')
  })
})

onEach(() => {
  it('a host tensor goes to the engine and comes back bit by bit', async () => {
    const values = Float32Array.of(0.1, -2e-38, 3e38, -0, 5, Number.NaN)
    const x = fromHost(host(['batch', 2], { batch: 3 }, values))
    expect([x.shape, x.sizes]).toEqual([['batch', 2], [3, 2]]) // biome-ignore format: two lists
    expect(await toHost(x)()).toEqual({ shape: ['batch', 2], sizes: [3, 2], values })
    const same = fromAnyHost(host(['batch', 2], { batch: 3 }, values))
    expect([same.shape, same.sizes]).toEqual([x.shape, x.sizes])
  })

  it('host indices go to the engine with the size that they are below', () =>
    scoped(() => {
      const made = indicesFromHost(right(decodeIndices(['batch'], 10)([3, 0, 9])))
      expect([made.shape, made.sizes, made.below]).toEqual([['batch'], [3], { dim: 10, size: 10 }])
      expect(valuesOf(made as never)).toEqual([3, 0, 9])
    }))

  it('zeros and numbers', () =>
    scoped(() => {
      expect(valuesOf(zeros(['batch', 2], [2, 2]))).toEqual([0, 0, 0, 0])
      const like = zerosLike(tensorOf(['batch', 2], [1, 2], [3, Number.NaN]))
      expect([like.shape, like.sizes, valuesOf(like)]).toEqual([['batch', 2], [1, 2], [0, 0]]) // biome-ignore format: lists
      const x = scalar(2.5)
      expect([x.shape, x.sizes, valuesOf(x)]).toEqual([[], [], [2.5]])
      expect(valuesOf(fromHost(scalarOnHost(2.5)))).toEqual([2.5])
    }))
})

describe('memory', () => {
  onCpu()

  it('what is read from a tensor is a copy', async () => {
    const x = scoped(() => tensorOf(['n'], [2], [1, 2]))
    expect(x.sizes).toEqual([2])
    const y = tensorOf(['n'], [2], [1, 2])
    const read = await toHost(y)()
    read.values.fill(9)
    expect(valuesOf(y)).toEqual([1, 2])
  })

  it('no constructor keeps a tensor', () => {
    expectNothingKept(() => [zeros([3], [3]), scalar(1), fromHost(scalarOnHost(1))])
  })

  it('zeros refuses sizes that are not those of its shape', () =>
    scoped(() => {
      expect(() => zeros(['batch', 3], [2, 4])).toThrow(new ShapeError('zeros: [batch, 3] has the sizes [2, 4]'))
    }))
})
