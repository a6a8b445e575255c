import { pipe } from 'fp-ts/lib/function.js'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../../src/engines/engine.js'
import { choose } from '../../../src/engines/select.js'
import type { Densities, Place } from '../../../src/evaluation/annealing/hamiltonian.js'
import { change, flip, type Propose, transition } from '../../../src/evaluation/annealing/metropolis.js'
import { from, type Key, uniform } from '../../../src/random/key.js'
import * as T from '../../../src/tensors/index.js'
import type { Host } from '../../../src/tensors/tree.js'
import { run } from '../../support/outcome.js'

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})

const COUNT = 1500

/** `log p(z)` and `log p(x|z)` that are linear in z, by these slopes: bits and classes that are independent, each of known probability. */
const linear = (prior: readonly number[], likelihood: readonly number[]): Densities => {
  const by = (slopes: readonly number[]) => (z: Place['z']) =>
    pipe(
      z,
      T.mul(T.fromHost({ shape: ['latent'] as const, sizes: [slopes.length], values: Float32Array.from(slopes) })),
      T.sum('latent'),
    )
  return { prior: by(prior), likelihood: by(likelihood) }
}

const [PRIOR, LIKELIHOOD] = [
  [0.5, -1, 0.2, 0.8, -0.3, 0.1],
  [-1.5, 2, 0.6, -0.8, 1, 0.4],
] as const
const sloped = linear(PRIOR, LIKELIHOOD)

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
const softmax = (logits: readonly number[]): readonly number[] => {
  const all = logits.map(Math.exp)
  return all.map((each) => each / all.reduce((sum, one) => sum + one, 0))
}
const logitsAt = (power: number) => PRIOR.map((slope, at) => slope + power * (LIKELIHOOD[at] as number))

/** The probability that each number is 1, of six bits and of two variables of three classes. */
const BITS = (power: number) => logitsAt(power).map(sigmoid)
const CLASSES = (power: number) => [softmax(logitsAt(power).slice(0, 3)), softmax(logitsAt(power).slice(3))].flat()

const draws = (seed: number) => {
  const all = uniform(from(seed), 2 * COUNT)
  return (row: number, at: number): number => all[2 * row + at] as number
}

const exactBits = (power: number): Float32Array => {
  const noise = uniform(from(1), 6 * COUNT)
  const p = BITS(power)
  return Float32Array.from(noise, (each, at) => (each < (p[at % 6] as number) ? 1 : 0))
}

const exactClasses = (power: number): Float32Array => {
  const [noise, p] = [draws(2), CLASSES(power)]
  const values = new Float32Array(6 * COUNT)
  for (let row = 0; row < COUNT; row++)
    for (const variable of [0, 1]) {
      let [left, chosen] = [noise(row, variable), 0]
      while (chosen < 2 && left > (p[3 * variable + chosen] as number)) left -= p[3 * variable + chosen++] as number
      values[6 * row + 3 * variable + chosen] = 1
    }
  return values
}

const place = (values: Float32Array, temperature: number): Host<Omit<Place, 'step'>> => ({
  z: { shape: ['samples', 'batch', 'latent'], sizes: [values.length / 6, 1, 6], values },
  temperature: { shape: [], sizes: [], values: Float32Array.of(temperature) },
})

const moved = (values: Float32Array, power: number, propose: Propose, changes = 7) =>
  run(
    engine.run((at: Omit<Place, 'step'>, own: Key) => transition(sloped, propose, changes)(at, own))(
      place(values, power),
      from(3),
    ),
  )

const meansOf = (values: Float32Array): readonly number[] =>
  Array.from({ length: 6 }, (_, at) => {
    let sum = 0
    for (let row = at; row < values.length; row += 6) sum += values[row] as number
    return (6 * sum) / values.length
  })

/** Within 4 standard errors of a share. */
const expectShares = (values: Float32Array, expected: readonly number[]): void => {
  for (const [at, mean] of meansOf(values).entries()) {
    const p = expected[at] as number
    expect(Math.abs(mean - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / (values.length / 6)))
  }
}

describe.each([
  ['bits', flip, exactBits, BITS],
  ['classes', change(3), exactClasses, CLASSES],
] as const)('a Metropolis transition of %s', (_, propose, exact, expected) => {
  it.each([0, 0.5, 1])('at power %d leaves samples of its density as they are', async (power) => {
    const start = exact(power)
    const { z, accepted } = await moved(start, power, propose)
    expectShares(z.values, expected(power))
    expect(z.values.every((value) => value === 0 || value === 1)).toBe(true)
    const share = accepted.values.reduce((sum, each) => sum + each, 0) / COUNT
    expect(share).toBeGreaterThan(0.3)
    expect(share).toBeLessThan(0.99)
  })

  it('comes to the density from anywhere', async () => {
    const start = new Float32Array(6 * 500).map((_value, at) => (at % 3 === 0 ? 1 : 0))
    expectShares((await moved(start, 1, propose, 30)).z.values, expected(1))
  })
})

describe('what is proposed', () => {
  const proposed = async (values: Float32Array, propose: Propose) => {
    const { z } = await run(
      engine.run((at: Omit<Place, 'step'>, own: Key) => ({ z: propose(at.z, own) }))(place(values, 0), from(5)),
    )
    return z.values.map((value, at) => value - (values[at] as number))
  }

  it('is one bit of each chain, any as often as another', async () => {
    const changes = await proposed(exactBits(0), flip)
    for (let row = 0; row < COUNT; row++)
      expect(changes.subarray(6 * row, 6 * row + 6).filter((each) => each !== 0)).toHaveLength(1)
    expectShares(changes.map(Math.abs), Array(6).fill(1 / 6))
  })

  it('is another class of one variable', async () => {
    const start = exactClasses(0)
    const changes = await proposed(start, change(3))
    for (let row = 0; row < COUNT; row++) {
      const own = changes.subarray(6 * row, 6 * row + 6)
      const [lost, gained] = [own.indexOf(-1), own.indexOf(1)]
      expect([own.filter((each) => each !== 0).length, Math.floor(lost / 3)]).toEqual([2, Math.floor(gained / 3)])
    }
    // each variable half of the time, and of its two other classes each half of that
    const gains = changes.map((each) => Math.max(each, 0))
    const free = meansOf(start).map((mean) => (1 - mean) / 4)
    expectShares(gains, free)
  })

  it('is the class itself where there is no other', async () =>
    expect((await proposed(new Float32Array(12).fill(1), change(1))).every((each) => each === 0)).toBe(true))
})

it('gives the log-likelihood of where the chain was, and stays where the density is not a number', async () => {
  const start = Float32Array.of(1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 0)
  const { likelihood } = await moved(start, 1, flip)
  expect(likelihood.values[0]).toBeCloseTo(-2.3, 6)
  expect(likelihood.values[1]).toBeCloseTo(3.6, 6)
  const nowhere: Densities = {
    prior: sloped.prior,
    likelihood: (z) => pipe(z, T.sum('latent'), T.mulScalar(-1), T.log),
  }
  const { z, accepted } = await run(
    engine.run((at: Omit<Place, 'step'>, own: Key) => transition(nowhere, flip, 3)(at, own))(place(start, 1), from(4)),
  )
  expect([[...z.values], [...accepted.values]]).toEqual([[...start], [0, 0]])
})
