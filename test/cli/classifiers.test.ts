import { statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CLASSIFIED, classifierIn, classifierOf } from '../../src/cli/classifiers.js'
import { sprites } from '../../src/data/sources/sprites.js'
import { frechet } from '../../src/evaluation/features/frechet.js'
import { featuresBy } from '../../src/evaluation/features/network.js'
import { accuracyOf } from '../../src/evaluation/numbers/logistic.js'
import { make } from '../../src/evaluation/numbers/matrix.js'
import { from, uniform } from '../../src/random/key.js'
import { run } from '../support/outcome.js'

const COUNT = 1000
const drawn = (seed: number) => {
  const { grey, factors } = sprites({ key: from(seed), count: COUNT })
  const values = grey.rows(
    Uint32Array.from({ length: COUNT }, (_, row) => row),
    from(0),
  )
  return { factors, pictures: make(COUNT, 400, (row, column) => values[400 * row + column] as number) }
}

describe('the classifiers', () => {
  it('are each below 100 kB, and named with the hash of their weights', async () => {
    const names = await Promise.all(CLASSIFIED.map(async (data) => (await run(classifierIn(data))).name))
    expect([...new Set(names)]).toEqual(['sprites-v1@80ab7d52', 'mnist-v1@3f836d8d'])
    for (const data of CLASSIFIED)
      expect(statSync(`weights/${classifierOf(data)}.safetensors`).size).toBeLessThan(100_000)
  })

  it('know sprites that they have not seen', async () => {
    const { factors, pictures } = drawn(77)
    const { labelsOf } = await run(classifierIn('sprites'))
    expect(accuracyOf(labelsOf(pictures), factors.shape.values)).toBeGreaterThan(0.9)
  })

  it('have features in which sprites are far from noise, and near other sprites', async () => {
    const { network } = await run(classifierIn('sprites'))
    const features = featuresBy(network)
    const [one, other] = [drawn(1).pictures, drawn(2).pictures]
    const noise = uniform(from(3), COUNT * 400)
    const far = frechet(features(one), features(make(COUNT, 400, (row, column) => noise[400 * row + column] as number)))
    expect(far).toBeGreaterThan(50 * frechet(features(one), features(other)))
  })

  it('are none of other data', async () => {
    expect(classifierOf('omniglot')).toBeNull()
    expect(await classifierIn('omniglot')()).toMatchObject({
      left: { message: expect.stringContaining('there is no classifier of omniglot') },
    })
  })
})
