import { describe, expect, it } from 'vitest'
import { child, from } from '../../src/random/key.js'
import { permuteRows } from '../../src/random/permuteRows.js'
import * as T from '../../src/tensors/index.js'
import { everyEngine, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { run } from '../support/outcome.js'

onCpu()

type Cube = readonly (readonly (readonly number[])[])[]

/** Numbers of samples, rows and columns, each other than all others. */
const cube = (samples: number, rows: number, columns: number) =>
  tensorOf(
    ['samples', 'batch', 'latent'],
    [samples, rows, columns],
    Array.from({ length: samples * rows * columns }, (_, at) => at),
  )

/** The numbers of each column of each sample. */
const columnsOf = (x: T.Tensor<readonly ['samples', 'batch', 'latent']>): Cube => {
  const [samples, rows, columns] = x.sizes as [number, number, number]
  const values = valuesOf(x)
  return Array.from({ length: samples }, (_, s) =>
    Array.from({ length: columns }, (_, c) =>
      Array.from({ length: rows }, (_, r) => values[(s * rows + r) * columns + c] as number),
    ),
  )
}

describe('permuteRows', () => {
  it('keeps the numbers of every column, in another order for each', () =>
    scoped(() => {
      const x = cube(2, 16, 3)
      const after = columnsOf(permuteRows(from(3))(x))
      expect(after.map((sample) => sample.map((column) => column.toSorted((a, b) => a - b)))).toEqual(columnsOf(x))
      const orders = after.flat().map((column) => column.map((value) => Math.floor(value / 3) % 16).join())
      expect(new Set(orders).size).toBe(6)
    }))

  it('gives every order alike: three rows have six', () => {
    const found = scoped(() => columnsOf(permuteRows(from(5))(cube(1, 3, 6000)))[0] ?? [])
    const counts = new Map<string, number>()
    for (const column of found) {
      const order = column.map((value) => Math.floor(value / 6000)).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect([...counts.keys()].toSorted()).toEqual(['012', '021', '102', '120', '201', '210'])
    // each count is binomial: 1000 ± 4 of sqrt(6000 · 1/6 · 5/6)
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(4 * 28.9)
  })

  it('loses no row where the noise of two is the same', () =>
    scoped(() => {
      const same = {
        ...from(1),
        source: { stream: () => (count: number) => new Float32Array(count).fill(0.5), placeholder: () => null },
      }
      expect(valuesOf(permuteRows(same)(cube(1, 4, 2)))).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    }))

  it('lets a gradient go to where each number came from', () =>
    scoped(() => {
      const weight = cube(1, 5, 2)
      const { gradient } = T.valueAndGradient(
        (x: typeof weight) => [T.sum(0, 1, 2)(T.same.mul(weight)(permuteRows(from(3))(x))), null] as const,
      )(cube(1, 5, 2))
      // the place of a number after the permutation is its weight: the numbers are their own places
      const after = valuesOf(permuteRows(from(3))(cube(1, 5, 2)))
      expect(valuesOf(gradient)).toEqual(after.map((_, from) => after.indexOf(from)))
    }))
})

describe('on every engine', async () => {
  const { engines } = await everyEngine()

  it.each(engines.map((engine) => [engine.name, engine] as const))(
    '%s: the same rows as at once',
    async (_, engine) => {
      const program = engine.run((x: T.Tensor<readonly ['samples', 'batch', 'latent']>, key) =>
        permuteRows(child('p')(key))(x),
      )
      const x = {
        shape: ['samples', 'batch', 'latent'] as const,
        sizes: [2, 7, 3],
        values: Float32Array.from({ length: 42 }, (_, at) => at),
      }
      const found = await run(program(x, from(9)))
      expect([...found.values]).toEqual(scoped(() => valuesOf(permuteRows(child('p')(from(9)))(cube(2, 7, 3)))))
    },
  )
})
