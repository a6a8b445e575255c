import { pipe } from 'fp-ts/lib/function.js'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../../src/engines/engine.js'
import { choose } from '../../../src/engines/select.js'
import { type Densities, type Place, transition } from '../../../src/evaluation/annealing/hamiltonian.js'
import { child, from, type Key, normal } from '../../../src/random/key.js'
import * as T from '../../../src/tensors/index.js'
import type { Host } from '../../../src/tensors/tree.js'
import { run } from '../../support/outcome.js'

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})

const half = (z: Place['z']) => pipe(z, T.square, T.sum('latent'), T.mulScalar(-0.5))

/** A standard normal prior, and `x = 1` with a variance of 1/3: at power 1 the posterior is N(3/4, 1/4). */
const densities: Densities = {
  prior: half,
  likelihood: (z) => pipe(z, T.addScalar(-1), T.square, T.sum('latent'), T.mulScalar(-1.5)),
}

const place = (values: Float32Array, temperature: number, step: number): Host<Place> => ({
  z: { shape: ['samples', 'batch', 'latent'], sizes: [values.length, 1, 1], values },
  temperature: { shape: [], sizes: [], values: Float32Array.of(temperature) },
  step: { shape: [], sizes: [], values: Float32Array.of(step) },
})

const moved = (given: Host<Place>, key: Key, leaps = 5, of = densities) =>
  run(engine.run((at: Place, own: Key) => transition(of, leaps)(at, own))(given, key))

const moments = (values: Float32Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length] as const
}

describe('a Hamiltonian transition', () => {
  const COUNT = 4000

  it.each([
    [0, 0, 1],
    // precision 1 + 3 t, mean 3 t / (1 + 3 t)
    [0.5, 0.6, 0.4],
    [1, 0.75, 0.25],
  ])(
    'at power %d leaves samples of N(%d, %d) as they are, with a step that many do not take',
    async (power, mean, variance) => {
      const exact = normal(from(1), COUNT).map((z) => mean + Math.sqrt(variance) * z)
      const { z, accepted } = await moved(place(exact, power, 1.6 * Math.sqrt(variance)), from(2))
      const [m, v] = moments(z.values)
      expect(Math.abs(m - mean)).toBeLessThan(4 * Math.sqrt(variance / COUNT))
      expect(Math.abs(v / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / COUNT))
      const share = accepted.values.reduce((sum, each) => sum + each, 0) / COUNT
      expect(share).toBeGreaterThan(0.3)
      expect(share).toBeLessThan(0.99)
    },
  )

  it('comes to the density from anywhere', async () => {
    let z: Float32Array = new Float32Array(COUNT).fill(-3)
    for (let turn = 0; turn < 12; turn++) z = (await moved(place(z, 1, 0.16), child(turn)(from(3)))).z.values
    const [m, v] = moments(z)
    expect(Math.abs(m - 0.75)).toBeLessThan(4 * Math.sqrt(0.25 / COUNT))
    expect(Math.abs(v / 0.25 - 1)).toBeLessThan(4 * Math.sqrt(2 / COUNT))
  })

  it('gives the log-likelihood of where the chain was', async () => {
    const { likelihood } = await moved(place(Float32Array.of(0, 1, 3), 1, 0.1), from(4))
    expect([...likelihood.values].map((value) => value + 0)).toEqual([-1.5, 0, -6])
  })

  it('stays where a leap goes nowhere: an energy that is not a number is no gain', async () => {
    const nowhere: Densities = { prior: half, likelihood: (z) => pipe(z, T.sum('latent'), T.log) }
    const { z, accepted } = await moved(place(Float32Array.of(0.01, 0.02), 1, 100), from(5), 3, nowhere)
    expect([...accepted.values]).toEqual([0, 0])
    expect([...z.values]).toEqual([...Float32Array.of(0.01, 0.02)])
  })

  it('hardly ever stays with a short step', async () => {
    const { accepted } = await moved(place(normal(from(6), 500), 0, 0.01), from(7))
    expect(accepted.values.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(495)
  })
})
