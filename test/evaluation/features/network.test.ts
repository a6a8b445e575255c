import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../../src/engines/engine.js'
import { choose } from '../../../src/engines/select.js'
import { classesBy, featuresBy, networkOf } from '../../../src/evaluation/features/network.js'
import { make, ofRows, rowsOf } from '../../../src/evaluation/numbers/matrix.js'
import * as Layer from '../../../src/layers/index.js'
import { from, type Key, normal } from '../../../src/random/key.js'
import { run } from '../../support/outcome.js'

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})

describe('features', () => {
  it('are those of the same layers of the library', async () => {
    const hidden = Layer.sequence(Layer.dense(5, 4), Layer.relu, Layer.dense(4, 3), Layer.relu)
    const params = await run(engine.run((_: null, key: Key) => hidden.init(key))(null, from(1)))
    const values = normal(from(2), 35)
    const x = { shape: ['rows', 5] as const, sizes: [7, 5], values }
    const wanted = await run(
      engine.run(({ own, rows }: { own: ReturnType<typeof hidden.init>; rows: never }) => hidden.apply(own)(rows))(
        { own: params, rows: x } as never,
        from(3),
      ),
    )
    const last = { weight: { sizes: [3, 1], values: [1, 1, 1] }, bias: { values: [0] } }
    const network = [...networkOf(params as never), last]
    expect(network).toHaveLength(3)
    const found = featuresBy(network)(make(7, 5, (row, column) => values[5 * row + column] as number))
    for (const [place, value] of Array.from(found.values).entries())
      expect(value).toBeCloseTo(wanted.values[place] as number, 5)
    expect(Array.from(found.values).some((value) => value > 0)).toBe(true)
  })

  it('by hand, with the class of each row', () => {
    const network = [
      { weight: { sizes: [2, 2], values: [1, -1, 0, 2] }, bias: { values: [0, 1] } },
      { weight: { sizes: [2, 3], values: [1, 0, 0, 0, 1, 0] }, bias: { values: [0, 0, 2.5] } },
    ]
    const rows = ofRows([
      [3, 0],
      [0, 2],
      [1, 0],
    ])
    // (3, -3 + 1), (0, 4 + 1), (1, 0)
    expect(rowsOf(featuresBy(network)(rows)).map((row) => [...row])).toEqual([
      [3, 0],
      [0, 5],
      [1, 0],
    ])
    expect([...classesBy(network)(rows)]).toEqual([0, 1, 2])
    expect(() => featuresBy(network)(ofRows([[1]]))).toThrow('features: takes rows of 2 numbers but is given rows of 1')
  })
})
