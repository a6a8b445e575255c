import { describe, expect, it } from 'vitest'
import { lines, type Summary } from '../../src/cli/summary.js'
import type { Support } from '../../src/distributions/support.js'
import * as Elbo from '../../src/losses/index.js'
import { quantityOf } from '../../src/recipes/outcome.js'
import { warningsOf } from '../../src/reports/warnings.js'

const given: Summary = {
  engine: 'an engine',
  seed: 5,
  steps: 8,
  secondsPerStep: 0.5,
  parameters: 12,
  quantity: 'ELBO',
  test: { elbo: -3.5, logLikelihood: -3, kl: 0.5 },
  warnings: [],
  out: 'runs/one',
  files: ['report.html'],
}

describe('what the test measures', () => {
  const of = (support: Support) =>
    quantityOf({ experiment: { data: { support } }, test: { formula: Elbo.describe(Elbo.elbo) } } as never)

  it('is the ELBO, but of relaxed pixels', () =>
    expect((['binary', 'unitInterval', 'relaxed'] as const).map(of)).toEqual([
      'ELBO',
      'ELBO',
      'objective on relaxed pixels',
    ]))

  it('names the files that are there, and no folder where there are none', () => {
    expect(lines(given).slice(-2)).toEqual(['written to  runs/one', '            report.html'])
    expect(lines({ ...given, files: [] }).at(-1)).toBe('engine      an engine')
  })

  it('stands first in the summary', () => {
    expect(lines(given)[0]).toBe('test ELBO   -3.50 nats per example (log-likelihood -3.00, KL 0.50)')
    expect(lines({ ...given, quantity: 'objective on relaxed pixels' })[0]).toContain(
      'test objective on relaxed pixels',
    )
  })

  it('has a line for each warning', () => {
    const warnings = warningsOf({ kl: [0, 0.001], logVariances: new Float32Array() })
    const text = lines({ ...given, warnings })
    expect(text.length).toBe(lines(given).length + 1)
    expect(text[1]).toMatch(/^warning {5}posterior collapse: no latent has a KL above 0.01 nats.* Try a smaller weight/)
  })
})
