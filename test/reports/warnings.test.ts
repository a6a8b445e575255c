import { describe, expect, it } from 'vitest'
import { warningLine, warningsOf } from '../../src/reports/warnings.js'

const none = new Float32Array()
const names = (kl: readonly number[], logVariances = none) => warningsOf({ kl, logVariances }).map(({ name }) => name)

describe('posterior collapse', () => {
  it('is where no latent is above a hundredth of a nat', () => {
    expect(names([0.01, 0, 0.002])).toEqual(['posterior collapse'])
    expect(names([0.011, 0, 0.002])).toEqual([])
  })

  it('is not said of a model whose KL is not known', () => expect(names([])).toEqual([]))
})

describe('exploding KL', () => {
  it('names the latents', () => {
    const [warning] = warningsOf({ kl: [3, 101, 4, 2000], logVariances: none })
    expect([warning?.name, warning?.found]).toEqual([
      'exploding KL',
      expect.stringContaining('the KL of z1, z3 is above 100'),
    ])
    expect(names([100])).toEqual([])
  })

  it('is where a KL is not a number, which is no collapse', () =>
    expect(names([Number.NaN, 0])).toEqual(['exploding KL']))
})

describe('where only the KL of all latents together is known', () => {
  const warned = (kl: number, latents = 2, of: readonly number[] = []) =>
    warningsOf({ kl: of, logVariances: none, together: { kl, latents } }).map(({ name }) => name)

  it('it has collapsed, or exploded', () =>
    expect([0.01, 0.02, 200, 201, Number.NaN].map((kl) => warned(kl))).toEqual([
      ['posterior collapse'],
      [],
      [],
      ['exploding KL'],
      ['exploding KL'],
    ]))

  it('or where latents depend on each other, which may tell more together than alone', () => {
    const by = (kl: number) =>
      warningsOf({
        ...{ kl: [0.001, 0], by: 'closed form of each alone', together: { kl, latents: 2 } },
        logVariances: none,
      }).map(({ name }) => name)
    expect([by(0.3), by(0.005)]).toEqual([[], ['posterior collapse']])
  })

  it('and of each, these say it', () => expect([warned(0, 2, [1, 1]), warned(1000, 2, [1, 1])]).toEqual([[], []]))
})

describe('a variance at its bound', () => {
  it('is where most are within 0.2 of the least, -10', () => {
    expect(names([1], Float32Array.of(-9.9, -9.85, -2))).toEqual(['variance at its bound'])
    expect(names([1], Float32Array.of(-9.9, -9.7, -2, 9.9))).toEqual([])
    expect(names([1], Float32Array.of(-9.9, -2))).toEqual([])
  })
})

describe('dead codes', () => {
  const warned = (used: number, vectors: number) =>
    warningsOf({ kl: [], logVariances: none, codes: { count: 64, used, vectors } }).map(({ name }) => name)

  it('are where less than half of the codes are used', () =>
    expect([warned(31, 8000), warned(32, 8000)]).toEqual([['dead codes'], []]))

  it('are not said of where there are too few vectors to use them all', () =>
    expect([warned(1, 639), warned(1, 640)]).toEqual([[], ['dead codes']]))

  it('say how many are used', () =>
    expect(warningsOf({ kl: [], logVariances: none, codes: { count: 64, used: 5, vectors: 8000 } })[0]?.found).toMatch(
      /^5 of 64 codes are used/,
    ))
})

it('every warning says what to try, in a line', () => {
  const all = warningsOf({ kl: [500], logVariances: Float32Array.of(-10) })
  expect(all.map(warningLine)).toEqual([
    expect.stringMatching(/^warning {5}exploding KL: .* Try a smaller learning rate/),
    expect.stringMatching(/^warning {5}variance at its bound: 100 % of .* Try a variance that is fixed/),
  ])
})
