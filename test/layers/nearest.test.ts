import { describe, expect, it } from 'vitest'
import { initialCodes, nearest, type Rows, straightThrough } from '../../src/layers/nearest.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { some } from './reference.js'

const event = [
  { dim: 3, size: 3 },
  { dim: 2, size: 2 },
]
const CODES = [
  [0, 0],
  [1, 0],
  [-1, 1.5],
  [1, 0],
] as const

/** The nearest code by the distances themselves, in float64. */
const byHand = (x: readonly number[]): readonly number[] =>
  Array.from({ length: x.length / 2 }, (_, at) => {
    const [first, second] = x.slice(2 * at, 2 * at + 2) as [number, number]
    const distances = CODES.map(([one, other]) => (one - first) ** 2 + (other - second) ** 2)
    return CODES[distances.indexOf(Math.min(...distances))] as readonly number[]
  }).flat()

const codes = () => tensorOf(['codes', 'channels'], [4, 2], CODES.flat())
const rows = (values: readonly number[]): Rows =>
  tensorOf(['batch', 3, 2], [values.length / 6, 3, 2], values) as unknown as Rows // as networks give them: their event is not typed

onEach(() => {
  it('is the code of the smallest distance, vector by vector, the first of several', () =>
    scoped(() => {
      const x = some(24, 3).map((value) => 1.5 * value)
      const found = nearest(event)(codes())(rows(x))
      expect([found.shape, found.sizes]).toEqual([
        ['batch', 3, 2],
        [4, 3, 2],
      ])
      expect(valuesOf(found)).toEqual(byHand(x))
      expect(new Set(byHand(x)).size).toBeGreaterThan(2)
    }))

  it('lets a gradient go to the codes that are chosen, as often as they are, and none to the vectors', () =>
    scoped(() => {
      const x = rows([0.1, 0, 0.2, 0.1, 0.9, 0.1, -1, 1, 2, 0, 0, 0])
      const loss = ({ x: at, codes: of }: { readonly x: Rows; readonly codes: ReturnType<typeof codes> }) =>
        [T.sum(0)(T.sum(1)(T.flattenEvent('event')(nearest(event)(of)(at)))) as T.Tensor<readonly []>, null] as const
      const { gradient } = T.valueAndGradient(loss)({ x, codes: codes() })
      expect(valuesOf(gradient.codes)).toEqual([3, 3, 2, 2, 1, 1, 0, 0])
      expect(valuesOf(gradient.x)).toEqual(Array.from({ length: 12 }, () => 0))
    }))
})

describe('straightThrough', () => {
  onEach(() => {
    it('has the numbers of one to the bit, and the gradient of the other', () =>
      scoped(() => {
        const numbers = tensorOf(['batch', 2], [1, 2], [1 / 3, 1e-7])
        const loss = (x: T.Tensor<readonly ['batch', 2]>) => {
          const through = straightThrough(numbers)(x)
          return [T.sum(0, 1)(T.square(through)), through] as const
        }
        const { gradient, rest } = T.valueAndGradient(loss)(tensorOf(['batch', 2], [1, 2], [1e6, -4]))
        expect(valuesOf(rest)).toEqual([...Float32Array.of(1 / 3, 1e-7)])
        expect(valuesOf(gradient)).toEqual([...Float32Array.of(2 / 3, 2e-7)])
      }))
  })
})

describe('initialCodes', () => {
  onEach(() => {
    it('are within 1 / count of 0, each another', () =>
      scoped(() => {
        const found = valuesOf(initialCodes({ dim: 8, size: 8 }, { dim: 5, size: 5 })(from(3)))
        expect(new Set(found).size).toBe(40)
        expect(Math.max(...found.map(Math.abs))).toBeLessThan(1 / 8)
        expect(Math.max(...found)).toBeGreaterThan(0.05)
        expect(Math.min(...found)).toBeLessThan(-0.05)
      }))
  })
})
