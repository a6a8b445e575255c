import { describe, expect, it } from 'vitest'
import * as Elbo from '../../src/losses/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'

/** f itself, of u, and its slope; as in the tables of the paper. */
const FORMULAS: readonly (readonly [Elbo.Generator<string>, (u: number) => number, (u: number) => number])[] = [
  [Elbo.forwardKl, (u) => u * Math.log(u), (u) => Math.log(u) + 1],
  [Elbo.reverseKl, (u) => -Math.log(u), (u) => -1 / u],
  [
    Elbo.jensenShannon,
    (u) => (u * Math.log(u) - (u + 1) * Math.log((u + 1) / 2)) / 2,
    (u) => Math.log((2 * u) / (1 + u)) / 2,
  ],
  [Elbo.pearsonChiSquared, (u) => (u - 1) ** 2, (u) => 2 * (u - 1)],
  [Elbo.neymanChiSquared, (u) => (u - 1) ** 2 / u, (u) => 1 - 1 / u ** 2],
  [Elbo.squaredHellinger, (u) => (Math.sqrt(u) - 1) ** 2, (u) => 1 - 1 / Math.sqrt(u)],
  [Elbo.totalVariation, (u) => Math.abs(u - 1) / 2, (u) => u / (1 + u) - 0.5],
]

const RATIOS = [-3, -0.8, -0.01, 0.3, 1.7, 4]
const given = { inputs: [hostOf(['n'], [6], RATIOS)] as const, gives: [['n'], [6]] as const }

onEach(() => {
  for (const [{ title, of, witness, conjugate }, f, slope] of FORMULAS) {
    const each = (run: (u: number) => number) => (t: readonly number[] | undefined) =>
      (t ?? []).map((own) => run(Math.exp(own)))
    conforms(`${title}: f`, { ...given, operation: (t) => of(t), reference: each(f) })
    conforms(`${title}: witness`, { ...given, operation: (t) => witness(t), reference: each(slope) })
    // f*(T) = u T - f(u) where T is the slope at u; of the total variation it is T
    conforms(`${title}: conjugate`, {
      ...given,
      operation: (t) => conjugate(t),
      reference: each((u) => (title.startsWith('Total') ? slope(u) : u * slope(u) - f(u))),
    })
  }
})

describe.each(FORMULAS.map((each) => [each[0].title, each] as const))('%s', (_, [generator, f]) => {
  onCpu()
  const at = (run: Elbo.Generator<string>['of'], values: readonly number[]) =>
    valuesOf(run(tensorOf(['n'], [values.length], values)))

  it('is 0 where p is q, and never negative once its slope there is taken off', () =>
    scoped(() => {
      const slope = at(generator.witness, [0])[0] as number
      expectNear(at(generator.of, [0]), [0], { absolute: 1e-7, relative: 0 })
      for (const [at_, value] of at(generator.of, RATIOS).entries())
        expect(value - slope * Math.expm1(RATIOS[at_] as number)).toBeGreaterThan(-1e-6)
    }))

  it('is above what any critic finds: f(u) >= u T - f*(T), Young and Fenchel', () =>
    scoped(() => {
      const [witness, conjugate] = [at(generator.witness, RATIOS), at(generator.conjugate, RATIOS)]
      for (const t of RATIOS)
        for (const [critic, own] of witness.entries()) {
          const below = Math.exp(t) * own - (conjugate[critic] as number)
          expect(f(Math.exp(t)) - below).toBeGreaterThan(-1e-5 * (1 + Math.abs(below)))
        }
    }))

  it('is finite where q has all and p nothing, as samples of q may', () =>
    scoped(() => {
      const far = generator.title.startsWith('Neyman') ? -80 : -1e4
      expect(at(generator.of, [far, -60, 40]).filter((each) => !Number.isFinite(each))).toEqual([])
    }))
})
