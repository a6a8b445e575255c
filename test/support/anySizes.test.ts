/** The table of test/support/conformance, of sizes at random. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { atOnce, exact } from '../conformance/case.js'
import { expectCase, KEY, outputsOn } from '../conformance/onEngines.js'
import { table } from '../conformance/table.js'
import { everyEngine } from './engine.js'

const anySizes = fc.record({
  samples: fc.integer({ min: 1, max: 4 }),
  batch: fc.integer({ min: 1, max: 5 }),
  n: fc.integer({ min: 1, max: 6 }),
  m: fc.integer({ min: 1, max: 5 }),
})

it('every engine means the same in float32, for any sizes', async () => {
  const { engines } = await everyEngine()
  expect(engines.length).toBeGreaterThan(1)
  await fc.assert(
    fc.asyncProperty(anySizes, async (sizes) => {
      const cases = table(sizes)
      const wanted = cases.map((each) => exact(each, KEY, atOnce))
      for (const engine of engines)
        for (const [index, output] of (await outputsOn(engine, cases, atOnce)).entries())
          expectCase(output, wanted[index] ?? [])
    }),
    // the smallest first: axes of one number are where shapes are confused
    { numRuns: 4, examples: [[{ samples: 1, batch: 1, n: 1, m: 1 }]] },
  )
})
