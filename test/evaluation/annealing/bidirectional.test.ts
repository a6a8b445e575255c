import * as E from 'fp-ts/lib/Either.js'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../../src/engines/engine.js'
import { choose } from '../../../src/engines/select.js'
import { bidirectional } from '../../../src/evaluation/annealing/bidirectional.js'
import { erased } from '../../../src/evaluation/annealing/options.js'
import { simulated } from '../../../src/evaluation/annealing/programs.js'
import { estimateOf } from '../../../src/evaluation/estimate.js'
import { logEvidence } from '../../support/linearGaussian.js'
import { run } from '../../support/outcome.js'
import { model as linear, on } from './linear.js'

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('cpu'))).engine
})

describe('bidirectional', () => {
  it('has the log p(x) of a linear model between its bounds, and both come to it with more temperatures', async () => {
    const options = await on(engine)
    const apart = async (temperatures: number, chains: number) => {
      const given = { ...options, temperatures, chains, examples: 30 }
      const found = await run(bidirectional(given))
      const { x } = await simulated(erased(given), engine, 30) // of the same key: the same examples
      const exact = Array.from(x.values, (value) => logEvidence(linear, value))
      const below = estimateOf(exact.map((log, row) => log - (found.each[row]?.lower as number)))
      const above = estimateOf(exact.map((log, row) => (found.each[row]?.upper as number) - log))
      for (const { mean, standardError } of [below, above]) expect(mean).toBeGreaterThan(-4 * standardError)
      expect(found.gap.mean).toBeCloseTo(below.mean + above.mean, 5)
      expect(found.upper.mean - found.lower.mean).toBeCloseTo(found.gap.mean, 10)
      return [below, above] as const
    }
    // one chain in two steps is far off, and both bounds say so
    for (const { mean, standardError } of await apart(2, 1)) expect(mean).toBeGreaterThan(2 * standardError)
    for (const { mean, standardError } of await apart(20, 8))
      expect(Math.abs(mean)).toBeLessThan(4 * standardError + 0.03)
  })

  it('refuses numbers of examples that are none', async () =>
    expect(await bidirectional({ ...(await on(engine)), examples: 0 })()).toEqual(
      E.left(expect.objectContaining({ message: 'annealed: examples must be a positive whole number, not 0' })),
    ))
})
