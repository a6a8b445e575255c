import { describe, expect, it } from 'vitest'
import { normal, uniform } from '../../src/random/draw.js'
import { child, forRows, from, ofSource, type Source } from '../../src/random/key.js'
import { noise } from '../../src/random/noise.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { scalar } from '../../src/tensors/create.js'
import { expectNothingKept, leftOver, onCpu, onEach, scoped, valuesOf } from '../support/engine.js'

const shape = ['batch', 3] as const
const drawn = { shape, sizes: [2, 3] }

onEach(() => {
  it('draws the same bits as the host, under the shape that is asked for', () =>
    scoped(() => {
      for (const [draw, distribution] of [
        [normal, 'normal'],
        [uniform, 'uniform'],
      ] as const) {
        const x = draw(from(7))(drawn)
        expect([x.shape, x.sizes]).toEqual([shape, [2, 3]])
        expect(valuesOf(x)).toEqual([...noise(distribution, [7, 0])(6)])
      }
    }))

  it('draws for some rows what they get among all', () =>
    scoped(() => {
      const [all, some] = [{ shape, sizes: [9, 3] } as const, { shape, sizes: [4, 3] } as const]
      const key = child('noise')(forRows({ first: 2, count: 4 })(from(7)))
      expect(valuesOf(normal(key)(some))).toEqual(valuesOf(normal(child('noise')(from(7)))(all)).slice(6, 18))
    }))

  it('draws for a tensor as for its shape and sizes', () =>
    scoped(() => {
      const x = normal(from(7))(drawn)
      expect(valuesOf(normal(child(1)(from(7)))(x))).toEqual(valuesOf(normal(child(1)(from(7)))(drawn)))
    }))
})

describe('a draw', () => {
  onCpu()

  it.each([
    [{ shape: [8, -1], sizes: [8, -1] }, 'a dimension must be a positive whole number, not -1'],
    [{ shape: ['batch', 3], sizes: [-2, 3] }, "the size of 'batch' must be a positive whole number, not -2"],
    [{ shape: ['batch', 3], sizes: [2, 4] }, '[batch, 3] has the sizes [2, 4]'],
  ] as const)('refuses %j', (asked, words) => {
    expect(() => normal(from(7))(asked as never)).toThrow(new ShapeError(`Random.normal: ${words}`))
    expect(() => uniform(from(7))(asked as never)).toThrow(new ShapeError(`Random.uniform: ${words}`))
  })

  it('draws one number for no axes', () =>
    scoped(() => {
      const x = uniform(from(7))({ shape: [], sizes: [] })
      expect(valuesOf(x)).toEqual([...noise('uniform', [7, 0])(1)])
    }))

  it('makes one tensor and leaves no other', () => {
    expectNothingKept(() => normal(from(7))(drawn))
    expect(leftOver(() => normal(from(7))(drawn))).toBe(0)
  })

  it('takes the placeholder of a source that records, and asks it for no numbers', () =>
    scoped(() => {
      const asked: unknown[] = []
      const stand = scalar(3)
      const source: Source = {
        stream: () => expect.unreachable('numbers were asked of a source that records'),
        placeholder: (path, distribution, { shape, sizes }) => {
          asked.push([path, distribution, shape, sizes])
          return stand.native
        },
      }
      const x = normal(child(4)(ofSource(source)))(drawn)
      expect(x.native).toBe(stand.native)
      expect([x.shape, x.sizes]).toEqual([shape, [2, 3]])
      uniform(ofSource(source))({ shape: [], sizes: [] })
      expect(asked).toEqual([
        [[4], 'normal', shape, [2, 3]],
        [[], 'uniform', [], []],
      ])
    }))
})
