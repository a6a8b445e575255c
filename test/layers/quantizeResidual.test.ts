import { describe, expect, it } from 'vitest'
import type { BuiltCoding, Coded } from '../../src/layers/coding.js'
import * as Layer from '../../src/layers/index.js'
import type { Codes, Rows } from '../../src/layers/nearest.js'
import { NO_CONTEXT } from '../../src/layers/running.js'
import * as Elbo from '../../src/losses/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'

/** What two stages of two codes say of rows of one number. */
const coded = (x: Rows, tables: readonly Codes[]): Coded => {
  const built = Layer.quantizeResidual(2, 2).build([{ dim: 1, size: 1 }]) as BuiltCoding
  return built.coding.run(tables as never, NO_CONTEXT as never)(x)[0]
}
const table = (...values: readonly number[]) => tensorOf(['codes', 'channels'], [values.length, 1], values) as Codes
const rows = (...values: readonly number[]) => tensorOf(['batch', 1], [values.length, 1], values) as unknown as Rows

onEach(() => {
  it('takes the nearest code to what is left, stage by stage', () =>
    scoped(() => {
      // 3.2 is 4 less 0.8, and -0.8 is -1 and 0.2; -0.3 is 0, and -0.3 is -1 and 0.7
      const { value, encoded, chosen } = coded(rows(3.2, -0.3), [table(0, 4), table(-1, 1)])
      expect([...valuesOf(value)]).toEqual([3, -1])
      expect([...valuesOf(chosen)]).toEqual([4, -1, 0, -1])
      ;[3.2, -0.8, -0.3, -0.3].forEach((wanted, at) => {
        expect(valuesOf(encoded)[at]).toBeCloseTo(wanted, 6)
      })
    }))
})

describe('quantizeResidual', () => {
  onCpu()

  it('sends the gradient of what comes after straight through, and none to the codes', () =>
    scoped(() => {
      const of = (all: { readonly x: Rows; readonly tables: readonly Codes[] }) =>
        [
          T.mulScalar(7)(T.sum('batch', 'latent')(T.flattenEvent('latent')(coded(all.x, all.tables).value))),
          null,
        ] as const
      const { gradient } = T.valueAndGradient(of)({ x: rows(3.2, -0.3), tables: [table(0, 4), table(-1, 1)] })
      expect([...valuesOf(gradient.x)]).toEqual([7, 7])
      expect(gradient.tables.map((each) => [...valuesOf(each)])).toEqual([
        [0, 0],
        [0, 0],
      ])
    }))

  it('has the terms of all stages: their gradients by hand', () =>
    scoped(() => {
      const gradientOf = (term: typeof Elbo.codebook | typeof Elbo.commitment) => {
        const of = (all: { readonly x: Rows; readonly tables: readonly Codes[] }) => {
          const codes = coded(all.x, all.tables)
          return [T.sum('batch')(term.evaluate({ codes, codebook: codes } as never).surrogate as never), null] as const
        }
        const { gradient } = T.valueAndGradient(of as never)({
          x: rows(3.2),
          tables: [table(0, 4), table(-1, 1)],
        } as never) as unknown as { readonly gradient: { readonly x: Rows; readonly tables: readonly Codes[] } }
        return [valuesOf(gradient.x), ...gradient.tables.map((each) => valuesOf(each))].map((each) =>
          [...each].map((value) => Math.round(value * 1e4) / 1e4),
        )
      }
      // of (3.2 - e)² + (-0.8 - f)² at e = 4 and f = -1
      expect(gradientOf(Elbo.codebook)).toEqual([[0], [0, 1.6], [-0.4, 0]])
      // of (x - 4)² + (x - 4 + 1)² at x = 3.2
      expect(gradientOf(Elbo.commitment)).toEqual([[-1.2], [0, 0], [0, 0]])
    }))

  it('is nearer with each stage that has a code at 0', () =>
    scoped(() => {
      const x = rows(...Array.from({ length: 41 }, (_, at) => (at - 20) / 10))
      const tables = [table(-1, 0), table(0, 0.5), table(0, 0.25)]
      const errorOf = (stages: number) => {
        const built = Layer.quantizeResidual(stages as 1, 2).build([{ dim: 1, size: 1 }]) as BuiltCoding
        const { value } = built.coding.run(tables.slice(0, stages) as never, NO_CONTEXT as never)(x)[0]
        return valuesOf(value).reduce((sum, each, at) => sum + (each - (valuesOf(x)[at] as number)) ** 2, 0)
      }
      expect(errorOf(2)).toBeLessThan(errorOf(1))
      expect(errorOf(3)).toBeLessThan(errorOf(2))
    }))

  it('has codes for each stage, and of one stage is quantize', () =>
    scoped(() => {
      const image = Layer.sequence(Layer.input([4, 4, 8]), Layer.quantizeResidual(3, 16))
      const [, own] = image.init(from(1))
      expect(own.map(({ shape }) => shape)).toEqual([
        [16, 8],
        [16, 8],
        [16, 8],
      ])
      const x = T.addScalar(0.05)(T.zeros(['batch', 4, 4, 8], [3, 4, 4, 8]))
      // rows have any name
      expect(image.apply([null, own])(T.zeros(['rows', 4, 4, 8], [2, 4, 4, 8])).shape).toEqual(['rows', 4, 4, 8])
      const [first] = own as readonly [(typeof own)[number]]
      const one = Layer.sequence(Layer.input([4, 4, 8]), Layer.quantizeResidual(1, 16)).apply([null, [first]])(x)
      const plain = Layer.sequence(Layer.input([4, 4, 8]), Layer.quantize(16)).apply([null, { codes: first }])(x)
      expect(valuesOf(one)).toEqual(valuesOf(plain))
    }))

  it.each([
    [
      'quantizeResidual: the number of stages must be a positive whole number, not 0',
      () => Layer.quantizeResidual(0 as never, 4),
    ],
    [
      'quantizeResidual: the number of codes must be a positive whole number, not 0',
      () => Layer.quantizeResidual(2, 0 as never),
    ],
    [
      'layer 2 (quantizeResidual) takes channels on the last axis but is given []',
      () => (Layer.sequence as (...layers: unknown[]) => unknown)(Layer.input([]), Layer.quantizeResidual(2, 3)),
    ],
  ])('refuses: %s', (words, make) => {
    expect(make).toThrow(new ShapeError(words))
  })
})
