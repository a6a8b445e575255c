import * as E from 'fp-ts/lib/Either.js'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../../src/engines/engine.js'
import { choose } from '../../../src/engines/select.js'
import { bidirectional } from '../../../src/evaluation/annealing/bidirectional.js'
import { erased } from '../../../src/evaluation/annealing/options.js'
import { simulated } from '../../../src/evaluation/annealing/programs.js'
import { estimateOf } from '../../../src/evaluation/estimate.js'
import { from } from '../../../src/random/key.js'
import { logEvidence } from '../../support/linearGaussian.js'
import { run } from '../../support/outcome.js'
import { bits, classes } from './enumerated.js'
import { model as linear, mixed, on } from './linear.js'

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})

/** What is measured, and the log p(x) of one example, exactly. */
interface Exact {
  readonly options: object
  readonly logEvidence: (x: readonly number[]) => number
}

/** How far the bounds are below and above log p(x): neither is on the other side of it, by more than chance. */
const apart = async ({ options, logEvidence }: Exact, temperatures: number, chains: number, examples = 30) => {
  const given = { ...options, temperatures, chains, examples } as unknown as Parameters<typeof bidirectional>[0]
  const found = await run(bidirectional(given))
  const { x } = await simulated(erased(given), engine, examples) // of the same key: the same examples
  const width = x.values.length / examples
  const exact = Array.from({ length: examples }, (_, row) =>
    logEvidence([...x.values.subarray(row * width, (row + 1) * width)]),
  )
  const below = estimateOf(exact.map((log, row) => log - (found.each[row]?.lower as number)))
  const above = estimateOf(exact.map((log, row) => (found.each[row]?.upper as number) - log))
  for (const { mean, standardError } of [below, above]) expect(mean).toBeGreaterThan(-4 * standardError)
  expect(found.gap.mean).toBeCloseTo(below.mean + above.mean, 5)
  expect(found.upper.mean - found.lower.mean).toBeCloseTo(found.gap.mean, 10)
  return [below, above] as const
}

/** One chain in two steps is far off, and both bounds say so; more come to log p(x). */
const expectBetween = async (exact: Exact, far: number): Promise<void> => {
  for (const { mean, standardError } of await apart(exact, 2, 1, far)) expect(mean).toBeGreaterThan(2 * standardError)
  for (const { mean, standardError } of await apart(exact, 20, 8))
    expect(Math.abs(mean)).toBeLessThan(4 * standardError + 0.03)
}

describe('bidirectional', () => {
  it('has the log p(x) of a linear model between its bounds, and both come to it with more temperatures', async () =>
    expectBetween({ options: await on(engine), logEvidence: ([x = 0]) => logEvidence(linear, x) }, 30))

  it.each([
    ['bits', bits],
    ['classes', classes],
  ] as const)('has that of a latent of %s between its bounds, summed over every value', async (_, exact) => {
    const params = await run(engine.run((_none: null) => exact.params())(null, from(2)))
    const options = { model: exact.model, params, engine, key: from(6), leaps: 4 }
    await expectBetween({ options, logEvidence: exact.logEvidence }, 200)
  })

  it('has that of a prior that is a mixture between its bounds: of a linear model a mixture, too', async () => {
    const { model, params, logEvidence: log } = mixed
    const options = {
      model,
      params: await run(engine.run((_: null) => params())(null, from(2))),
      engine,
      key: from(6),
      leaps: 6,
    }
    await expectBetween({ options, logEvidence: ([x = 0]) => log(x) }, 60)
  })

  it('refuses numbers of examples that are none', async () =>
    expect(await bidirectional({ ...(await on(engine)), examples: 0 })()).toEqual(
      E.left(expect.objectContaining({ message: 'annealed: examples must be a positive whole number, not 0' })),
    ))
})
